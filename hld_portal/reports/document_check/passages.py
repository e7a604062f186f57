"""The document's own words in reading order, with what is quoted or named blanked out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from hld_portal.reports.content import (
    Block,
    Document,
    FootnoteCall,
    Foreign,
    Heading,
    Inline,
    Italic,
    Paragraph,
    SubParagraph,
    Table,
    inline,
    plain,
)
from hld_portal.reports.document_check.places import Places, Spot
from hld_portal.reports.document_check.quotations import find_quotations
from hld_portal.reports.document_check.sayings import say as _
from hld_portal.reports.document_check.sayings import side_by_side

Kind = Literal["box", "heading", "paragraph", "item", "table", "note", "footnote"]
BLANK = "\u00a4"  # no letter, digit or stop: no rule finds anything in it


@dataclass(frozen=True)
class Passage:
    """A stretch of text: a paragraph, a heading, the title of a table."""

    spot: Spot
    kind: Kind
    runs: Inline
    number: int | None = None  # of the paragraph it is or belongs to, or of the table
    level: int = 0  # of a heading
    in_annex: bool = False
    draft: bool = False
    names: re.Pattern[str] | None = None

    @cached_property
    def text(self) -> str:
        return plain(self.runs)

    @cached_property
    def own_words(self) -> str:
        """The text with quotations, titles and foreign words blanked out, at equal length."""
        parts = (
            _blank(run.text) if isinstance(run, Italic | Foreign) else run.text
            for run in self.runs
            if not isinstance(run, FootnoteCall)
        )
        words = "".join(parts)
        words = _without_quotations(words)
        return self.names.sub(lambda found: _blank(found[0]), words) if self.names else words


def _without_quotations(words: str) -> str:
    kept, at = [], 0
    for each in find_quotations(words):
        if each.is_doubtful:
            continue
        kept += [words[at : each.start], _blank(words[each.start : each.end])]
        at = each.end
    return "".join([*kept, words[at:]])


def _blank(text: str) -> str:
    return BLANK * len(text)


def read_passages(document: Document, places: Places, titles: list[str]) -> list[Passage]:
    """Walk a document; texts reproduced as received (parts, quotations) are left out.

    Args:
        titles: of instruments and meetings, which no rule of style applies to.
    """
    names = pattern_of(titles)
    return [replace(each, names=names) for each in _walk(document, places)]


def pattern_of(titles: list[str]) -> re.Pattern[str] | None:
    """Match any of some titles, the longest first; None without any."""
    longest = sorted({each for each in titles if each}, key=lambda each: (-len(each), each))
    words = "|".join(map(re.escape, longest))
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)") if longest else None


def _walk(document: Document, places: Places) -> Iterator[Passage]:
    for runs in document.summary:
        yield Passage(places.front(), "box", runs)
    yield from _blocks(document.blocks, places)
    for annex in document.annexes:
        heading = Heading(1, inline(annex.title))
        yield Passage(places.heading(heading), "heading", heading.text, level=1, in_annex=True)
        for each in _blocks(annex.blocks, places):
            yield replace(each, in_annex=True)
    for note in document.footnotes:
        label = _("Footnote %(number)d") % {"number": note.number}
        spot = Spot(label, f"footnote/{note.number}", places.home)
        if note.text is not None:
            yield Passage(spot, "footnote", note.text, number=note.number)


def _blocks(blocks: tuple[Block, ...], places: Places) -> Iterator[Passage]:
    last: Passage | None = None
    for block in blocks:
        match block:
            case Heading():
                yield Passage(places.heading(block), "heading", block.text, level=block.level)
            case Paragraph():
                spot = places.paragraph(block)
                last = Passage(spot, "paragraph", block.text, block.number, draft=block.draft)
                yield last
            case SubParagraph():
                spot, number = (last.spot, last.number) if last else (places.here(""), None)
                label = side_by_side(spot.label, block.label)
                yield Passage(replace(spot, label=label), "item", block.text, number)
            case Table():
                yield from _table(block, places)


def _table(table: Table, places: Places) -> Iterator[Passage]:
    label = _("Table “%(title)s”") % {"title": table.title}
    spot = replace(places.here(label), name=f"table/{table.title}")
    yield Passage(spot, "table", inline(table.title), table.number)
    for note in table.notes:
        yield Passage(spot, "note", note.text)
