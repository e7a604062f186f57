"""The head of a document as an HTML file: masthead, and the stars of its notes."""

from __future__ import annotations

from html import escape

from hld_portal.reports.content import Document
from hld_portal.reports.renderers.words import front_lines


def line(tag: str, text: str) -> str:
    """Write a line; nothing where there are no words."""
    return f"<{tag}>{escape(text)}</{tag}>\n" if text else ""


def mast_html(document: Document) -> str:
    """Write owner, symbol, dates and agenda."""
    masthead = document.masthead
    right = front_lines(
        document.language, masthead.distribution, masthead.date, masthead.original_language
    )
    star = "*" if has_agenda_note(document) else ""
    lines = [masthead.owner, masthead.organ, *right, masthead.session, masthead.agenda_item + star]
    lines += [masthead.agenda_title, star and f"* {masthead.agenda_footnote}"]
    symbol = f'<p class="sym"><bdi dir="ltr">{escape(masthead.symbol)}</bdi></p>'
    mark = (
        f'<img class="own" src="{escape(masthead.mark)}" alt="">'
        if masthead.mark.startswith("data:image/")
        else ""
    )
    return f'<header class="mast">{symbol}{mark}{"".join(line("p", each) for each in lines)}</header>\n'


def has_agenda_note(document: Document) -> bool:
    """Whether the agenda item has the first star."""
    return bool(document.masthead.agenda_item and document.masthead.agenda_footnote)


def stars(document: Document) -> str:
    """Give the stars that call the notes of the front page, as many as their lines show."""
    first = 2 if has_agenda_note(document) else 1
    return "".join("*" * (first + place) for place in range(len(document.front_notes)))
