"""What the pages of the author's own text show: paragraphs, hints, history, length, preview."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy

from hld_portal.record.models import LogEntry
from hld_portal.refusals import Refused
from hld_portal.reports.author_hints import hints_at
from hld_portal.reports.composing.document import compose_report
from hld_portal.reports.content import Block, Document, Heading, Paragraph, inline, plain
from hld_portal.reports.content_walk import count_words
from hld_portal.reports.enums import AuthorSection, ReportKind
from hld_portal.reports.models import AuthorParagraph
from hld_portal.reports.reading.summary import difference
from hld_portal.reports.renderers.html import render_html
from hld_portal.text.differences import Change
from roundtables.models import Dialogue

ABOUT = {
    AuthorSection.INTRODUCTION: gettext_lazy(
        "It opens the report, before the mandate and the figures that the portal adds."
    ),
    AuthorSection.CONCLUSIONS: gettext_lazy(
        "They close the report, in bold. Name whom each recommendation is for."
    ),
}
VERBS = {
    "write": gettext_lazy("wrote it"),
    "edit": gettext_lazy("reworded it"),
    "move": gettext_lazy("moved it"),
    "delete": gettext_lazy("deleted it"),
    "restore": gettext_lazy("brought it back"),
}


@dataclass
class Move:
    """Something that was done to a paragraph; `changes` are words that went and came."""

    entry: LogEntry
    text: str
    changes: list[Change] = field(default_factory=list)


@dataclass
class Row:
    """One paragraph of the author with its number in the report."""

    paragraph: AuthorParagraph
    number: int | None
    hints: list[str]
    moves: list[Move]
    is_first: bool
    is_last: bool


@dataclass
class Section:
    """The introduction or the conclusions, as they are written."""

    key: str
    label: str
    about: str
    rows: list[Row]


def own_text_context(dialogue: Dialogue) -> dict[str, Any]:
    """Return all that is written, with the length of the report. Queries: those of composing, and 2"""
    document = compose_report(dialogue, ReportKind.SUMMARY)
    words = count_words(document)
    return {
        "dialogue": dialogue,
        "sections": _sections(dialogue, document),
        "words": words,
        "words_most": dialogue.report_words,
        "words_left": max(dialogue.report_words - words, 0),
        "words_over": max(words - dialogue.report_words, 0),
        "empty": not dialogue.author_paragraphs.all(),
    }


def _sections(dialogue: Dialogue, document: Document) -> list[Section]:
    rows = list(dialogue.author_paragraphs.order_by("section", "position"))
    moves, numbers = _moves(rows), numbers_of(document)
    return [
        Section(
            key=section,
            label=str(section.label),
            about=str(ABOUT[section]),
            rows=_rows([row for row in rows if row.section == section], moves, numbers),
        )
        for section in (AuthorSection.INTRODUCTION, AuthorSection.CONCLUSIONS)
    ]


def _rows(
    rows: list[AuthorParagraph], moves: dict[int, list[Move]], numbers: dict[str, int]
) -> list[Row]:
    return [
        Row(
            row,
            numbers.get(row.text),
            hints_at(row.section, row.text),
            moves[row.pk],
            is_first=row is rows[0],
            is_last=row is rows[-1],
        )
        for row in rows
    ]


def numbers_of(document: Document) -> dict[str, int]:
    """Return the numbers of the author's paragraphs by their text."""
    return {
        plain(block.text): block.number
        for block in document.blocks
        if isinstance(block, Paragraph) and block.voice == "author" and block.number
    }


def _moves(rows: list[AuthorParagraph]) -> dict[int, list[Move]]:
    entries = LogEntry.objects.filter(
        object_kind="authorparagraph", object_id__in=[row.pk for row in rows]
    ).select_related("actor")
    found: dict[int, list[Move]] = defaultdict(list)
    for entry in entries.order_by("object_id", "sequence"):
        found[entry.object_id].insert(0, _move(entry))
    return found


def _move(entry: LogEntry) -> Move:
    details = entry.details
    changes = difference([details["before"]], [details["after"]]) if entry.verb == "edit" else []
    return Move(entry, str(VERBS.get(entry.verb, entry.verb)), changes)


def edit_context(
    paragraph: AuthorParagraph, typed: str | None, refused: Refused | None
) -> dict[str, Any]:
    """Return the form of a paragraph; after a conflict with both texts and their difference."""
    conflict = refused is not None and refused.code == "moved_on"
    text = paragraph.text if typed is None else typed
    return {
        "dialogue": paragraph.dialogue,
        "paragraph": paragraph,
        "text": text,
        "refused": refused,
        "conflict": conflict,
        "conflict_difference": difference([paragraph.text], [text]) if conflict else [],
        "hints": hints_at(paragraph.section, text),
        "words_most": paragraph.dialogue.report_words,
    }


def preview_context(dialogue: Dialogue) -> dict[str, Any]:
    """Return the sections with the author's text as the report will have them."""
    document = compose_report(dialogue, ReportKind.SUMMARY)
    written = set(dialogue.author_paragraphs.values_list("text", flat=True))
    blocks = tuple(_with_text(document.blocks, written))
    part = replace(document, blocks=blocks, annexes=(), summary=(), front_notes=(), marks=())
    return {"dialogue": dialogue, "text": _safe(render_html(part)) if blocks else ""}


def _with_text(blocks: tuple[Block, ...], written: set[str]) -> Iterator[Block]:
    """Walk the sections of the first level that hold some of the author's paragraphs."""
    section: list[Block] = []
    for block in (*blocks, Heading(1, inline(""))):
        if isinstance(block, Heading) and block.level == 1:
            if any(isinstance(each, Paragraph) and plain(each.text) in written for each in section):
                yield from section
            section = []
        section.append(block)


def _safe(html: str) -> SafeString:
    return mark_safe(html)  # noqa: S308 -- escaped in renderers.html
