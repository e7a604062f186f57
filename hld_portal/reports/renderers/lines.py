"""A few blocks set as on the page, line by line, to be shown while they are written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from hld_portal.reports.content import Block, Document
from hld_portal.reports.renderers.chunks import Chunk
from hld_portal.reports.renderers.pdf import Geometry, chunk_html, lay_out

MARGIN = 14  # of the picture around the column, in CSS pixels


@dataclass(frozen=True)
class SetText:
    """A piece of a line with its place; numbers are written out, whatever the language."""

    text: str
    x: str
    y: str  # of the baseline
    width: str
    size: str
    between_letters: str
    between_words: str
    italic: bool
    bold: bool


@dataclass(frozen=True)
class SetPage:
    """The lines of one page, and the part of it that they fill."""

    texts: tuple[SetText, ...]
    view_box: str


def set_lines(
    document: Document, blocks: Sequence[Block], geometry: Geometry = "2014"
) -> list[SetPage]:
    """Set some blocks of a document as its PDF would, without front page and heads.

    The same typesetter breaks the lines, so that they end where they will; ten milliseconds
    for a paragraph once the fonts are known.

    Raises:
        MachineLacks: WeasyPrint's libraries are missing.
    """
    laid_out = lay_out(chunk_html(document, Chunk(0, tuple(blocks)), geometry))
    return [_page(page) for page in laid_out.pages]


def _page(page: Any) -> SetPage:
    boxes = [box for box in page._page_box.descendants() if type(box).__name__ == "TextBox"]
    texts = tuple(_text(box) for box in boxes if box.text.strip())
    if not texts:
        return SetPage((), "0 0 1 1")
    left = min(box.position_x for box in boxes) - MARGIN
    top = min(box.position_y for box in boxes) - MARGIN
    wide = page.width - 2 * left  # the column stands in the middle of the page
    high = max(box.position_y + box.height for box in boxes) + MARGIN - top
    return SetPage(texts, " ".join(f"{n:.1f}" for n in (left, top, wide, high)))


def _text(box: Any) -> SetText:
    return SetText(
        text=box.text,
        x=f"{box.position_x:.2f}",
        y=f"{box.position_y + box.baseline:.2f}",
        width=f"{box.width:.2f}",
        size=f"{box.style['font_size']:.2f}",
        between_letters=_spacing(box.style["letter_spacing"]),
        between_words=_spacing(box.justification_spacing),
        italic=box.style["font_style"] == "italic",
        bold=box.style["font_weight"] >= 600,
    )


def _spacing(value: Any) -> str:
    return f"{value:.3f}" if isinstance(value, int | float) else "0"
