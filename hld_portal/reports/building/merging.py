"""Joining the PDFs of chunks into one, with tags, links and bookmarks kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from hld_portal.reports.building.linking import lead_links
from hld_portal.reports.building.stamping import stamp_pages
from hld_portal.reports.building.volumes import Volume, volume_entries
from hld_portal.reports.content import Document
from hld_portal.reports.renderers.chunks import Chunk, front_stands_alone
from hld_portal.reports.renderers.contents import (
    DEEPEST,
    Remember,
    set_afresh,
    set_contents,
    wants_contents,
)
from hld_portal.reports.renderers.entries import Entry, entries_of

if TYPE_CHECKING:
    from hld_portal.reports.renderers.pdf import Geometry, Leaders, RenderedChunk, RenderedPdf

# Elements that hold words and no further structure to look into for tables.
LEAVES = frozenset({"/P", "/H1", "/H2", "/H3", "/H4", "/H5", "/H6", "/Span", "/Link", "/Figure"})


def merge_chunks(
    chunks: Sequence[RenderedChunk],
    document: Document,
    geometry: Geometry = "2014",
    remember: Remember = set_afresh,
) -> RenderedPdf:
    """Join the chunks of a document in order, add its contents, stamp heads and page numbers.

    The same chunks give the same bytes.

    Args:
        remember: keeps the pages of the contents, as those of the chunks are kept.
    """
    from hld_portal.reports.renderers.pdf import RenderedPdf  # noqa: PLC0415 -- cycle

    chunks = with_contents(chunks, document, geometry, remember)
    pdf = merge_pdfs([each.pdf for each in chunks], document, geometry, leaders_of(chunks))
    return RenderedPdf(pdf=pdf, pages=sum(each.pages for each in chunks), anchors=places_of(chunks))


def merge_volume(
    volume: Volume,
    chunks: Sequence[RenderedChunk],
    document: Document,
    geometry: Geometry = "2014",
    remember: Remember = set_afresh,
) -> RenderedPdf:
    """Join the chunks of one of several volumes behind a front page and contents of its own.

    Args:
        document: the whole, by which the anchors on the pages are counted.
    """
    from hld_portal.reports.renderers.pdf import (  # noqa: PLC0415 -- cycle
        RenderedPdf,
        chunk_html,
        pages_key,
        set_pages,
    )

    own = volume.document
    html = chunk_html(own, Chunk(0, (), front=True), geometry)
    front = remember(pages_key(html), lambda: set_pages(html))
    entries = volume_entries(volume, document, set(places_of(chunks)))
    listed = [each for each in entries if each.level <= DEEPEST]
    places = places_of([front, *chunks])
    contents = set_contents(own, places, front.pages, geometry, remember, listed)
    whole = [front, contents, *chunks]
    pdf = merge_pdfs([each.pdf for each in whole], own, geometry, leaders_of(whole), entries)
    return RenderedPdf(pdf=pdf, pages=sum(each.pages for each in whole), anchors=places_of(whole))


def with_contents(
    chunks: Sequence[RenderedChunk],
    document: Document,
    geometry: Geometry = "2014",
    remember: Remember = set_afresh,
) -> Sequence[RenderedChunk]:
    """Put the contents behind the front page, where the document has any."""
    pages = sum(each.pages for each in chunks)
    if not (front_stands_alone(document) and wants_contents(document, pages)):
        return chunks
    front, *others = chunks
    contents = set_contents(document, places_of(chunks), front.pages, geometry, remember)
    return [front, contents, *others]


def places_of(chunks: Sequence[RenderedChunk]) -> dict[str, int]:
    """Say on which page of the whole each anchor lies."""
    found: dict[str, int] = {}
    before = 0
    for chunk in chunks:
        for name, page in chunk.anchors.items():
            found.setdefault(name, before + page)
        before += chunk.pages
    return found


def leaders_of(chunks: Sequence[RenderedChunk]) -> Leaders:
    """Say on which page of the whole the dots of the contents go."""
    found: list[tuple[int, float, float]] = []
    before = 0
    for chunk in chunks:
        found += [(before + page, x, y) for page, x, y in chunk.leaders]
        before += chunk.pages
    return tuple(found)


def merge_pdfs(
    pdfs: Sequence[bytes],
    document: Document,
    geometry: Geometry = "2014",
    leaders: Leaders = (),
    entries: Sequence[Entry] | None = None,
) -> bytes:
    """Join PDFs laid out by `render_chunk`, stamp their pages, and give the file.

    Args:
        entries: the headings for the bookmarks; those of the document if not given.
    """
    with pikepdf.open(BytesIO(pdfs[0])) as whole:
        destinations = list(_destinations(whole))
        # Sources stay open until the file is written: copied objects read from them.
        sources = [pikepdf.open(BytesIO(each)) for each in pdfs[1:]]
        key = _next_key(whole)
        for place, source in enumerate(sources, start=1):
            following = key + _next_key(source)
            destinations += _append(whole, source, place, key)
            key = following
        known = _write_destinations(whole, destinations)
        lead_links(whole, known)
        _write_outline(whole, entries_of(document) if entries is None else entries, known)
        stamp_pages(whole, document, geometry, leaders)
        held = BytesIO()
        whole.save(
            held, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate
        )
        for source in sources:
            source.close()
    return held.getvalue()


def _append(
    whole: pikepdf.Pdf, source: pikepdf.Pdf, place: int, offset: int
) -> list[tuple[bytes, Any]]:
    _shift_keys(source, offset)
    whole.pages.extend(source.pages)
    _append_structure(whole, source, offset, place)
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


def _write_outline(pdf: pikepdf.Pdf, entries: Sequence[Entry], known: set[bytes]) -> None:
    """Write a bookmark for each heading, at its depth, leading to its named place."""
    with pdf.open_outline() as outline:
        path: list[tuple[int, list[pikepdf.OutlineItem]]] = [(0, outline.root)]
        for entry in entries:
            if entry.anchor.encode() not in known:
                continue
            while path[-1][0] >= entry.level:
                path.pop()
            item = pikepdf.OutlineItem(entry.label, String(entry.anchor))
            path[-1][1].append(item)
            path.append((entry.level, item.children))


def _destinations(pdf: pikepdf.Pdf) -> Iterator[tuple[bytes, Any]]:
    if "/Names" not in pdf.Root or "/Dests" not in pdf.Root.Names:
        return
    names = pdf.Root.Names.Dests.Names
    for i in range(0, len(names), 2):
        yield bytes(names[i]), names[i + 1]


def _write_destinations(pdf: pikepdf.Pdf, found: list[tuple[bytes, Any]]) -> set[bytes]:
    """Write all named places as one sorted list; of two with one name the first holds.

    Returns:
        The names.
    """
    if not found:
        return set()
    known: dict[bytes, Any] = {}
    for name, target in found:
        known.setdefault(name, target)
    names = Array()
    for name in sorted(known):
        names.extend([String(name), known[name]])
    tree = Dictionary(Names=names)
    pdf.Root[Name.Names] = Dictionary(Dests=pdf.make_indirect(tree))
    return set(known)
