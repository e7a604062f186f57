"""A long document cut into leaves, each short enough for one page of the portal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from hld_portal.reports.content import (
    Annex,
    Block,
    Document,
    Footnote,
    FootnoteCall,
    Heading,
    Paragraph,
    Part,
    plain,
)
from hld_portal.reports.content_json import from_json
from hld_portal.reports.content_walk import anchor_of, inline_of
from hld_portal.reports.models import Build
from hld_portal.reports.renderers.entries import (
    Entry,
    annex_anchor,
    entries_of,
    heading_anchors,
)

# Of text in UTF-8. A report of 8,500 words has some 60,000 and stays in one piece.
MOST_BYTES = 100_000
# Of a snapshot. Reading 4 million signs (1,000 submissions) takes 0.7 s and 80 MB.
LONGEST_SNAPSHOT = 8_000_000
DEEPEST = 3  # I., A. and 1. stand in the contents


@dataclass(frozen=True)
class Leaf:
    """Some blocks, or annexes, of a document; `first` is the anchor that leads to it."""

    number: int  # from 1
    blocks: tuple[Block, ...] = ()
    annexes: tuple[tuple[int, Annex], ...] = ()  # with their places, from 0
    anchors: frozenset[str] = frozenset()
    entries: tuple[Entry, ...] = ()
    section: str = ""  # the heading of level 1 under which it opens
    first: str = ""


@dataclass(frozen=True)
class Leaves:
    """A document with its leaves, and the leaf of each anchor."""

    document: Document
    leaves: tuple[Leaf, ...]
    headings: dict[int, str]  # identity of a block → anchor
    places: dict[str, int] = field(default_factory=dict)  # anchor → number of the leaf

    @property
    def is_whole(self) -> bool:
        return len(self.leaves) == 1

    def at(self, anchor: str) -> Leaf | None:
        """Return the leaf that holds an anchor; the first for none, None for an unknown one."""
        if not anchor:
            return self.leaves[0]
        number = self.places.get(anchor)
        return self.leaves[number - 1] if number else None

    def footnotes(self, leaf: Leaf) -> list[Footnote]:
        """Return the notes that a leaf calls; all of them when it is the only one."""
        if self.is_whole:
            return list(self.document.footnotes)
        blocks = [*leaf.blocks, *(each for _, annex in leaf.annexes for each in annex.blocks)]
        called = {n for block in blocks for n in _calls(block)}
        return [note for note in self.document.footnotes if note.number in called]


@lru_cache(maxsize=2)
def leaves_of(build_id: int, sha256: str) -> Leaves | None:
    """Return the leaves of a finished build; None where it is too long for a page.

    A finished build never changes, so a process reads it once; `sha256` (of its file) keeps
    a build apart from one that bore its number in a database that was since replaced.
    Queries: 1, or none
    """
    snapshot = Build.objects.values_list("snapshot", flat=True).get(pk=build_id)
    if len(snapshot) > LONGEST_SNAPSHOT:
        return None
    return cut_into_leaves(from_json(snapshot))


def cut_into_leaves(document: Document, most: int = MOST_BYTES) -> Leaves:
    """Cut a document before its headings, parts or paragraphs; a short one stays whole."""
    headings = heading_anchors(document)
    annexes = tuple(enumerate(document.annexes))
    weight = sum(map(size_of, document.blocks))
    weight += sum(size_of(each) for annex in document.annexes for each in annex.blocks)
    if weight <= most:
        leaves = [Leaf(1, document.blocks, annexes)]
    else:
        bodies = _cut(document.blocks, most)
        leaves = [Leaf(number, tuple(body)) for number, body in enumerate(bodies, start=1)]
        leaves += [Leaf(len(leaves) + 1 + place, annexes=((place, a),)) for place, a in annexes]
    full = tuple(_with_places(document, leaves, headings))
    places = {anchor: leaf.number for leaf in full for anchor in leaf.anchors}
    return Leaves(document, full, headings, places)


def size_of(block: Block) -> int:
    """Weigh a block: the bytes of its words, those of the blocks within it too."""
    if isinstance(block, Part):
        return sum(map(size_of, block.blocks))
    return sum(len(plain(runs).encode()) for runs in inline_of(block))


def _cut(blocks: tuple[Block, ...], most: int) -> list[list[Block]]:
    bodies: list[list[Block]] = [[]]
    weight = 0
    for unit in _units(blocks):
        size = sum(map(size_of, unit))
        opens = isinstance(unit[0], Heading) and unit[0].level == 1
        if bodies[-1] and (opens or weight + size > most):
            bodies.append([])
            weight = 0
        bodies[-1] += unit
        weight += size
    return bodies


def _units(blocks: tuple[Block, ...]) -> Iterator[list[Block]]:
    """Yield what stays together: headings with what follows, a paragraph with its items."""
    unit: list[Block] = []
    for block in blocks:
        numbered = isinstance(block, Paragraph) and block.number is not None
        starts = isinstance(block, Heading | Part) or numbered
        if unit and starts and not isinstance(unit[-1], Heading):
            yield unit
            unit = []
        unit.append(block)
    if unit:
        yield unit


def _with_places(
    document: Document, leaves: list[Leaf], headings: dict[int, str]
) -> Iterator[Leaf]:
    entries = entries_of(document)
    section = ""
    for leaf in leaves:
        anchors = list(_anchors(leaf, headings))
        held = frozenset(anchors)
        own = tuple(e for e in entries if e.anchor in held and e.level <= DEEPEST)
        opened = [e.label for e in own if e.level == 1]
        starts_section = bool(own) and own[0].level == 1 and own[0].anchor == anchors[0]
        yield Leaf(
            number=leaf.number,
            blocks=leaf.blocks,
            annexes=leaf.annexes,
            anchors=held,
            entries=own,
            section=opened[0] if starts_section else section,
            first=anchors[0] if anchors else "",
        )
        section = opened[-1] if opened else section


def _anchors(leaf: Leaf, headings: dict[int, str]) -> Iterator[str]:
    yield from _anchors_of(leaf.blocks, "", headings)
    for place, annex in leaf.annexes:
        yield annex_anchor(place)
        yield from _anchors_of(annex.blocks, annex.reference or annex_anchor(place), headings)


def _anchors_of(
    blocks: tuple[Block, ...], reference: str, headings: dict[int, str]
) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Part):
            yield from _anchors_of(block.blocks, block.reference, headings)
        elif isinstance(block, Heading) and id(block) in headings:
            yield headings[id(block)]
        elif isinstance(block, Paragraph) and block.number is not None:
            yield anchor_of(block.number, reference)


def _calls(block: Block) -> Iterator[int]:
    if isinstance(block, Part):
        for each in block.blocks:
            yield from _calls(each)
    for runs in inline_of(block):
        yield from (run.number for run in runs if isinstance(run, FootnoteCall))
