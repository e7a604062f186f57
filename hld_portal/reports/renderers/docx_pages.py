"""The pages of a DOCX: sections, running heads, page numbers, job number.

Source: un-document.md, items 1 to 10, 37 and 38 (geometry of 2014).
"""

from __future__ import annotations

from typing import Any

from hld_portal.reports.content import Document
from hld_portal.reports.content_walk import direction
from hld_portal.reports.renderers.docx_styles import MEASURE, MEASURE_LANDSCAPE, ends
from hld_portal.reports.renderers.docx_xml import (
    R,
    field,
    paragraph,
    run,
    tab,
    text_element,
    w,
)

SHORT, LONG = 12240, 15840  # Letter
SIDE, TOP, BOTTOM = 1195, 1742, 1898
HEAD, FOOT = 576, 600
BETWEEN_MARKS = " · "
PARTS = ("header", "footer")


class Pages:
    """Makes the sections of a document; heads and feet of turned pages when first asked for."""

    def __init__(self, document: Document, part: Any) -> None:
        self.document = document
        self.part = part
        self.rtl = direction(document.language) == "rtl"
        self.made: dict[bool, list[Any]] = {}
        self.first: list[tuple[str, str]] = []
        self.sections = 0

    def add_first(self, kind: str, fill: Any) -> None:
        """Add head or foot of page 1; `fill` appends to the part that it is given."""
        held, name = self._new_part(kind)
        fill(held)
        self.first.append((kind, name))

    def section(self, *, landscape: bool) -> Any:
        """Make the properties of the section that ends here."""
        self.sections += 1
        first = self.sections == 1
        references = list(self._references(landscape))
        if first:
            references += [_reference(kind, "first", name) for kind, name in self.first]
        width, height = (LONG, SHORT) if landscape else (SHORT, LONG)
        size = w("pgSz", w=width, h=height)
        if landscape:
            size = w("pgSz", w=width, h=height, orient="landscape")
        margins = w(
            "pgMar",
            top=TOP,
            right=SIDE,
            bottom=BOTTOM,
            left=SIDE,
            header=HEAD,
            footer=FOOT,
            gutter=0,
        )
        made = w(
            "sectPr", *references, w("type", val="nextPage"), size, margins, w("cols", space=720)
        )
        if first:
            made.append(w("titlePg"))
        if self.rtl:
            made.append(w("bidi"))
        return made

    def _references(self, landscape: bool) -> list[Any]:
        if landscape not in self.made:
            self.made[landscape] = self._running(landscape)
        return [_reference(*each) for each in self.made[landscape]]

    def _running(self, landscape: bool) -> list[tuple[str, str, str]]:
        found = []
        for page in ("default", "even"):
            for kind in PARTS:
                held, name = self._new_part(kind)
                line = self._head(page) if kind == "header" else self._foot(page)
                held.element.append(self._line(kind, line, landscape))
                found.append((kind, page, name))
        return found

    def _new_part(self, kind: str) -> tuple[Any, str]:
        add = self.part.add_header_part if kind == "header" else self.part.add_footer_part
        part, name = add()
        for each in list(part.element):
            part.element.remove(each)
        return part, name

    def _line(self, kind: str, line: list[Any], landscape: bool) -> Any:
        """Make a line that runs from left to right in every language: its words are Latin."""
        props = []
        if landscape:
            cleared = [w("tab", val="clear", pos=at) for _, at in ends(MEASURE)]
            stops = [w("tab", val=side, pos=at) for side, at in ends(MEASURE_LANDSCAPE)]
            props.append(w("tabs", *cleared, *stops))
        return paragraph(kind.capitalize(), *line, props=tuple(props))

    def _head(self, page: str) -> list[Any]:
        symbol = run(text_element(self.document.masthead.symbol))
        marks = run(text_element(BETWEEN_MARKS.join(self.document.marks)))
        if self._outer_is_left(page):
            return [symbol, tab(), marks]
        return [tab(), marks, tab(), symbol]

    def _foot(self, page: str) -> list[Any]:
        number = [*field("PAGE", "2"), run(text_element("/")), *field("NUMPAGES", "2")]
        small = (w("b", val=0), w("bCs", val=0), w("sz", val=14), w("szCs", val=14))
        job = run(text_element(self.document.masthead.job_number), props=small)
        if self._outer_is_left(page):
            return [*number, tab(), tab(), job]
        return [job, tab(), tab(), *number]

    def _outer_is_left(self, page: str) -> bool:
        return (page == "even") != self.rtl


def _reference(kind: str, page: str, name: str) -> Any:
    made = w(f"{kind}Reference", type=page)
    made.set(f"{{{R}}}id", name)
    return made
