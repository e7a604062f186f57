"""Setting the pages of chunks within limits, one process for each."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from hld_portal.reports.building.chunk_store import Manuscript
from hld_portal.reports.building.faults import naming_the_place
from hld_portal.reports.building.limits import STEP_MEGABYTES, STEP_SECONDS, bounded
from hld_portal.reports.content import Block, Document, Heading, Masthead, Part, plain
from hld_portal.reports.renderers import pdf
from hld_portal.reports.renderers.chunks import Chunk
from hld_portal.reports.renderers.pdf import RenderedChunk, chunk_html, pages_key, set_pages
from hld_portal.reports.renderers.pdf_html import setting_of

if TYPE_CHECKING:
    from hld_portal.reports.renderers.pdf import Geometry

MOST_NAMED = 12  # submissions, in a message


def manuscripts_of(
    document: Document, parts: list[Chunk], geometry: Geometry = "2014"
) -> list[tuple[str, Manuscript]]:
    """Write what each chunk is set from, with its key."""
    setting = setting_of(document)  # walks the whole document: once, not for each chunk
    found = []
    for part in parts:
        html = chunk_html(document, part, geometry, setting)
        found.append((pages_key(html), Manuscript(html, place_of(part))))
    return found


def place_of(part: Chunk) -> str:
    """Name a chunk: by its submissions, else by its first heading."""
    names = list(dict.fromkeys(each.reference for each in part.blocks if isinstance(each, Part)))
    if names:
        more = len(names) - MOST_NAMED
        return ", ".join(names[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
    if part.annex is not None:
        return f"Annex {part.annex.number or ''}".rstrip() + f" ({part.annex.title})"
    heading = next((_words(each) for each in part.blocks if isinstance(each, Heading)), "")
    if part.front:
        return "Front page" + (f" and “{heading}”" if heading else "")
    return f"From “{heading}” on" if heading else f"Part {part.number + 1}"


def _words(block: Block) -> str:
    return plain(block.text) if isinstance(block, Heading) else ""


def set_manuscript(manuscript: Manuscript) -> RenderedChunk:
    """Set pages in a child process; what fails there names the place.

    Raises:
        BuildFault: it cannot be set, or not within the limits.
        MachineLacks: WeasyPrint's libraries are missing.
    """
    warm_up()
    with naming_the_place(manuscript.place):
        chunk: RenderedChunk = bounded(lambda: set_pages(manuscript.html))
    return chunk


def set_bounded(make: Callable[[], RenderedChunk]) -> RenderedChunk:
    """Make other pages (front, contents) in a child process."""
    warm_up()
    chunk: RenderedChunk = bounded(make, seconds=STEP_SECONDS, megabytes=STEP_MEGABYTES)
    return chunk


@cache
def warm_up() -> None:
    """Load libraries, fonts and style sheets once, so that every child is born with them."""
    masthead = Masthead("Nobody", "Nothing", "N/1", "2000-01-01")
    document = Document("en", "Nothing", masthead)
    for front in (True, False):
        pdf.set_pages(pdf.page_html(document, "<p>One.</p>", front=front))
