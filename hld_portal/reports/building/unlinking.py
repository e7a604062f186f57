"""Links that would leave their volume, turned into plain words."""

from __future__ import annotations

from dataclasses import replace

from hld_portal.reports.content import (
    Annex,
    Block,
    Document,
    Heading,
    Inline,
    Link,
    Paragraph,
    Part,
    Quote,
    Row,
    Run,
    SubParagraph,
    Table,
    TableNote,
    Text,
    inline,
)
from hld_portal.reports.content_walk import anchor_of, iterate_blocks


def unlinked(document: Document) -> Document:
    """Turn links whose target is not in a document into their words.

    The anchors of annexes count within the document, so that a volume cannot tell
    whose they were: links to them become words, too.
    """
    known = frozenset(
        anchor_of(block.number, reference)
        for reference, block in iterate_blocks(document)
        if isinstance(block, Paragraph) and block.number is not None
    )
    return replace(
        document,
        summary=tuple(_plain(each, known) for each in document.summary),
        front_notes=tuple(_plain(each, known) for each in document.front_notes),
        blocks=_blocks(document.blocks, known),
        annexes=tuple(_annex(each, known) for each in document.annexes),
        footnotes=tuple(
            replace(each, text=None if each.text is None else _plain(each.text, known))
            for each in document.footnotes
        ),
    )


def _plain(runs: Inline, known: frozenset[str]) -> Inline:
    if not any(isinstance(run, Link) and run.target not in known for run in runs):
        return runs
    return inline([_run(run, known) for run in runs])


def _run(run: Run, known: frozenset[str]) -> Run:
    return Text(run.text) if isinstance(run, Link) and run.target not in known else run


def _annex(annex: Annex, known: frozenset[str]) -> Annex:
    return replace(annex, blocks=_blocks(annex.blocks, known))


def _blocks(blocks: tuple[Block, ...], known: frozenset[str]) -> tuple[Block, ...]:
    return tuple(_block(each, known) for each in blocks)


def _block(block: Block, known: frozenset[str]) -> Block:
    match block:
        case Heading() | Paragraph() | SubParagraph():
            text = _plain(block.text, known)
            return block if text is block.text else replace(block, text=text)
        case Quote():
            return replace(
                block, paragraphs=tuple(_plain(each, known) for each in block.paragraphs)
            )
        case Table():
            return replace(
                block,
                rows=tuple(_row(each, known) for each in block.rows),
                notes=tuple(
                    TableNote(each.marker, _plain(each.text, known)) for each in block.notes
                ),
            )
        case Part():
            return replace(block, blocks=_blocks(block.blocks, known))
        case _:
            return block


def _row(row: Row, known: frozenset[str]) -> Row:
    return replace(row, cells=tuple(c if c is None else _plain(c, known) for c in row.cells))
