"""The headings of a document in order, with their anchors: for contents and bookmarks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from hld_portal.reports.content import Annex, Block, Document, Heading, Part, plain
from hld_portal.reports.renderers.words import word


@dataclass(frozen=True)
class Entry:
    """A heading as contents and bookmarks show it; `number` carries its full stop."""

    anchor: str
    level: int
    number: str
    title: str
    language: str
    annex: bool = False

    @property
    def label(self) -> str:
        return f"{self.number} {self.title}".strip()


def entries_of(document: Document) -> list[Entry]:
    """List the headings of body, parts and annexes in reading order."""
    return [entry for entry, _ in _walk(document)]


def heading_anchors(document: Document) -> dict[int, str]:
    """Give the anchor of each heading by the identity of its block.

    Within a part they count from 1 behind its reference, so that one part's change
    leaves the anchors, and with them the pages, of the others alone.
    """
    return {id(block): entry.anchor for entry, block in _walk(document) if block is not None}


def annex_anchor(place: int) -> str:
    """Name the anchor of an annex by its place, from 0."""
    return f"annex-{place + 1}"


def heading_number(block: Heading) -> str:
    """Give a heading's number as it is printed; empty where there is none."""
    number = block.number or ""
    # "(a)" and "(i)" carry brackets, other scripts their own signs; I, A, 1 and a a full stop.
    return f"{number}." if number[-1:].isalnum() else number


def _walk(document: Document) -> Iterator[tuple[Entry, Heading | None]]:
    counts: Counter[str] = Counter()
    yield from _walk_blocks(document.blocks, "", document.language, counts)
    for place, annex in enumerate(document.annexes):
        yield _annex_entry(annex, place, document.language), None
        reference = annex.reference or annex_anchor(place)
        yield from _walk_blocks(annex.blocks, reference, document.language, counts)


def _walk_blocks(
    blocks: tuple[Block, ...], reference: str, language: str, counts: Counter[str]
) -> Iterator[tuple[Entry, Heading | None]]:
    for block in blocks:
        if isinstance(block, Part):
            own = block.language or language
            yield from _walk_blocks(block.blocks, block.reference, own, counts)
        if isinstance(block, Heading):
            counts[reference] += 1
            name = f"h-{counts[reference]}"
            anchor = f"{reference.replace('/', '-')}__{name}" if reference else name
            number = heading_number(block)
            yield Entry(anchor, block.level, number, plain(block.text), language), block


def _annex_entry(annex: Annex, place: int, language: str) -> Entry:
    label = word("annex", language) + (f" {annex.number}." if annex.number else ".")
    return Entry(annex_anchor(place), 1, label, annex.title, language, annex=True)
