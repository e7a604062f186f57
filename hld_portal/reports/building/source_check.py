"""Check, while a report is compiled, that its summaries still stand on what may be cited."""

from __future__ import annotations

from typing import Any

from hld_portal.reports.checking import check_row, outdated_opening
from hld_portal.reports.enums import ReportKind
from hld_portal.reports.models import Report, SummaryParagraph
from hld_portal.reports.sources import Sources, gather_sources, scale_of
from roundtables.models import Event


def find_warnings(report: Report) -> list[dict[str, Any]]:
    """Return what is wrong with the stored summaries that a report takes over.

    Each is {"event": slug, "number": of the paragraph, "code": lost_source, no_source,
    counted_word or outdated_figures}; drafts made for the document itself are right by
    construction. Queries: some 16 for each event with a summary.
    """
    if report.kind == ReportKind.ROUND_TABLE and report.event is not None:
        events = [report.event]
    elif report.kind == ReportKind.COMPILATION:
        return []  # it quotes what was published and counts nothing
    else:
        events = list(report.dialogue.events.filter(summary__isnull=False))
    return [warning for event in events for warning in _warnings_of(event)]


def _warnings_of(event: Event) -> list[dict[str, Any]]:
    summary = getattr(event, "summary", None)
    paragraphs = list(summary.paragraphs.all()) if summary else []
    if not paragraphs:
        return []
    sources = gather_sources(event)
    return [
        {"event": event.slug, "number": number, "code": code}
        for number, paragraph in enumerate(paragraphs, start=1)
        for code in _codes(paragraph, sources)
    ]


def _codes(paragraph: SummaryParagraph, sources: Sources) -> list[str]:
    scale = scale_of(sources.event.dialogue)
    checks = [
        check_row(row, sources, scale, role=paragraph.role)
        for row in [*paragraph.sentences, *paragraph.items]
    ]
    found = {
        "lost_source": any(check.lost for check in checks),
        "no_source": any(check.no_source for check in checks),
        "counted_word": any(r.code != "uncounted" for check in checks for r in check.remarks),
        "outdated_figures": bool(outdated_opening(paragraph, sources)),
    }
    return [code for code, is_so in found.items() if is_so]
