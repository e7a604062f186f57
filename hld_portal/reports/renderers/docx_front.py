"""The first page of a DOCX: masthead, corner, title, summary box, foot.

Source: un-document.md, section 1.3; as in the templates of the model, the
masthead stands in the head of page 1, so that it takes no space of page 2.
"""

from __future__ import annotations

from typing import Any

from hld_portal.reports.content import Document, Text, inline
from hld_portal.reports.content_walk import direction
from hld_portal.reports.renderers.barcode import barcode_digits
from hld_portal.reports.renderers.docx_inline import (
    Notes,
    Tone,
    direction_props,
    inline_runs,
    text_runs,
)
from hld_portal.reports.renderers.docx_pictures import add_picture, barcode_picture, mark_picture
from hld_portal.reports.renderers.docx_styles import MEASURE
from hld_portal.reports.renderers.docx_tables import borders, cell, row, table_element
from hld_portal.reports.renderers.docx_xml import paragraph, run, text_element, w
from hld_portal.reports.renderers.words import front_language, front_lines, language_letter, word

# Columns of the masthead, and of the foot.
WIDTHS = (1267, 1872, 245, 3110, 245, 3101)
FOOT_WIDTHS = (3400, 6440)
FIRST_ROW, SECOND_ROW = 864, 2880
THIN, THICK, HAIR = 4, 12, 2  # eighths of a point
GAP, CORNER_GAP = 240, 78


def masthead(document: Document, part: Any) -> None:
    """Fill the head of page 1."""
    if document.marks:
        part.element.append(_marks(document))
    given, language = document.masthead, document.language
    tone = Tone(language)
    owner = paragraph(
        "MastheadOwner", *text_runs(given.owner, tone), props=direction_props(language)
    )
    organ = paragraph(
        "MastheadOrgan", *text_runs(given.organ, tone), props=direction_props(language)
    )
    symbol = paragraph("MastheadSymbol", *_symbol(given.symbol), props=direction_props(language))
    picture = paragraph("MastheadFigure", props=direction_props(language))
    if shown := mark_picture(given):
        add_picture(part, picture, shown, given.owner)
    top = row(
        cell(WIDTHS[0], paragraph("Normal"), borders=borders(bottom=THIN)),
        cell(sum(WIDTHS[1:4]), owner, span=3, borders=borders(bottom=THIN), align="bottom"),
        cell(sum(WIDTHS[4:]), symbol, span=2, borders=borders(bottom=THIN), align="bottom"),
        height=FIRST_ROW,
    )
    below = row(
        cell(WIDTHS[0], picture, borders=borders(bottom=THICK)),
        cell(sum(WIDTHS[1:4]), organ, span=3, borders=borders(bottom=THICK)),
        cell(WIDTHS[4], paragraph("Normal"), borders=borders(bottom=THICK)),
        cell(WIDTHS[5], *_distribution(document), borders=borders(bottom=THICK)),
        height=SECOND_ROW,
    )
    part.element.append(table_element(WIDTHS, [top, below], language))
    part.element.append(_least())


def _least() -> Any:
    """Make the paragraph that must follow a table, as low as can be."""
    return paragraph("Normal", props=(w("spacing", line=20, lineRule="exact"),))


def _marks(document: Document) -> Any:
    frame = w("framePr", w=MEASURE, wrap="notBeside", vAnchor="page", hAnchor="margin", x=1, y=300)
    words = " · ".join(document.marks)
    props = (frame, *direction_props(document.language))
    return paragraph("Mark", *text_runs(words, Tone(document.language)), props=props)


def _symbol(symbol: str) -> list[Any]:
    """Set the organ, up to the first stroke, large and the rest in text size."""
    organ, stroke, rest = symbol.partition("/")
    large = (w("sz", val=40), w("szCs", val=40))
    return [run(text_element(organ), props=large), run(text_element(stroke + rest))]


