"""The text of a DOCX, block by block.

Source: un-document.md, items 37 to 51.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from hld_portal.reports.content import (
    Annex,
    Block,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    Part,
    Quote,
    SubParagraph,
    Table,
    Text,
    inline,
)
from hld_portal.reports.content_walk import anchor_of
from hld_portal.reports.renderers.docx_inline import (
    Notes,
    Tone,
    aside,
    bookmark_name,
    direction_props,
    inline_runs,
    text_runs,
)
from hld_portal.reports.renderers.docx_pages import Pages
from hld_portal.reports.renderers.docx_styles import MEASURE, MEASURE_LANDSCAPE
from hld_portal.reports.renderers.docx_tables import TableSetter
from hld_portal.reports.renderers.docx_xml import W, local, ppr, run, tab, w
from hld_portal.reports.renderers.entries import annex_anchor, heading_anchors, heading_number
from hld_portal.reports.renderers.words import word

HEADINGS = {1: "HCh", 2: "H1", 3: "H23", 4: "H23", 5: "H4", 6: "H56"}
OWN_OUTLINE = {4: 3}  # where two levels share a style
AFTER_TABLE = 480
END_RULE = 1440  # 72 pt
HEADING_BEFORE = {"HCh": 240, "H1": 240, "H23": 120, "H4": 120, "H56": 120}
PARAGRAPH_AFTER = 120


@dataclass(frozen=True)
class Around:
    """What a block needs to know of the document around it."""

    language: str
    reference: str = ""


class Body:
    """Fills the body of a DOCX from top to bottom, and turns pages where it must."""

    def __init__(self, document: Document, body: Any, notes: Notes, pages: Pages) -> None:
        self.document = document
        self.body = body
        self.notes = notes
        self.pages = pages
        self.anchors = heading_anchors(document)
        self.bookmarks = 0
        self.landscape = False
        self.new_page = False
        self.heading_follows = False
        self.before = ""  # kind of the block before: "table", or the style of a heading

    def add_all(self, blocks: tuple[Block, ...], around: Around) -> None:
        """Add blocks in their order."""
        for block, after in zip(blocks, (*blocks[1:], None), strict=False):
            self.heading_follows = isinstance(after, Heading)
            self._add(block, around)

    def add_contents(self, lines: list[Any]) -> None:
        """Add the list of contents on pages of its own."""
        self.new_page = True
        self._settle(lines[0], "")
        self.body.extend(lines)
        self.new_page = True

    def _add(self, block: Block, around: Around) -> None:
        match block:
            case Heading():
                self._heading(block, around)
            case Paragraph():
                self._paragraph(block, around)
            case SubParagraph():
                self._item(block, around)
            case Quote():
                self._quote(block, around)
            case Table():
                self._table(block, around)
            case Part():
                self.add_all(block.blocks, within(around, block))
            case PageBreak():
                self.new_page = True

    def add_annex(self, annex: Annex, place: int) -> None:
        """Add an annex on a new page; its number stands over its title."""
        around = Around(self.document.language, annex.reference or annex_anchor(place))
        label = word("annex", around.language) + (f" {annex.number}" if annex.number else "")
        tone = Tone(around.language)
        start, end = self._bookmark(annex_anchor(place))
        self.new_page = True
        content = [*text_runs(label, tone), run(w("br")), *text_runs(annex.title, tone)]
        self._put(
            "HCh", [start, *content, end], around, w("ind", firstLine=0), w("spacing", before=0)
        )
        self.before = "HCh"
        self.add_all(annex.blocks, around)

    def finish(self) -> None:
        """Close the document with its short rule and its last section."""
        measure = MEASURE_LANDSCAPE if self.landscape else MEASURE
        side = (measure - END_RULE) // 2
        self.new_page = False
        self._tie_last()
        self._line("EndRule", [], Around(self.document.language), w("ind", left=side, right=side))
        self.body.append(self.pages.section(landscape=self.landscape))

    def _tie_last(self) -> None:
        """Keep the last lines with the short rule, so that it never has a page to itself."""
        last = self.body[-1] if len(self.body) else None
        if last is None:
            return
        lines = [last] if local(last) == "p" else last[-1].iter(f"{{{W}}}p")
        for line in list(lines):
            line.replace(line[0], ppr(*line[0], w("keepNext")))

    # Lines

    def _put(self, style: str, content: list[Any], around: Around, *props: Any) -> None:
        """Add a paragraph of upright pages."""
        self._turn(landscape=False)
        self._line(style, content, around, *props)

    def _line(self, style: str, content: list[Any], around: Around, *props: Any) -> None:
        made = w("p", ppr(w("pStyle", val=style), *direction_props(around.language), *props))
        made.extend(content)
        self._settle(made, style)
        self.body.append(made)
        self.before = ""

    def _settle(self, made: Any, style: str) -> None:
        """Give the first paragraph of a page or after a table what its place asks for."""
        props = made[0]
        given = list(props)
        if self.new_page:
            given.append(w("pageBreakBefore"))
            if style in HEADING_BEFORE and not any(local(each) == "spacing" for each in given):
                # There is no paragraph before it whose space would be added.
                given.append(w("spacing", before=HEADING_BEFORE[style] + PARAGRAPH_AFTER))
        elif self.before == "table" and style != "EndRule":
            given.append(w("spacing", before=max(AFTER_TABLE, HEADING_BEFORE.get(style, 0))))
        elif self.before in HEADING_BEFORE and style in HEADING_BEFORE:
            # Word adds both spaces up, a page of the model shows the larger.
            given.append(w("spacing", before=max(0, HEADING_BEFORE[style] - PARAGRAPH_AFTER)))
        self.new_page = False
        made.replace(props, ppr(*given))

    def _turn(self, *, landscape: bool) -> None:
        """Close the section where the pages turn; what follows starts a new page."""
        if self.landscape == landscape:
            return
        section = self.pages.section(landscape=self.landscape)
        last = self.body[-1] if len(self.body) else None
        if last is None or local(last) != "p":
            # As low as can be, so that a full page of table does not run over.
            low = w("spacing", line=20, lineRule="exact")
            last = w("p", ppr(w("pStyle", val="Normal"), low))
            self.body.append(last)
        last[0].append(section)
        self.landscape = landscape
        self.new_page = False
        self.before = ""

    def _bookmark(self, anchor: str) -> tuple[Any, Any]:
        self.bookmarks += 1
        name = bookmark_name(anchor)
        return (
            w("bookmarkStart", id=self.bookmarks, name=name),
            w("bookmarkEnd", id=self.bookmarks),
        )

    # Blocks

    def _heading(self, block: Heading, around: Around) -> None:
        style = HEADINGS[block.level]
        number = heading_number(block)
        tone = Tone(around.language)
        start, end = self._bookmark(self.anchors[id(block)])
        lead = [tab(), *text_runs(number, tone), tab()] if number else []
        words = inline_runs(block.text, tone, self.notes, show_sources=self._shows)
        props = [] if number else [w("ind", firstLine=0)]
        if block.level in OWN_OUTLINE:
            props.append(w("outlineLvl", val=OWN_OUTLINE[block.level]))
        self._put(style, [start, *lead, *words, end], around, *props)
        self.before = style

    def _paragraph(self, block: Paragraph, around: Around) -> None:
        lead: list[Any] = []
        props: list[Any] = []
        if block.number is None and self.before in HEADING_BEFORE and self.heading_follows:
            # A line between two headings goes with them.
            props.append(w("keepNext"))
        if block.number is not None:
            start, end = self._bookmark(anchor_of(block.number, around.reference))
            number = text_runs(f"{block.number}.", Tone(around.language))
            lead = [start, *number, end, tab()]
        self._put("SingleTxt", [*lead, *self._words(block, around)], around, *props)

    def _item(self, block: SubParagraph, around: Around) -> None:
        label = text_runs(block.label, Tone(around.language))
        content = [*label, tab(), *self._words(block, around)]
        self._put(f"SingleTxt{block.level}", content, around)

    def _words(self, block: Paragraph | SubParagraph, around: Around) -> list[Any]:
        tone = Tone(around.language, bold=block.bold)
        found = inline_runs(block.text, tone, self.notes, show_sources=self._shows)
        if self._shows and block.citations:
            found += aside("; ".join(block.citations), tone)
        if block.draft:
            found += aside(word("draft", around.language), tone)
        return found

    @property
    def _shows(self) -> bool:
        return self.document.show_sources

    def _quote(self, block: Quote, around: Around) -> None:
        within_quote = replace(around, language=block.language or around.language)
        tone = Tone(within_quote.language)
        for runs in block.paragraphs:
            self._put("SingleTxtQuote", inline_runs(runs, tone, self.notes), within_quote)
        if block.source:
            source = inline((Text(block.source),))
            words = inline_runs(source, Tone(around.language), self.notes)
            self._put("SingleTxtSource", words, around)

    def _table(self, block: Table, around: Around) -> None:
        if block.landscape and self.landscape:
            self.new_page = True
        self._turn(landscape=block.landscape)
        lines = TableSetter(block, around.language, self.notes).lines()
        self._settle(lines[0], "")
        self.body.extend(lines)
        self.before = "table"


def within(around: Around, part: Part) -> Around:
    """Give the surroundings of a part."""
    return Around(part.language or around.language, part.reference or around.reference)
