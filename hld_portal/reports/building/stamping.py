"""Running heads, page numbers and marks, stamped on finished pages as artifacts."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from hld_portal.reports.content import Document
from hld_portal.reports.content_walk import direction
from hld_portal.reports.renderers.fonts import font_file

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


def load_tools() -> None:
    """Load what is slow to import: once in a worker, not again in every child that stamps."""
    importlib.import_module("fontTools.subset")


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


class _Stamper:
    def __init__(self, pdf: pikepdf.Pdf, document: Document, places: Places) -> None:
        self.pdf = pdf
        self.places = places
        self.symbol = document.masthead.symbol
        self.job = document.masthead.job_number
        self.marks = BETWEEN_MARKS.join(document.marks)
        self.mirrored = direction(document.language) == "rtl"
        wanted = f"{self.symbol}{self.job}{self.marks}0123456789/."
        self.bold = _StampFont(pdf, "Bold", wanted)
        self.plain = _StampFont(pdf, "Regular", wanted)

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
            places = [first + i * DOTS_STEP for i in range(count)]
            if self.mirrored:
                places = [width - each for each in places]
            rows += [self.plain.text(".", 10, each, height - y) for each in places]
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


class _StampFont:
    """A subset of Liberation Serif, embedded once, and the operators that write with it."""

    def __init__(self, pdf: pikepdf.Pdf, style: str, wanted: str) -> None:
        self.name = f"/Stamp{style}"
        font = _subset(style, wanted)
        units = font["head"].unitsPerEm
        order = {name: place for place, name in enumerate(font.getGlyphOrder())}
        self.glyphs = {chr(code): order[name] for code, name in font.getBestCmap().items()}
        self.advances = {
            sign: round(font["hmtx"][font.getGlyphName(glyph)][0] * 1000 / units)
            for sign, glyph in self.glyphs.items()
        }
        if missing := [each for each in wanted if each not in self.glyphs]:
            raise StampFault(f"the running heads hold {missing[0]!r}, which their font lacks")
        self.object = pdf.make_indirect(self._font(pdf, font, style))

    def width(self, text: str, size: float) -> float:
        return sum(self.advances[each] for each in text) * size / 1000

    def text(self, text: str, size: float, x: float, y: float) -> str:
        codes = "".join(f"{self.glyphs[each]:04X}" for each in text)
        return f"BT {self.name} {size} Tf {x:.2f} {y:.2f} Td <{codes}> Tj ET"

    def _font(self, pdf: pikepdf.Pdf, font: Any, style: str) -> Dictionary:
        base = Name(f"/HLDSTP+LiberationSerif-{style}")
        held = BytesIO()
        font.save(held)
        units = font["head"].unitsPerEm
        box = [round(getattr(font["head"], each) * 1000 / units) for each in BOX]
        descriptor = Dictionary(
            Type=Name.FontDescriptor,
            FontName=base,
            Flags=4,
            FontBBox=Array(box),
            ItalicAngle=0,
            Ascent=box[3],
            Descent=box[1],
            CapHeight=662,
            StemV=140 if style == "Bold" else 80,
            FontFile2=pdf.make_stream(held.getvalue()),
        )
        widths = Array()
        for sign, glyph in sorted(self.glyphs.items(), key=lambda each: each[1]):
            widths.append(glyph)
            widths.append(Array([self.advances[sign]]))
        system = Dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0)
        descendant = Dictionary(
            Type=Name.Font,
            Subtype=Name.CIDFontType2,
            BaseFont=base,
            CIDSystemInfo=system,
            CIDToGIDMap=Name.Identity,
            W=widths,
            FontDescriptor=pdf.make_indirect(descriptor),
        )
        return Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=base,
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(descendant)]),
            ToUnicode=pdf.make_stream(self._to_unicode().encode("ascii")),
        )

    def _to_unicode(self) -> str:
        pairs = sorted((glyph, sign) for sign, glyph in self.glyphs.items())
        lines = [f"<{g:04X}> <{sign.encode('utf-16-be').hex().upper()}>" for g, sign in pairs]
        return TO_UNICODE.format(len(lines), "\n".join(lines))


BOX = ("xMin", "yMin", "xMax", "yMax")

TO_UNICODE = """/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def /CMapType 2 def
1 begincodespacerange <0000> <FFFF> endcodespacerange
{} beginbfchar
{}
endbfchar
endcmap CMapName currentdict /CMap defineresource pop end end"""


class StampFault(ValueError):
    """A running head holds a sign that cannot be printed."""


def _subset(style: str, wanted: str) -> Any:
    from fontTools import subset  # noqa: PLC0415 -- leaf, slow to import

    path = font_file("Liberation Serif", style)
    if path is None:
        raise StampFault("the font Liberation Serif is not installed (fonts-liberation2)")
    options = subset.Options(
        hinting=False, notdef_outline=True, drop_tables=["kern", "GPOS", "GSUB", "GDEF", "FFTM"]
    )
    # The time of writing would end up in the file.
    font = subset.load_font(BytesIO(path.read_bytes()), options)
    font.recalcTimestamp = False
    maker = subset.Subsetter(options)
    maker.populate(text=wanted)
    maker.subset(font)
    return font
