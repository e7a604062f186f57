"""The sample's summaries and its public report: drafted, cleared, written and built for real."""

from __future__ import annotations

from hld_portal.accounts.models import User
from hld_portal.operations.sampling.acting import Stage
from hld_portal.operations.sampling.clock import clock_at
from hld_portal.operations.sampling.reading import (
    APPROVED_AT,
    CLEARED_AT,
    WRITTEN_AT,
    read_file,
)
from hld_portal.record.models import Outbox
from hld_portal.reports.building import running
from hld_portal.reports.enums import BuildState, ReportKind
from hld_portal.reports.models import Build, Report, Summary
from hld_portal.reports.reading.document_check import check_now
from hld_portal.reports.services.authoring import write_paragraph
from hld_portal.reports.services.builds import open_report, publish_build, start_build
from hld_portal.reports.services.clearing import clear_summary, send_to_co_chairs
from hld_portal.reports.services.summaries import approve_paragraph, draft_event_summary
from hld_portal.reports.services.ticking import tick_warning
from roundtables.models import Dialogue, Event


def load_summaries(events: dict[int, Event], *, by: User, stage: Stage) -> int:
    """Draft, approve and send each summary, then clear it; returns the number of paragraphs."""
    with clock_at(APPROVED_AT):
        sent = {number: _send_summary(event, by) for number, event in events.items()}
    with clock_at(CLEARED_AT):
        for number, summary in sent.items():
            moderator = stage.moderator(number)
            clear_summary(summary=summary, seen=summary.log_count, by=moderator)
    return sum(summary.paragraphs.count() for summary in sent.values())


def _send_summary(event: Event, by: User) -> Summary:
    summary = draft_event_summary(event=event, by=by)
    for paragraph in summary.paragraphs.all():
        approve_paragraph(paragraph=paragraph, revision=paragraph.revision, by=by)
    return send_to_co_chairs(summary=summary, by=by)


def load_author_text(dialogue: Dialogue, *, by: User) -> int:
    """Write the author's introduction and conclusions; returns the number of paragraphs."""
    rows = read_file("author-text")
    with clock_at(WRITTEN_AT):
        for section, texts in rows.items():
            for text in texts:
                write_paragraph(dialogue=dialogue, section=section, text=text, by=by)
    return sum(len(texts) for texts in rows.values())


def publish_report(dialogue: Dialogue, *, compiler: User, officer: User) -> Build:
    """Build the summary report in this process, without Redis, and publish it if it stands.

    Outside the transaction of the load: a build keeps its lease from a thread of its own.
    By today's clock, too, since a build says how long it took; the document bears the date
    of its sources.
    """
    report = open_report(dialogue=dialogue, kind=ReportKind.SUMMARY, by=compiler)
    build = start_build(report=report, by=compiler)
    Outbox.objects.filter(name="reports.prepare_build", payload={"args": [build.pk]}).delete()
    running.prepare_build(build.pk)
    for chunk in build.chunks.values_list("pk", flat=True):
        running.render_build_chunk(chunk)
    running.assemble_build(build.pk)
    running.finish_build(build.pk)
    build.refresh_from_db()
    if build.state == BuildState.DONE:
        _tick_warnings(report, by=officer)
        publish_build(build=build, by=officer)
    return build


def _tick_warnings(report: Report, *, by: User) -> None:
    for item in check_now(report).open_warnings:
        tick_warning(report=report, item=item, by=by, reason="Agreed with the co-chairs.")