def _distribution(document: Document) -> list[Any]:
    given, language = document.masthead, document.language
    lines = front_lines(language, given.distribution, given.date, given.original_language)
    return [
        _latin_line(each, document, *([w("spacing", before=GAP)] if place == 0 else []))
        for place, each in enumerate(lines)
    ]


def _latin_line(words: str, document: Document, *props: Any) -> Any:
    """Make a line that runs from left to right in every language, at the start of its cell."""
    start = "right" if direction(document.language) == "rtl" else "left"
    runs = text_runs(words, Tone(front_language(document.language)))
    return paragraph("MastheadLine", *runs, props=(*props, w("jc", val=start)))


# Corner, title, summary


def front_blocks(document: Document, notes: Notes) -> list[Any]:
    """Give the paragraphs of page 1 before the text."""
    return [*_corner(document, notes), *_title(document, notes), *_summary(document, notes)]


def _corner(document: Document, notes: Notes) -> list[Any]:
    given, language = document.masthead, document.language
    lines = []
    if given.session:
        lines.append(text_runs(given.session, Tone(language, bold=True)))
    if given.agenda_item:
        lines.append(text_runs(given.agenda_item, Tone(language)))
        if given.agenda_footnote:
            lines[-1].append(notes.star("*", inline(given.agenda_footnote), language))
    if given.agenda_title:
        lines.append(text_runs(given.agenda_title, Tone(language, bold=True)))
    made = [paragraph("Corner", *each, props=direction_props(language)) for each in lines]
    if made:
        made[0][0].append(w("spacing", before=CORNER_GAP))
    return made


def _title(document: Document, notes: Notes) -> list[Any]:
    given, language = document.masthead, document.language
    runs = text_runs(document.title, Tone(language))
    stars = 2 if given.agenda_footnote and given.agenda_item else 1
    for place, each in enumerate(document.front_notes):
        runs.append(notes.star("*" * (stars + place), each, language))
    if not document.author_line:
        props = (*direction_props(language), w("spacing", after=360))
        return [paragraph("TitleHCH", *runs, props=props)]
    author = text_runs(document.author_line, Tone(language))
    return [
        paragraph("TitleHCH", *runs, props=direction_props(language)),
        paragraph("TitleH1", *author, props=direction_props(language)),
    ]


def _summary(document: Document, notes: Notes) -> list[Any]:
    if not document.summary:
        return []
    language = document.language
    head = inline((Text(word("summary", language)),))
    lines = [_line("SummaryHead", head, language, notes)]
    lines += [_line("SummaryTxt", each, language, notes) for each in document.summary]
    lines.append(paragraph("Normal"))
    box = borders(top=HAIR, bottom=HAIR, left=HAIR, right=HAIR)
    inner = row(cell(MEASURE, *lines, borders=box), whole=False)
    return [table_element((MEASURE,), [inner], language)]


def _line(style: str, runs: Any, language: str, notes: Notes) -> Any:
    words = inline_runs(runs, Tone(language), notes)
    return paragraph(style, *words, props=direction_props(language))


# Foot


def foot(document: Document, part: Any) -> None:
    """Fill the foot of page 1: job number and bars on one side, the foot line on the other."""
    language, job = document.language, document.masthead.job_number
    left = []
    if job:
        letter = language_letter(language)
        shown = f"{job} ({letter})" if letter else job
        shown = f"{shown}    {document.masthead.release_code}".rstrip()
        digits = barcode_digits(job)
        bars = _latin_line("", document, w("spacing", before=20, line=240, lineRule="atLeast"))
        add_picture(part, bars, barcode_picture(digits), f"*{digits}*")
        left = [_latin_line(shown, document), bars]
    line = text_runs(document.foot_line, Tone(language))
    props = (*direction_props(language), w("jc", val="right"))
    right = paragraph("Small", *line, props=props)
    cells = (
        cell(FOOT_WIDTHS[0], *(left or [paragraph("Normal")]), align="bottom"),
        cell(FOOT_WIDTHS[1], right, align="bottom"),
    )
    part.element.append(table_element(FOOT_WIDTHS, [row(*cells)], language))
    part.element.append(_least())
