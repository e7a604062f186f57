"""A whole document set in this process, step by step: no worker, no broker, no database."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from hld_portal.reports.building.faults import naming_the_place
from hld_portal.reports.building.limits import STEP_MEGABYTES, STEP_SECONDS, bounded
from hld_portal.reports.building.merging import merge_chunks, merge_volume
from hld_portal.reports.building.setting import manuscripts_of, set_manuscript, warm_up
from hld_portal.reports.building.volumes import volumes_of
from hld_portal.reports.content import Document
from hld_portal.reports.content_json import ContentFaults
from hld_portal.reports.enums import FileFormat
from hld_portal.reports.renderers import Rendered, render
from hld_portal.reports.renderers.chunks import split_into_chunks
from hld_portal.reports.renderers.glyphs import glyph_faults

if TYPE_CHECKING:
    from hld_portal.reports.renderers.pdf import Geometry, RenderedPdf


def render_alone(document: Document, suffix: str, geometry: Geometry = "2014") -> list[Rendered]:
    """Render a document within the limits of a build, with the same bytes.

    A PDF of several volumes gives several files; every other format is one file.

    Raises:
        BuildFault: a part cannot be set, or not within the limits; its submissions are named.
        ContentFaults: a sign that no font has, or that a format cannot carry.
        MachineLacks: a PDF is asked for where WeasyPrint's libraries are missing.
    """
    if suffix.lower() == ".pdf":
        return [Rendered(each.pdf, each.pages) for each in _set_volumes(document, geometry)]
    kind = FileFormat(suffix.lower().removeprefix("."))
    with naming_the_place(str(kind.label)):
        done: Rendered = bounded(
            lambda: render(document, suffix), seconds=STEP_SECONDS, megabytes=STEP_MEGABYTES
        )
    return [done]


def _set_volumes(document: Document, geometry: Geometry) -> Iterator[RenderedPdf]:
    if faults := glyph_faults(document):
        raise ContentFaults(faults)
    parts = split_into_chunks(document)
    warm_up()
    chunks = [set_manuscript(each) for _, each in manuscripts_of(document, parts, geometry)]
    for volume in volumes_of(document, parts, [each.pages for each in chunks]):
        held = chunks[volume.first : volume.end]
        if volume.is_only:
            yield merge_chunks(held, document, geometry)
        else:
            yield merge_volume(volume, held, document, geometry)
