"""Pictures in a DOCX: the owner's mark, and the bars of the job number as PNG."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.shared import Pt
from lxml import etree
from PIL import Image, ImageDraw

from hld_portal.reports.content import Masthead
from hld_portal.reports.renderers.barcode import HEIGHT, bars_of
from hld_portal.reports.renderers.docx_xml import run, w

PNG = "data:image/png;base64,"
SVG = "data:image/svg+xml;base64,"
LENGTH_UNIT = re.compile(r"(pt|px|mm|cm|in)$")
LONGEST_SIDE = 100_000
MARK_WIDTH, MARK_HEIGHT = 56.2, 47.0  # points
MODULE = 113.2 / 143  # points: that wide are the seven digits of a job number
OWN_SIZE = 480  # pixels of a side
FINER = 4

DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SVG_SPACE = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
SVG_EXTENSION = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"

# The four arcs of the portal's mark, in degrees from the right, clockwise.
OWN_ARCS = ((-126, -54), (-36, 36), (54, 126), (144, 202))
OWN_RADIUS, OWN_STROKE, OWN_FIELD = 20, 6, 48


@dataclass(frozen=True)
class Picture:
    """A PNG and its size on paper, in points; `svg` is shown in its place by what can."""

    png: bytes
    width: float
    height: float
    svg: bytes = b""


def add_picture(part: Any, paragraph: Any, picture: Picture, told: str) -> None:
    """Put a picture into a paragraph of `part`; `told` is read out in its place."""
    size = Pt(picture.width), Pt(picture.height)
    inline = part.new_pic_inline(BytesIO(picture.png), *size)
    inline.docPr.set("descr", told)
    for side in ("distT", "distB", "distL", "distR"):
        inline.set(side, "0")
    if picture.svg:
        _add_svg(part, inline, picture.svg)
    paragraph.append(run(w("drawing", inline)))


def _add_svg(part: Any, inline: Any, svg: bytes) -> None:
    """Lay a drawing over its PNG, as Word does since 2016."""
    name = PackURI("/word/media/mark.svg")
    related = part.relate_to(Part(name, "image/svg+xml", svg, part.package), RT.IMAGE)
    (blip,) = inline.iter(f"{{{DRAWING}}}blip")
    listed = etree.SubElement(blip, f"{{{DRAWING}}}extLst")
    extension = etree.SubElement(listed, f"{{{DRAWING}}}ext", uri=SVG_EXTENSION)
    drawn = etree.SubElement(extension, f"{{{SVG_SPACE}}}svgBlip", nsmap={"asvg": SVG_SPACE})
    drawn.set(f"{{{RELATIONS}}}embed", related)


def mark_picture(masthead: Masthead) -> Picture | None:
    """Give the owner's mark, else the portal's; None for a mark that cannot be drawn here."""
    if not masthead.mark:
        return Picture(own_mark(), MARK_HEIGHT, MARK_HEIGHT)
    if masthead.mark.startswith(SVG):
        return _drawn_mark(masthead.mark)
    if not masthead.mark.startswith(PNG):
        return None
    try:
        png = base64.b64decode(masthead.mark.removeprefix(PNG))
        with Image.open(BytesIO(png), formats=["PNG"]) as image:
            width, height = image.size
    except (ValueError, OSError):
        return None
    scale = min(MARK_WIDTH / width, MARK_HEIGHT / height)
    return Picture(png, width * scale, height * scale)


def _drawn_mark(mark: str) -> Picture | None:
    """Give an SVG over an empty PNG: nothing here turns drawings into pixels."""
    try:
        svg = base64.b64decode(mark.removeprefix(SVG))
        root = etree.fromstring(svg, etree.XMLParser(resolve_entities=False, no_network=True))
        width, height = (_points(root.get(side, "")) for side in ("width", "height"))
    except (ValueError, etree.XMLSyntaxError):
        return None
    scale = min(MARK_WIDTH / width, MARK_HEIGHT / height)
    empty = _png(Image.new("RGBA", (1, 1), (0, 0, 0, 0)))
    return Picture(empty, width * scale, height * scale, svg)


def _points(length: str) -> float:
    """Give the figure of a length; only the ratio of the two counts, so the unit is dropped."""
    found = float(LENGTH_UNIT.sub("", length))
    if not 0 < found < LONGEST_SIDE:
        raise ValueError(length)
    return found


@cache
def own_mark() -> bytes:
    """Draw the portal's own mark, four arcs that almost close a circle."""
    side = OWN_SIZE * FINER
    unit = side / OWN_FIELD
    image = Image.new("L", (side, side), 255)
    edge = (OWN_RADIUS + OWN_STROKE / 2) * unit
    box = (side / 2 - edge, side / 2 - edge, side / 2 + edge, side / 2 + edge)
    for start, end in OWN_ARCS:
        ImageDraw.Draw(image).arc(box, start, end, fill=0, width=round(OWN_STROKE * unit))
    return _png(image.resize((OWN_SIZE, OWN_SIZE), Image.Resampling.LANCZOS))


def barcode_picture(digits: str) -> Picture:
    """Draw a job number in Code 39."""
    bars = list(bars_of(digits))
    modules = bars[-1][0] + bars[-1][1]
    image = Image.new("L", (modules * FINER, 1), 255)
    for place, width in bars:
        image.paste(0, (place * FINER, 0, (place + width) * FINER, 1))
    image = image.resize((modules * FINER, 48))
    return Picture(_png(image), modules * MODULE, HEIGHT)


def _png(image: Image.Image) -> bytes:
    held = BytesIO()
    image.save(held, "PNG", optimize=False)
    return held.getvalue()
