"""Joining the PDFs of chunks into one, with tags, links and bookmarks kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from hld_portal.reports.building.stamping import stamp_pages
from hld_portal.reports.content import Document

if TYPE_CHECKING:
    from hld_portal.reports.renderers.pdf import Geometry, RenderedChunk, RenderedPdf

# Elements that hold words and no further structure to look into for tables.
LEAVES = frozenset({"/P", "/H1", "/H2", "/H3", "/H4", "/H5", "/H6", "/Span", "/Link", "/Figure"})


def merge_chunks(
    chunks: Sequence[RenderedChunk], document: Document, geometry: Geometry = "2014"
) -> RenderedPdf:
    """Join the chunks of a document in order and stamp heads and page numbers on its pages.

    The same chunks give the same bytes.
    """
    from hld_portal.reports.renderers.pdf import RenderedPdf  # noqa: PLC0415 -- cycle

    merged = merge_pdfs([each.pdf for each in chunks], document, geometry)
    anchors: dict[str, int] = {}
    before = 0
    for chunk in chunks:
        for name, page in chunk.anchors.items():
            anchors.setdefault(name, before + page)
        before += chunk.pages
    return RenderedPdf(pdf=merged, pages=before, anchors=anchors)


def merge_pdfs(pdfs: Sequence[bytes], document: Document, geometry: Geometry = "2014") -> bytes:
    """Join PDFs laid out by `render_chunk`, stamp their pages, and give the file."""
    with pikepdf.open(BytesIO(pdfs[0])) as whole:
        destinations = list(_destinations(whole))
        # Sources stay open until the file is written: copied objects read from them.
        sources = [pikepdf.open(BytesIO(each)) for each in pdfs[1:]]
        for place, source in enumerate(sources, start=1):
            destinations += _append(whole, source, place)
        _write_destinations(whole, destinations)
        stamp_pages(whole, document, geometry)
        held = BytesIO()
        whole.save(
            held, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate
        )
        for source in sources:
            source.close()
    return held.getvalue()


def _append(whole: pikepdf.Pdf, source: pikepdf.Pdf, place: int) -> list[tuple[bytes, Any]]:
    offset = _next_key(whole)
    _shift_keys(source, offset)
    whole.pages.extend(source.pages)
    _append_structure(whole, source, offset, place)
    _append_outlines(whole, source)
    return [
        (name, whole.copy_foreign(source.make_indirect(target)))
        for name, target in _destinations(source)
    ]


# Structure


def _next_key(pdf: pikepdf.Pdf) -> int:
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    return max((int(numbers[i]) for i in range(0, len(numbers), 2)), default=-1) + 1


def _shift_keys(source: pikepdf.Pdf, offset: int) -> None:
    """Move the keys that tie pages and links to the structure past those in use."""
    for page in source.pages:
        page.obj.StructParents = int(page.obj.StructParents) + offset
        for annotation in page.obj.get("/Annots", ()):
            if "/StructParent" in annotation:
                annotation.StructParent = int(annotation.StructParent) + offset


def _append_structure(whole: pikepdf.Pdf, source: pikepdf.Pdf, offset: int, place: int) -> None:
    root = whole.copy_foreign(source.Root.StructTreeRoot)
    _rename_heads(root.K[0], f"{place}-")
    document = whole.Root.StructTreeRoot.K[0]
    for element in root.K[0].K:
        element.P = document
        document.K.append(element)
    numbers = whole.Root.StructTreeRoot.ParentTree.Nums
    for i, value in enumerate(root.ParentTree.Nums):
        numbers.append(int(value) + offset if i % 2 == 0 else value)


def _rename_heads(root: Any, prefix: str) -> None:
    """Make the names by which cells know their heads unique across chunks."""
    waiting = [root]
    while waiting:
        element = waiting.pop()
        if "/ID" in element:
            element.ID = String(prefix + str(element.ID))
        attributes = element.get("/A")
        if isinstance(attributes, Dictionary) and "/Headers" in attributes:
            names = [String(prefix + str(each)) for each in attributes.Headers]
            attributes.Headers = Array(names)
        if str(element.get("/S")) not in LEAVES:
            waiting += [each for each in element.get("/K", ()) if isinstance(each, Dictionary)]


# Bookmarks and destinations


def _append_outlines(whole: pikepdf.Pdf, source: pikepdf.Pdf) -> None:
    if "/Outlines" not in source.Root:
        return
    added = whole.copy_foreign(source.Root.Outlines)
    if "/Outlines" not in whole.Root:
        whole.Root.Outlines = added
        return
    outlines = whole.Root.Outlines
    for item in _siblings(added.First):
        item.Parent = outlines
    added.First.Prev = outlines.Last
    outlines.Last.Next = added.First
    outlines.Last = added.Last
    outlines.Count = int(outlines.Count) + int(added.Count)


def _siblings(item: Any) -> Iterator[Any]:
    yield item
    while "/Next" in item:
        item = item.Next
        yield item


def _destinations(pdf: pikepdf.Pdf) -> Iterator[tuple[bytes, Any]]:
    if "/Names" not in pdf.Root or "/Dests" not in pdf.Root.Names:
        return
    names = pdf.Root.Names.Dests.Names
    for i in range(0, len(names), 2):
        yield bytes(names[i]), names[i + 1]


def _write_destinations(pdf: pikepdf.Pdf, found: list[tuple[bytes, Any]]) -> None:
    """Write all named places as one sorted list; of two with one name the first holds."""
    if not found:
        return
    known: dict[bytes, Any] = {}
    for name, target in found:
        known.setdefault(name, target)
    names = Array()
    for name in sorted(known):
        names.extend([String(name), known[name]])
    tree = Dictionary(Names=names)
    pdf.Root[Name.Names] = Dictionary(Dests=pdf.make_indirect(tree))
