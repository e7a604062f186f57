"""Running heads, page numbers and marks, stamped on finished pages as artifacts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Dictionary, Name

from hld_portal.reports.building.stamp_fonts import StampFont, subset_of
from hld_portal.reports.content import Document
from hld_portal.reports.content_walk import direction

if TYPE_CHECKING:
    from hld_portal.reports.renderers.pdf import Geometry, Leaders

SIDE = 60.0
FRONT_MARK = 22.0  # baseline of the marks over the masthead, from the top
DOTS_END, DOTS_STEP, DOTS_GAP = 530.6, 6.2, 5.0  # points from the start of the page
BETWEEN_MARKS = " · "
ARTIFACT = "/Artifact <</Type /Pagination /Subtype /{}>> BDC q {} Q EMC\n"


@dataclass(frozen=True)
class Places:
    """Baselines in points: of the head and its rule from the top, of the foot from the bottom."""

    head: float
    rule: float
    number: float
    job: float


# Source: un-document.md, items 37 and 38.
PLACES = {
    "2014": Places(head=66.2, rule=72.0, number=63.0, job=64.0),
    "2026": Places(head=59.0, rule=64.9, number=36.7, job=38.2),
}


def load_fonts(document: Document) -> None:
    """Make what is slow to make: once in a worker, not again in every child that stamps.

    Raises:
        StampFault: a running head cannot be printed.
    """
    for style in ("Bold", "Regular"):
        subset_of(style, _signs_of(document))


def stamp_pages(
    pdf: pikepdf.Pdf, document: Document, geometry: Geometry, leaders: Leaders = ()
) -> None:
    """Stamp symbol, rule, `n/N`, job number and marks on every page; page 1 takes only marks.

    The dots of the contents are stamped, too. The stamps come first in each page's content, because WeasyPrint leaves its
    own transformation behind.
    """
    stamper = _Stamper(pdf, document, PLACES[geometry])
    total = len(pdf.pages)
    dots: dict[int, list[tuple[float, float]]] = {}
    for number, x, y in leaders:
        dots.setdefault(number, []).append((x, y))
    for number, page in enumerate(pdf.pages, start=1):
        stamper.stamp(page, number, total, dots.get(number, []))


def _signs_of(document: Document) -> str:
    masthead = document.masthead
    shown = (
        f"{masthead.symbol}{masthead.job_number}{BETWEEN_MARKS.join(document.marks)}0123456789/."
    )
    return "".join(sorted(set(shown)))


class _Stamper:
    def __init__(self, pdf: pikepdf.Pdf, document: Document, places: Places) -> None:
        self.pdf = pdf
        self.places = places
        self.symbol = document.masthead.symbol
        self.job = document.masthead.job_number
        self.marks = BETWEEN_MARKS.join(document.marks)
        self.mirrored = direction(document.language) == "rtl"
        signs = _signs_of(document)
        self.bold = StampFont(pdf, "Bold", signs)
        self.plain = StampFont(pdf, "Regular", signs)

    def stamp(
        self, page: pikepdf.Page, number: int, total: int, dots: list[tuple[float, float]]
    ) -> None:
        width, height = float(page.mediabox[2]), float(page.mediabox[3])
        content = ""
        if number > 1:
            content += self._head(number, width, height)
            content += self._foot(f"{number}/{total}", number, width)
        if self.marks:
            from_top = self.places.head if number > 1 else FRONT_MARK
            content += self._marks(width, height - from_top)
        if dots:
            content += self._dots(dots, width, height)
        if content:
            self._add_fonts(page)
            stream = self.pdf.make_stream(content.encode("ascii"))
            page.contents_add(stream, prepend=True)

    def _head(self, number: int, width: float, height: float) -> str:
        at = self._outer(self.bold.width(self.symbol, 8.5), number, width)
        text = self.bold.text(self.symbol, 8.5, at, height - self.places.head)
        y = height - self.places.rule
        rule = f"0.25 w {SIDE:.2f} {y:.2f} m {width - SIDE:.2f} {y:.2f} l S"
        return ARTIFACT.format("Header", f"{rule} {text}")

    def _foot(self, shown: str, number: int, width: float) -> str:
        at = self._outer(self.bold.width(shown, 8.5), number, width)
        text = self.bold.text(shown, 8.5, at, self.places.number)
        if self.job:
            # The inner edge is the outer edge of the page beside it.
            at = self._outer(self.plain.width(self.job, 7), number + 1, width)
            text += " " + self.plain.text(self.job, 7, at, self.places.job)
        return ARTIFACT.format("Footer", text)

    def _outer(self, length: float, number: int, width: float) -> float:
        on_the_left = (number % 2 == 0) != self.mirrored
        return SIDE if on_the_left else width - SIDE - length

    def _marks(self, width: float, y: float) -> str:
        at = (width - self.bold.width(self.marks, 9)) / 2
        return ARTIFACT.format("Watermark", self.bold.text(self.marks, 9, at, y))

    def _dots(self, dots: list[tuple[float, float]], width: float, height: float) -> str:
        """Draw the rows of dots, one under the other, from the title to the page number."""
        rows = []
        for x, y in dots:
            # Counted from the end of the row, so that the dots of all rows stand in columns.
            start = width - x if self.mirrored else x
            count = int((DOTS_END - start - DOTS_GAP) / DOTS_STEP)
            first = DOTS_END - count * DOTS_STEP
            if count > 0 and self.mirrored:
                rows.append(self.plain.row(".", 10, width - first, height - y, count, -DOTS_STEP))
            elif count > 0:
                rows.append(self.plain.row(".", 10, first, height - y, count, DOTS_STEP))
        return ARTIFACT.format("Layout", " ".join(rows)).replace("/Pagination /Subtype ", "")

    def _add_fonts(self, page: pikepdf.Page) -> None:
        # Pages may share one dictionary of resources; each gets its own.
        own: Any = page.obj
        resources = Dictionary(own.Resources)
        held: Any = resources.get("/Font") or {}
        fonts = Dictionary(held)
        fonts[self.bold.name] = self.bold.object
        fonts[self.plain.name] = self.plain.object
        resources[Name.Font] = fonts
        page.obj[Name.Resources] = resources
