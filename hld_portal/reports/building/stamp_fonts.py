"""The font of running heads and page numbers: subsets of Liberation Serif, embedded once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from hld_portal.reports.renderers.fonts import font_file

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


@dataclass(frozen=True)
class Subset:
    """A font file of a few signs; glyphs by their numbers, advances in thousandths."""

    file: bytes
    glyphs: dict[str, int]
    advances: dict[str, int]
    box: list[int]


class StampFont:
    """A font within a file, and the operators that write with it."""

    def __init__(self, pdf: pikepdf.Pdf, style: str, signs: str) -> None:
        subset = subset_of(style, signs)
        self.name = f"/Stamp{style}"
        self.glyphs, self.advances = subset.glyphs, subset.advances
        self.object = pdf.make_indirect(_font(pdf, subset, style))

    def width(self, text: str, size: float) -> float:
        return sum(self.advances[each] for each in text) * size / 1000

    def text(self, text: str, size: float, x: float, y: float) -> str:
        return f"BT {self.name} {size} Tf {x:.2f} {y:.2f} Td <{self._codes(text)}> Tj ET"

    def row(self, sign: str, size: float, x: float, y: float, count: int, step: float) -> str:
        """Write a sign `count` times, from `step` to `step`."""
        shown = f"<{self._codes(sign)}> Tj"
        further = f" {step:g} 0 Td {shown}" * (count - 1)
        return f"BT {self.name} {size} Tf {x:.2f} {y:.2f} Td {shown}{further} ET"

    def _codes(self, text: str) -> str:
        return "".join(f"{self.glyphs[each]:04X}" for each in text)


def _font(pdf: pikepdf.Pdf, subset: Subset, style: str) -> Dictionary:
    base = Name(f"/HLDSTP+LiberationSerif-{style}")
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=base,
        Flags=4,
        FontBBox=Array(subset.box),
        ItalicAngle=0,
        Ascent=subset.box[3],
        Descent=subset.box[1],
        CapHeight=662,
        StemV=140 if style == "Bold" else 80,
        FontFile2=pdf.make_stream(subset.file),
    )
    widths = Array()
    for sign, glyph in sorted(subset.glyphs.items(), key=lambda each: each[1]):
        widths.append(glyph)
        widths.append(Array([subset.advances[sign]]))
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
        ToUnicode=pdf.make_stream(_to_unicode(subset).encode("ascii")),
    )


def _to_unicode(subset: Subset) -> str:
    pairs = sorted((glyph, sign) for sign, glyph in subset.glyphs.items())
    lines = [f"<{g:04X}> <{sign.encode('utf-16-be').hex().upper()}>" for g, sign in pairs]
    return TO_UNICODE.format(len(lines), "\n".join(lines))


@lru_cache(maxsize=16)
def subset_of(style: str, signs: str) -> Subset:
    """Take from a font what some signs need; the next document likely needs the same.

    Raises:
        StampFault: the font is not installed, or lacks a sign.
    """
    font = _subset(style, signs)
    units = font["head"].unitsPerEm
    order = {name: place for place, name in enumerate(font.getGlyphOrder())}
    glyphs = {chr(code): order[name] for code, name in font.getBestCmap().items()}
    if missing := [each for each in signs if each not in glyphs]:
        raise StampFault(f"the running heads hold {missing[0]!r}, which their font lacks")
    advances = {
        sign: round(font["hmtx"][font.getGlyphName(glyph)][0] * 1000 / units)
        for sign, glyph in glyphs.items()
    }
    held = BytesIO()
    font.save(held)
    box = [round(getattr(font["head"], each) * 1000 / units) for each in BOX]
    return Subset(held.getvalue(), glyphs, advances, box)


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
