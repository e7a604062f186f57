"""The document check: one list of errors and warnings of a report, each with its place."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.timezone import now

from hld_portal.reports.content import Document
from hld_portal.reports.content_faults import faults_of
from hld_portal.reports.document_check.findings import check_brief, check_fresh_drafts
from hld_portal.reports.document_check.gathering import summaries_of, titles_of
from hld_portal.reports.document_check.items import CheckItem, ReportCheck
from hld_portal.reports.document_check.names import finder_for
from hld_portal.reports.document_check.passages import read_passages
from hld_portal.reports.document_check.places import Places
from hld_portal.reports.document_check.references import Target, known_in
from hld_portal.reports.document_check.summaries import check_summary
from hld_portal.reports.document_check.wording import (
    check_headings,
    check_length,
    check_signs,
    check_wording,
    drafts,
)
from hld_portal.reports.enums import ReportKind
from hld_portal.reports.models import AuthorParagraph, Report
from hld_portal.reports.renderers.glyphs import glyph_faults
from hld_portal.reports.sources import instrument_name
from roundtables.models import Dialogue

__all__ = ["CheckItem", "ReportCheck", "check_report"]

LANGUAGE = "en"  # of the rules of style
LEVELS = ("error", "warning", "draft")


def check_report(report: Report, document: Document, *, signs: bool = True) -> ReportCheck:
    """Check a document of a report against what stands in the database now.

    Summaries are checked row by row on their sources, the document as it reads. Errors
    come first, each kind in reading order, each item once.

    Args:
        signs: False where the caller itself looks for faults of the tree and for signs that
            no font has, as a build does before it sets a page.

    Queries: 12, and some 20 for each summary that is taken over.
    Source: design/un-document.md, sections 1.5 and 3; design/portal.md, sections 2 and 8.
    """
    items = {item.key: item for item in _items(report, document, signs)}
    in_order = sorted(items.values(), key=lambda item: LEVELS.index(item.level))
    ticked = frozenset(report.ticks.values_list("key", flat=True) if report.pk else ())
    return ReportCheck(items=tuple(in_order), ticked=ticked, checked_at=now())


def _items(report: Report, document: Document, signs: bool) -> Iterator[CheckItem]:
    dialogue = report.dialogue
    taken = summaries_of(report)
    authors = AuthorParagraph.objects.filter(dialogue=dialogue)
    places = Places(report, taken, authors)
    passages = read_passages(document, places, titles_of(dialogue, [each.event for each in taken]))
    names = finder_for(dialogue)
    for each in taken:
        yield from check_summary(each, places, names)
    yield from check_fresh_drafts(passages, names)
    if report.kind == ReportKind.BRIEF:
        yield from check_brief(dialogue, document, names)
    if document.language == LANGUAGE:
        known = known_in(document, _targets(dialogue))
        yield from check_wording(passages, known)
    if report.kind != ReportKind.COMPILATION:
        yield from check_headings(passages)
    if report.kind == ReportKind.SUMMARY:
        yield from check_length(report, document, places)
    if signs:
        faults = [*faults_of(document), *glyph_faults(document)]
        yield from check_signs(document, faults, places)
    said = {f"{kind}/{each.event.slug}" for each in taken for kind in ("summary", "event")}
    yield from drafts(passages, said)


def _targets(dialogue: Dialogue) -> tuple[Target, ...]:
    """Return the instruments with their paragraph numbers and all they are called. Queries: 2"""
    instruments = dialogue.instruments.prefetch_related("paragraphs")
    return tuple(
        Target(
            tuple(
                name
                for name in (
                    instrument_name(each).removeprefix("the "),
                    each.citation,
                    each.citation.removesuffix(", annex"),
                    each.symbol,
                    *each.titles.values(),
                    *each.short_titles.values(),
                )
                if name
            ),
            frozenset(paragraph.number for paragraph in each.paragraphs.all()),
        )
        for each in instruments
    )
