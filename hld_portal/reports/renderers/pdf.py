"""A document as tagged PDF, set by WeasyPrint chunk by chunk."""

from __future__ import annotations

import gc
import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, lru_cache
from html import escape
from pathlib import Path
from typing import Any, Literal

from hld_portal.reports.content import Document
from hld_portal.reports.content_json import ContentFaults
from hld_portal.reports.content_walk import direction
from hld_portal.reports.renderers.chunks import Chunk, split_into_chunks
from hld_portal.reports.renderers.contents import leaders_of
from hld_portal.reports.renderers.glyphs import glyph_faults
from hld_portal.reports.renderers.languages import tags_of_languages
from hld_portal.reports.renderers.pdf_front import front_html
from hld_portal.reports.renderers.pdf_html import Setting, annex_html, blocks_html, setting_of
from hld_portal.reports.renderers.pdf_tags import TAGS, hold_lines

ASSETS = Path(__file__).parent.parent / "assets"
VARIANT = "pdf/ua-1"
LAST_SPACE = re.compile(r"(?<=[^\s>]) (?=<)")

Geometry = Literal["2014", "2026"]
Leaders = tuple[tuple[int, float, float], ...]  # page, points from left, points from top


class MachineLacks(RuntimeError):
    """A library or font that typesetting needs is not installed."""


@dataclass(frozen=True)
class RenderedChunk:
    """Pages of one chunk, without running heads; `anchors` count its pages from 1."""

    pdf: bytes
    pages: int
    anchors: dict[str, int]
    leaders: Leaders = ()  # where the dots of a list of contents start


@dataclass(frozen=True)
class RenderedPdf:
    """A finished PDF; `paragraph_pages` says where each paragraph of the body starts."""

    pdf: bytes
    pages: int
    anchors: dict[str, int]

    @property
    def paragraph_pages(self) -> dict[int, int]:
        found = {name: page for name, page in self.anchors.items() if name.startswith("para-")}
        return {int(name.removeprefix("para-")): page for name, page in found.items()}


def render_pdf(document: Document, geometry: Geometry = "2014") -> RenderedPdf:
    """Set a whole document in this process: the same steps and bytes as a build by chunks.

    Raises:
        ContentFaults: a sign that no font has, with its place.
        MachineLacks: WeasyPrint's libraries are missing.
    """
    from hld_portal.reports.building.merging import merge_chunks  # noqa: PLC0415 -- cycle

    if faults := glyph_faults(document):
        raise ContentFaults(faults)
    chunks = [render_chunk(document, each, geometry) for each in split_into_chunks(document)]
    return merge_chunks(chunks, document, geometry)


def render_chunk(document: Document, chunk: Chunk, geometry: Geometry = "2014") -> RenderedChunk:
    """Lay out one chunk, without running heads and page numbers.

    Raises:
        MachineLacks: WeasyPrint's libraries are missing.
    """
    return set_pages(chunk_html(document, chunk, geometry))


def set_pages(html: str) -> RenderedChunk:
    """Lay out one file of HTML that needs nothing else."""
    with tags_of_languages(), without_collecting():
        laid_out = lay_out(html)
        return RenderedChunk(
            pdf=laid_out.write_pdf(finisher=hold_lines, pdf_variant=VARIANT),
            pages=len(laid_out.pages),
            anchors=_anchors_of(laid_out),
            leaders=leaders_of(laid_out),
        )


def lay_out(html: str) -> Any:
    """Break one file of HTML into lines and pages, and write nothing.

    Raises:
        MachineLacks: WeasyPrint's libraries are missing.
    """
    before, css, after = _parted(html)
    parsed = _weasyprint().HTML(string=before + after, url_fetcher=_fetcher(), base_url=None)
    return parsed.render(stylesheets=[_style_sheet(css)], font_config=_font_config())


def _parted(html: str) -> tuple[str, str, str]:
    """Take the style sheet out of a file of HTML: it is the same in every chunk."""
    before, _, rest = html.partition("<style>")
    css, _, after = rest.partition("</style>")
    return before, css, after


@lru_cache(maxsize=16)
def _style_sheet(css: str) -> Any:
    """Parse a style sheet once, not for every chunk: that takes as long as half a page."""
    return _weasyprint().CSS(string=css, url_fetcher=_fetcher())


@cache
def _font_config() -> Any:
    """Ask once which fonts there are."""
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415 -- fails without pango

    return FontConfiguration()


