"""Cutting a document into chunks that are laid out one by one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from hld_portal.reports.content import (
    Annex,
    Block,
    Document,
    Heading,
    PageBreak,
    Part,
    Table,
    plain,
)
from hld_portal.reports.content_walk import inline_of

# About 14 to 32 pages. Between the two, a cut comes before a part whose
# reference says so by its hash: a change in one part then moves no far cut.
FEWEST_WORDS, MOST_WORDS, ONE_IN = 6_000, 14_000, 4
# Some 20 pages: from here on the front stands alone, so that contents may follow it.
FRONT_ALONE_WORDS, PAGE_WORDS = 8_000, 400


@dataclass(frozen=True)
class Chunk:
    """A run of blocks that starts a new page: the front and body, or an annex, or part of them."""

    number: int
    blocks: tuple[Block, ...]
    annex: Annex | None = None  # set where the chunk begins with this annex's heading
    annex_place: int = 0
    reference: str = ""
    front: bool = False
    last: bool = False


def split_into_chunks(document: Document) -> list[Chunk]:
    """Cut a document; the first chunk holds the front page, each annex starts another.

    Blocks are never cut, only the row of parts of a compilation is, and a very long
    body before its large headings; so a summary report is one chunk and one for each
    annex, or one more where it is long enough to have contents after its front page.
    """
    found: list[Chunk] = []
    if front_stands_alone(document):
        found.append(Chunk(0, (), front=True))
    for blocks in _cut(document.blocks):
        found.append(Chunk(len(found), blocks, front=not found))
    for place, annex in enumerate(document.annexes):
        reference = annex.reference or f"annex-{place + 1}"
        for i, blocks in enumerate(_cut(annex.blocks)):
            head = annex if i == 0 else None
            found.append(Chunk(len(found), blocks, head, place, reference))
    end = found[-1]
    found[-1] = Chunk(
        end.number, end.blocks, end.annex, end.annex_place, end.reference, end.front, last=True
    )
    return found


def references_of(chunk: Chunk) -> str:
    """Say which parts a chunk holds: "HLD2013/0042 to HLD2013/0057"; empty where none."""
    found = [each.reference for each in chunk.blocks if isinstance(each, Part)]
    return " to ".join(dict.fromkeys([found[0], found[-1]])) if found else ""


def front_stands_alone(document: Document) -> bool:
    """Whether the front page is a chunk of its own, known before any page is laid out."""
    if document.contents is not None or not document.blocks:
        return bool(document.contents and document.blocks)
    annexes = [block for annex in document.annexes for block in annex.blocks]
    return sum(map(_weight, [*document.blocks, *annexes])) >= FRONT_ALONE_WORDS


def _weight(block: Block) -> int:
    turned = isinstance(block, PageBreak) or (isinstance(block, Table) and block.landscape)
    return _words(block) + (PAGE_WORDS if turned else 0)


def _cut(blocks: tuple[Block, ...]) -> Iterator[tuple[Block, ...]]:
    held: list[Block] = []
    words = 0
    for block in blocks:
        if _is_cut(block, words):
            # Headings go with the part that they stand over.
            last = len(held)
            while last and isinstance(held[last - 1], Heading):
                last -= 1
            if last:
                yield tuple(held[:last])
            held = held[last:]
            words = sum(map(_words, held))
        held.append(block)
        words += _words(block)
    yield tuple(held)


def _is_cut(block: Block, words: int) -> bool:
    if isinstance(block, Heading):
        return block.level == 1 and words >= MOST_WORDS
    if not isinstance(block, Part) or words < FEWEST_WORDS:
        return False
    digest = hashlib.sha256(block.reference.encode()).digest()
    return words >= MOST_WORDS or digest[0] % ONE_IN == 0


def _words(block: Block) -> int:
    if isinstance(block, Part):
        return sum(_words(each) for each in block.blocks)
    return sum(len(plain(each).split()) for each in inline_of(block))
