"""What the check reads from the database once: the summaries a document takes over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from hld_portal.reports.counting import count_participation
from hld_portal.reports.enums import ReportKind
from hld_portal.reports.models import Report, Summary, SummaryParagraph
from hld_portal.reports.sources import Sources, gather_sources
from roundtables.models import Dialogue, Event


@dataclass
class TakenOver:
    """A summary that a document takes over; without paragraphs the document holds a fresh draft."""

    event: Event
    summary: Summary | None = None
    paragraphs: list[SummaryParagraph] = field(default_factory=list)
    sources: Sources | None = None


def summaries_of(report: Report) -> list[TakenOver]:
    """Return the summaries behind a report; those a person has worked on with their sources.

    Queries: 4, and some 16 for each summary.
    """
    return [_taken_over(event) for event in events_of(report)]


def events_of(report: Report) -> list[Event]:
    """Return the events whose account a report gives: none for a compilation or a brief."""
    if report.kind == ReportKind.ROUND_TABLE and report.event is not None:
        return [report.event]
    if report.kind != ReportKind.SUMMARY:
        return []
    events = _with_summary(report.dialogue)
    if not report.dialogue.outline:
        return [event for event in events if hasattr(event, "summary")]
    spoken = count_participation(report.dialogue)
    wanted = {_name_of(section) for section in sections_of(report.dialogue.outline)}
    return [
        event
        for event in events
        if (event.number or 0) in wanted or (event.slug in wanted and event.pk in spoken)
    ]


def sections_of(outline: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Walk the sections of an outline, those within parts, too."""
    for section in outline:
        yield section
        yield from sections_of(section.get("sections", []))


def _name_of(section: dict[str, Any]) -> object:
    return {"round_table": section.get("round_table"), "event": section.get("event")}.get(
        section["kind"]
    )


def _with_summary(dialogue: Dialogue) -> list[Event]:
    events = dialogue.events.select_related("round_table", "summary")
    events = events.prefetch_related("summary__paragraphs")
    for event in events:
        event.dialogue = dialogue  # known: not one query each
    return sorted(events, key=lambda event: (event.number is not None, event.order))


def _taken_over(event: Event) -> TakenOver:
    summary = getattr(event, "summary", None)
    paragraphs = list(summary.paragraphs.all()) if summary else []
    if not paragraphs:
        return TakenOver(event, summary)
    return TakenOver(event, summary, paragraphs, gather_sources(event))


def titles_of(dialogue: Dialogue, events: Sequence[Event]) -> list[str]:
    """Return the titles and names to which no rule of style applies. Queries: 1"""
    own = [dialogue.titles, dialogue.themes]
    own += [each.titles for each in dialogue.instruments.all()]
    own += [each.titles for each in events]
    round_tables = [getattr(each, "round_table", None) for each in events]
    own += [each.themes for each in round_tables if each]
    owner = [str(dialogue.owner.get(name, "")) for name in ("name", "organ")]
    return [*(title for each in own for title in each.values()), dialogue.mandate, *owner]
