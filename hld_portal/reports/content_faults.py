"""What is wrong within a well-formed tree: cells, footnotes, links, numbers, dates."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from hld_portal.reports.content import (
    Block,
    Document,
    FootnoteCall,
    Heading,
    Inline,
    Link,
    Paragraph,
    Part,
    Quote,
    SubParagraph,
    Table,
)
from hld_portal.reports.content_json import Fault
from hld_portal.reports.content_limits import front_limits, mark_limits, note_limits
from hld_portal.reports.content_walk import anchor_of
from hld_portal.reports.renderers.table_shape import measure_of, width_of_figures

LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
SYMBOL = re.compile(r"[\x20-\x7e]{0,60}")
JOB_NUMBER = re.compile(r"[0-9A-Z-]{0,20}")
MARK = re.compile(r"data:image/(png|svg\+xml);base64,[A-Za-z0-9+/=]+")
MOST_COLUMNS = 60  # of three figures each, on a turned page
DEEPEST_HEADING = 6
DEEPEST_ITEM = 4


def faults_of(document: Document, *, whole: bool = True) -> list[Fault]:
    """List everything that would make a document wrong or impossible to print.

    Args:
        whole: False for a tree whose unreadable nodes are None. What rests on
            the presence of other nodes (links, footnotes) is then not judged.
    """
    found = [*_front_faults(document), *_block_faults(document)]
    if whole:
        found += [*_anchor_faults(document), *_footnote_faults(document)]
        found += note_limits(document, _placed_inline(document))
    return found


def _front_faults(document: Document) -> Iterator[Fault]:
    if not LANGUAGE.fullmatch(document.language):
        yield Fault("language", f"{document.language!r} is no language code")
    masthead = document.masthead
    try:
        dt.date.fromisoformat(masthead.date)
    except ValueError:
        yield Fault("masthead.date", f"{masthead.date!r} is not a date like 2014-07-30")
    if not SYMBOL.fullmatch(masthead.symbol):
        yield Fault("masthead.symbol", "only plain Latin letters, figures and signs, at most 60")
    if not JOB_NUMBER.fullmatch(masthead.job_number):
        yield Fault("masthead.job_number", "only digits, capital letters and hyphens, at most 20")
    if masthead.mark and not MARK.fullmatch(masthead.mark):
        yield Fault("masthead.mark", "not a PNG or SVG image as base64 in a data: address")
    else:
        yield from mark_limits(masthead)
    yield from front_limits(document)


def _block_faults(document: Document) -> Iterator[Fault]:
    for place, _, block in _placed(document):
        if isinstance(block, Heading) and not 1 <= block.level <= DEEPEST_HEADING:
            yield Fault(f"{place}.level", f"{block.level} is not between 1 and {DEEPEST_HEADING}")
        if isinstance(block, SubParagraph) and not 1 <= block.level <= DEEPEST_ITEM:
            yield Fault(f"{place}.level", f"{block.level} is not between 1 and {DEEPEST_ITEM}")
        if isinstance(block, Table):
            yield from _table_faults(place, block)
        language = getattr(block, "language", None)
        if language is not None and not LANGUAGE.fullmatch(language):
            yield Fault(f"{place}.language", f"{language!r} is no language code")


def _table_faults(place: str, table: Table) -> Iterator[Fault]:
    columns = len(table.columns)
    if not 1 <= columns <= MOST_COLUMNS:
        yield Fault(
            f"{place}.columns", f"{columns} columns; a page holds between 1 and {MOST_COLUMNS}"
        )
    for i, row in enumerate(table.rows):
        if row is not None and len(row.cells) != columns:
            yield Fault(f"{place}.rows[{i}]", f"{len(row.cells)} cells, {columns} columns")
    if table.columns and all(row is not None and len(row.cells) == columns for row in table.rows):
        yield from _width_faults(place, table)
    for i, column in enumerate(table.columns):
        if column is not None and column.share is not None and not 1 <= column.share <= 100:
            yield Fault(f"{place}.columns[{i}].share", f"{column.share} is not between 1 and 100")


def _width_faults(place: str, table: Table) -> Iterator[Fault]:
    needed, measure = width_of_figures(table), measure_of(table)
    if needed > measure:
        room = "" if table.landscape else "turn the table (landscape) or "
        yield Fault(
            f"{place}.columns",
            f"its figures need {needed:.0f} points side by side, there are {measure:.0f}; "
            f"{room}part it into several",
        )


def _anchor_faults(document: Document) -> Iterator[Fault]:
    """Find paragraph numbers that stand twice, and links that lead nowhere."""
    anchors = {f"annex-{i + 1}" for i in range(len(document.annexes))}
    for place, reference, block in _placed(document):
        if isinstance(block, Paragraph) and block.number is not None:
            anchor = anchor_of(block.number, reference)
            if block.number < 1:
                yield Fault(f"{place}.number", f"{block.number} is below 1")
            elif anchor in anchors:
                yield Fault(f"{place}.number", f"{block.number} stands twice")
            anchors.add(anchor)
    for place, runs in _placed_inline(document):
        for run in runs:
            if isinstance(run, Link) and run.target not in anchors:
                yield Fault(place, f"leads to {run.target}, which is not in the document")


def _footnote_faults(document: Document) -> Iterator[Fault]:
    known = {}
    for i, note in enumerate(document.footnotes):
        if note.number in known:
            yield Fault(f"footnotes[{i}].number", f"{note.number} stands twice")
        known[note.number] = i
    called: set[int] = set()
    for place, runs in _placed_inline(document):
        for number in (run.number for run in runs if isinstance(run, FootnoteCall)):
            if place.startswith("footnotes"):
                yield Fault(place, f"calls footnote {number} within a footnote")
            elif number not in known:
                yield Fault(place, f"calls footnote {number}, which is not in footnotes")
            elif number in called:
                yield Fault(place, f"calls footnote {number} a second time")
            called.add(number)
    for number, i in known.items():
        if number not in called:
            yield Fault(f"footnotes[{i}]", f"footnote {number} is called nowhere")


# Walking with places


def _placed(document: Document) -> Iterator[tuple[str, str, Block]]:
    yield from _placed_blocks("", document.blocks, "")
    for i, annex in enumerate(document.annexes):
        if annex is None:
            continue
        reference = annex.reference or f"annex-{i + 1}"
        yield from _placed_blocks(f"annexes[{i}].", annex.blocks, reference)


def _placed_blocks(
    start: str, blocks: tuple[Block, ...], reference: str
) -> Iterator[tuple[str, str, Block]]:
    for i, block in enumerate(blocks):
        place = f"{start}blocks[{i}]"
        if block is None:  # unreadable, and reported as such
            continue
        yield place, reference, block
        if isinstance(block, Part):
            yield from _placed_blocks(f"{place}.", block.blocks, block.reference or reference)


def _placed_inline(document: Document) -> Iterator[tuple[str, Inline]]:
    for i, runs in enumerate(document.summary):
        yield f"summary[{i}]", runs
    for i, runs in enumerate(document.front_notes):
        yield f"front_notes[{i}]", runs
    for place, _, block in _placed(document):
        yield from _block_inline(place, block)
    for i, note in enumerate(document.footnotes):
        if note.text is not None:
            yield f"footnotes[{i}].text", note.text


def _block_inline(place: str, block: Block) -> Iterator[tuple[str, Inline]]:
    match block:
        case Heading() | Paragraph() | SubParagraph():
            yield f"{place}.text", block.text
        case Quote():
            for i, runs in enumerate(block.paragraphs):
                yield f"{place}.paragraphs[{i}]", runs
        case Table():
            for i, row in enumerate(block.rows):
                for k, cell in enumerate(row.cells):
                    if cell is not None:
                        yield f"{place}.rows[{i}].cells[{k}]", cell
            for i, note in enumerate(block.notes):
                yield f"{place}.notes[{i}].text", note.text
