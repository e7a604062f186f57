"""Cutting a document into chunks that are laid out one by one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from hld_portal.reports.content import Annex, Block, Document, Part, plain
from hld_portal.reports.content_walk import inline_of

# About 14 to 45 pages. Between the two, a cut comes before a part whose
# reference says so by its hash: a change in one part then moves no far cut.
FEWEST_WORDS, MOST_WORDS, ONE_IN = 6_000, 20_000, 4


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

    Blocks are never cut, only the row of parts of a compilation is, so a summary
    report is one chunk and one for each annex.
    """
    found: list[Chunk] = []
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


def _cut(blocks: tuple[Block, ...]) -> Iterator[tuple[Block, ...]]:
    held: list[Block] = []
    words = 0
    for block in blocks:
        if isinstance(block, Part) and _is_cut(block, words):
            yield tuple(held)
            held, words = [], 0
        held.append(block)
        words += _words(block)
    yield tuple(held)


def _is_cut(part: Part, words: int) -> bool:
    if words < FEWEST_WORDS:
        return False
    digest = hashlib.sha256(part.reference.encode()).digest()
    return words >= MOST_WORDS or digest[0] % ONE_IN == 0


def _words(block: Block) -> int:
    if isinstance(block, Part):
        return sum(_words(each) for each in block.blocks)
    return sum(len(plain(each).split()) for each in inline_of(block))
