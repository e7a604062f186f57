"""The first page: masthead, corner notation, title, summary box, job number."""

from __future__ import annotations

from html import escape

from hld_portal.reports.content import Document, Masthead
from hld_portal.reports.renderers.barcode import barcode_digits, barcode_uri
from hld_portal.reports.renderers.own_mark import own_mark_uri
from hld_portal.reports.renderers.pdf_html import Setting, inline_html, lang_attributes
from hld_portal.reports.renderers.words import (
    front_language,
    front_lines,
    language_letter,
    word,
)

BARCODE_WIDTH = 113.2  # points, for the seven digits of a job number
BARCODE_DIGITS = 7


def front_html(document: Document, setting: Setting) -> str:
    """Set everything that stands before the first heading."""
    return "\n".join(
        (
            _masthead_html(document),
            _corner_html(document.masthead),
            _title_html(document, setting),
            # Before the summary, which may run on to another page: this stays on the first.
            _foot_html(document),
            _summary_html(document, setting),
        )
    )


def _masthead_html(document: Document) -> str:
    masthead = document.masthead
    lines = front_lines(
        document.language, masthead.distribution, masthead.date, masthead.original_language
    )
    # Distribution and date stay in a language that runs from left to right.
    ltr = lang_attributes(front_language(document.language))
    right = "".join(f"<p><bdi{ltr}>{escape(each) or '&nbsp;'}</bdi></p>" for each in lines)
    return (
        '<div class="masthead">'
        f'<p class="owner">{escape(masthead.owner)}</p>'
        f'<p class="symbol"><bdi dir="ltr">{_symbol_html(masthead.symbol)}</bdi></p>'
        f'<div class="mark">{_mark_html(masthead)}</div>'
        f'<p class="organ">{escape(masthead.organ)}</p>'
        f'<div class="distr">{right}</div>'
        "</div>"
    )


def _symbol_html(symbol: str) -> str:
    """Set the organ, up to the first stroke, large and the rest in text size."""
    organ, stroke, rest = symbol.partition("/")
    return f"<span>{escape(organ)}</span>{escape(stroke + rest)}"


def _mark_html(masthead: Masthead) -> str:
    """Show the owner's own mark, else the portal's; never the emblem of the United Nations."""
    return f'<img src="{escape(masthead.mark or own_mark_uri())}" alt="{escape(masthead.owner)}">'


def _corner_html(masthead: Masthead) -> str:
    lines = []
    if masthead.session:
        lines.append(f"<p><b>{escape(masthead.session)}</b></p>")
    if masthead.agenda_item:
        lines.append(f"<p>{escape(masthead.agenda_item)}{_star_html(masthead)}</p>")
    if masthead.agenda_title:
        lines.append(f"<p><b>{escape(masthead.agenda_title)}</b></p>")
    return f'<div class="corner">{"".join(lines)}</div>' if lines else ""


def _star_html(masthead: Masthead) -> str:
    if not masthead.agenda_footnote:
        return ""
    return f'<span class="fn star" data-n="*">{escape(masthead.agenda_footnote)}</span>'


def _title_html(document: Document, setting: Setting) -> str:
    first = 2 if document.masthead.agenda_footnote and document.masthead.agenda_item else 1
    notes = "".join(
        f'<span class="fn star" data-n="{"*" * (first + i)}">{inline_html(each, setting)}</span>'
        for i, each in enumerate(document.front_notes)
    )
    author = f'<p class="author">{escape(document.author_line)}</p>' if document.author_line else ""
    return f"<h1>{escape(document.title)}{notes}</h1>{author or '<p class=noauthor></p>'}"


def _summary_html(document: Document, setting: Setting) -> str:
    if not document.summary:
        return ""
    lines = "".join(f"<p>{inline_html(each, setting)}</p>" for each in document.summary)
    head = escape(word("summary", document.language))
    return f'<div class="summary"><p class="head"><i>{head}</i></p>{lines}</div>'


def _foot_html(document: Document) -> str:
    masthead = document.masthead
    parts = []
    if masthead.job_number:
        letter = language_letter(document.language)
        shown = f"{masthead.job_number} ({letter})" if letter else masthead.job_number
        code = (
            f"&nbsp;&nbsp;&nbsp; {escape(masthead.release_code)}" if masthead.release_code else ""
        )
        digits = barcode_digits(masthead.job_number)
        width = round(BARCODE_WIDTH * (len(digits) + 2) / (BARCODE_DIGITS + 2), 1)
        parts.append(
            f'<div class="job"><p><bdi dir="ltr">{escape(shown)}{code}</bdi></p>'
            f'<img class="bars" src="{barcode_uri(digits, width)}" alt="*{escape(digits)}*"></div>'
        )
    if document.foot_line:
        # An inline block is never parted by the end of the page.
        parts.append(
            f'<div class="footline"><p><span>{escape(document.foot_line)}</span></p></div>'
        )
    return "".join(parts)
