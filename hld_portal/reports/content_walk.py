"""Questions to the tree of a document: anchors, numbers, words, sources."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from hld_portal.reports.content import (
    Block,
    Document,
    Heading,
    Inline,
    Paragraph,
    Part,
    Quote,
    SubParagraph,
    Table,
    Text,
    plain,
)

RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})


def direction(language: str) -> Literal["ltr", "rtl"]:
    """Say which way a language runs."""
    return "rtl" if language.split("-")[0] in RIGHT_TO_LEFT else "ltr"


def anchor_of(number: int, reference: str = "") -> str:
    """Name the anchor of a numbered paragraph: `para-3`, `HLD2013-0042__para-3`."""
    name = f"para-{number}"
    return f"{reference.replace('/', '-')}__{name}" if reference else name


def iterate_blocks(document: Document) -> Iterator[tuple[str, Block]]:
    """Walk all blocks in reading order, each with the reference of the part it is in."""
    yield from _walk(document.blocks, "")
    for annex in document.annexes:
        yield from _walk(annex.blocks, annex.reference)


def _walk(blocks: tuple[Block, ...], reference: str) -> Iterator[tuple[str, Block]]:
    for block in blocks:
        yield reference, block
        if isinstance(block, Part):
            yield from _walk(block.blocks, block.reference or reference)


def iterate_inline(document: Document) -> Iterator[Inline]:
    """Walk all inline text in reading order, footnotes last."""
    yield from document.summary
    for _, block in iterate_blocks(document):
        yield from inline_of(block)
    yield from (note.text for note in document.footnotes if note.text is not None)


def inline_of(block: Block) -> Iterator[Inline]:
    """Walk the inline text of one block, not of blocks within it."""
    match block:
        case Heading() | Paragraph() | SubParagraph():
            yield block.text
        case Quote():
            yield from block.paragraphs
        case Table():
            yield from (cell for row in block.rows for cell in row.cells if cell is not None)
            yield from (note.text for note in block.notes)


def paragraphs(document: Document) -> list[Paragraph]:
    """List the numbered paragraphs of the body, without parts and annexes."""
    found = (block for block in document.blocks if isinstance(block, Paragraph))
    return [each for each in found if each.number is not None]


def numbering_faults(document: Document) -> list[str]:
    """Say where the paragraph numbers of the body do not run 1, 2, 3 …; empty when they do."""
    numbers = [each.number for each in paragraphs(document)]
    wrong = [(n, want) for want, n in enumerate(numbers, start=1) if n != want]
    return [f"paragraph {wrong[0][0]} stands where {wrong[0][1]} is due"] if wrong else []


def citations_of(block: Block) -> tuple[str, ...]:
    """Give the citations of a block and of its sentences, each once, in order."""
    keys = list(getattr(block, "citations", ()))
    for runs in inline_of(block):
        keys += [key for run in runs if isinstance(run, Text) for key in run.citations]
    return tuple(dict.fromkeys(keys))


def count_words(document: Document) -> int:
    """Count the words of summary, body, headings, tables and footnotes.

    Source: the limit of 8,500 words counts all of them (un-document.md, item 53).
    """
    return sum(len(re.findall(r"\w[\w’'.,-]*", plain(each))) for each in iterate_inline(document))
