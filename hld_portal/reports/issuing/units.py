"""The pieces of a document that a corrigendum names and a comparison sets side by side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import override

from hld_portal.reports.content import (
    Block,
    Document,
    Heading,
    Paragraph,
    Part,
    Quote,
    Row,
    SubParagraph,
    Table,
    plain,
)
from hld_portal.reports.content_walk import anchor_of


@dataclass(frozen=True)
class Unit:
    """One piece of text and where it stands: kind, number, reference of the part it is in."""

    kind: str
    text: str
    number: str = ""
    reference: str = ""
    anchor: str = ""

    @property
    def label(self) -> str:
        """Name its place in the reader's language: "Paragraph 12 (a)"."""
        words = {
            "title": _("Title"),
            "summary": _("Summary"),
            "heading": _("Heading"),
            "paragraph": _("Paragraph"),
            "quote": _("Quotation"),
            "table": _("Table"),
            "footnote": _("Footnote"),
            "annex": _("Annex"),
        }
        head = f"{self.reference}, " if self.reference else ""
        return f"{head}{words[self.kind]} {self.number}".rstrip()

    @property
    def printed_label(self) -> str:
        """Name its place as documents do, in English."""
        with override("en"):
            return self.label


def units_of(document: Document) -> list[Unit]:
    """Take a document apart, in reading order; empty pieces are left out."""
    found = [Unit("title", document.title)]
    found += [Unit("summary", plain(runs)) for runs in document.summary]
    found += _of_blocks(document.blocks, "")
    for annex in document.annexes:
        found.append(Unit("annex", annex.title, annex.number or ""))
        found += _of_blocks(annex.blocks, annex.reference)
    found += [
        Unit("footnote", plain(note.text), str(note.number))
        for note in document.footnotes
        if note.text
    ]
    return [unit for unit in found if unit.text.strip()]


def _of_blocks(blocks: tuple[Block, ...], reference: str) -> Iterator[Unit]:
    number, anchor = "", ""
    for block in blocks:
        match block:
            case Part():
                yield from _of_blocks(block.blocks, block.reference)
            case Heading():
                yield Unit("heading", plain(block.text), block.number or "", reference)
            case Paragraph():
                number = str(block.number or "")
                anchor = anchor_of(block.number, reference) if block.number else ""
                yield Unit("paragraph", plain(block.text), number, reference, anchor)
            case SubParagraph():
                place = f"{number} {block.label}".strip()
                yield Unit("paragraph", plain(block.text), place, reference, anchor)
            case Quote():
                for runs in block.paragraphs:
                    yield Unit("quote", plain(runs), "", reference)
            case Table():
                yield from _of_table(block, reference)


def _of_table(table: Table, reference: str) -> Iterator[Unit]:
    number = str(table.number or "")
    yield Unit("table", table.title, number, reference)
    for row in table.rows:
        yield Unit("table", _cells(row), number, reference)
    for note in table.notes:
        yield Unit("table", f"{note.marker}: {plain(note.text)}", number, reference)


def _cells(row: Row) -> str:
    return " · ".join(plain(cell) for cell in row.cells if cell is not None)