@contextmanager
def without_collecting() -> Iterator[None]:
    """Leave the garbage for later: looking for it takes an eighth of a layout's time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _anchors_of(laid_out: Any) -> dict[str, int]:
    found: dict[str, int] = {}
    for number, page in enumerate(laid_out.pages, start=1):
        for name in page.anchors:
            found.setdefault(name, number)
    return found


def document_html(document: Document, geometry: Geometry = "2014") -> str:
    """Write the HTML of front and body as one chunk, however long, to look at or to measure."""
    return chunk_html(document, Chunk(0, document.blocks, front=True, last=True), geometry)


def chunk_html(
    document: Document, chunk: Chunk, geometry: Geometry = "2014", setting: Setting | None = None
) -> str:
    """Write the HTML of one chunk, style sheet included.

    Args:
        setting: that of the document, where many of its chunks are written.
    """
    body = _body_html(document, chunk, setting or setting_of(document))
    return page_html(document, body, geometry, front=chunk.front)


def page_html(
    document: Document, body: str, geometry: Geometry = "2014", *, front: bool = False
) -> str:
    """Write pages of a document as one file of HTML."""
    language = escape(document.language)
    return (
        f'<!doctype html><html lang="{language}" dir="{direction(document.language)}"><head>'
        f'<meta charset="utf-8"><title>{escape(document.title)}</title>'
        f'<meta name="dcterms.created" content="{escape(document.masthead.date)}">'
        f'<meta name="author" content="{escape(document.masthead.owner)}">'
        f"<style>{_css(geometry, document.language, front=front)}</style></head>"
        f"<body>{_with_free_spaces(body)}</body></html>"
    )


def _with_free_spaces(body: str) -> str:
    """Set the last space of a text before a tag on its own, so that it may hang over a line's end.

    Where all words of such a text fit on a line and its last space does not,
    WeasyPrint (70) breaks the line after the first word.
    """
    return LAST_SPACE.sub("<span> </span>", body)


def _body_html(document: Document, chunk: Chunk, setting: Any) -> str:
    parts = []
    if chunk.front:
        parts.append(front_html(document, setting))
        # With a summary on it, the front page stands alone (A/69/207).
        if document.summary and chunk.blocks:
            parts.append('<div class="newpage"></div>')
    if chunk.annex is not None:
        parts.append(annex_html(chunk.annex, chunk.annex_place, setting))
    else:
        parts.append(blocks_html(chunk.blocks, setting.within(chunk.reference)))
    if chunk.last:
        parts.append('<div class="end-rule"></div>')
    return "\n".join(parts)


def _css(geometry: Geometry, language: str, *, front: bool) -> str:
    """Give the style sheet of a chunk; the front page has margins of its own."""
    names = ["pdf.css", f"pdf-{geometry}.css"]
    if direction(language) == "rtl":
        names.append("pdf-rtl.css")
    if front:
        names.append(f"pdf-{geometry}-front.css")
    return "".join(_asset(each) for each in names)


@cache
def _asset(name: str) -> str:
    return (ASSETS / name).read_text(encoding="utf-8")


def chunk_key(document: Document, chunk: Chunk, geometry: Geometry = "2014") -> str:
    """Name the pages of a chunk by all that decides them: HTML, CSS, variant, version, fonts."""
    return pages_key(chunk_html(document, chunk, geometry))


def pages_key(html: str) -> str:
    """Name the pages that `set_pages` makes of a file of HTML."""
    parts = (html, VARIANT, TAGS, _weasyprint().__version__, _fonts())
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


@cache
def _fonts() -> str:
    """Give a digest of the fonts that documents are set in."""
    from hld_portal.reports.renderers.fonts import font_files  # noqa: PLC0415 -- leaf

    digest = hashlib.sha256()
    for path in font_files():
        digest.update(path.name.encode())
        digest.update(str(path.stat().st_size).encode())
    return digest.hexdigest()


def _weasyprint() -> Any:
    try:
        import weasyprint  # noqa: PLC0415 -- fails at import where pango is missing
    except OSError as error:
        raise MachineLacks(
            "WeasyPrint finds no pango; install libpango-1.0-0 libpangoft2-1.0-0 "
            "libharfbuzz-subset0 (./portal doctor shows the line)"
        ) from error
    return weasyprint


def _fetcher() -> Any:
    """Refuse every address but `data:`, so that a document can reach nothing outside itself."""
    from weasyprint.urls import URLFetcher  # noqa: PLC0415 -- leaf

    return URLFetcher(allowed_protocols={"data"}, allow_redirects=False)
