"""Start, cancel and publish builds of a report."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _

from hld_portal.record.services import log_move, queue_task
from hld_portal.refusals import Refused
from hld_portal.reports.document_check.sayings import words_of
from hld_portal.reports.enums import BuildState, IssueState, ReportKind
from hld_portal.reports.models import Build, Report
from hld_portal.reports.withholding import fallen_words
from roundtables.models import Dialogue, Event
from roundtables.permissions import can_compile, can_issue, can_publish_build

TITLES = {
    ReportKind.SUMMARY: "Summary report",
    ReportKind.COMPILATION: "Compilation of submissions",
    ReportKind.BRIEF: "Press brief",
}
ACTIVE = [BuildState.QUEUED, BuildState.RUNNING]


def open_report(*, dialogue: Dialogue, kind: str, event: Event | None = None, by: Any) -> Report:
    """Return the dialogue's report of a kind, made on first use.

    Raises:
        Refused: `not_allowed` (403); `unknown` (422) for a kind that is not compiled.
    """
    _check_compiler(dialogue, by)
    if kind not in ReportKind.values:
        raise Refused("unknown", _("This kind of report cannot be compiled."), field="kind")
    if (kind == ReportKind.ROUND_TABLE) != (event is not None):
        raise Refused("unknown", _("Choose the round table."), field="event")
    title = f"{event.titles.get('en', event.slug)}: summary" if event else TITLES[ReportKind(kind)]
    slug = f"round-table-{event.slug}" if event else str(kind)
    report, _made = Report.objects.get_or_create(
        dialogue=dialogue, kind=kind, event=event, defaults={"slug": slug, "title": title}
    )
    return report


def start_build(*, report: Report, by: Any, drafting_copy: bool = False) -> Build:
    """Start compiling; while a build of the report runs, return that one.

    Args:
        drafting_copy: prints what stands behind every sentence; never to be published.

    Raises:
        Refused: `not_allowed` (403); `moved_on` (409) while the other sort of build runs.
    """
    _check_compiler(report.dialogue, by)
    try:
        with transaction.atomic():
            build = Build.objects.create(report=report, created_by=by, drafting_copy=drafting_copy)
            log_move(report, verb="compile", by=by, build=build.public_id)
            queue_task("reports.prepare_build", build.pk)
    except IntegrityError:
        running = report.builds.filter(state__in=ACTIVE).first()
        if running is None:
            return start_build(report=report, by=by, drafting_copy=drafting_copy)
        if running.drafting_copy != drafting_copy:
            message = _("Another build of this report is running. Wait until it has finished.")
            raise Refused("moved_on", message) from None
        return running
    return build


def cancel_build(*, build: Build, by: Any) -> Build:
    """Stop a build; tasks that are at it find the state changed and leave.

    That of a document on its way is stopped by a documents officer only.
    """
    _check_compiler(build.report.dialogue, by)
    if build.report.issues.filter(build=build).exists() and not can_issue(
        by, build.report.dialogue
    ):
        message = _("It is the build of a document: only a documents officer stops it.")
        raise Refused("not_allowed", message)
    with transaction.atomic():
        moved = Build.objects.filter(pk=build.pk, state__in=ACTIVE).update(
            state=BuildState.CANCELLED, finished_at=now(), lease_until=None
        )
        if not moved:
            raise Refused("moved_on", _("This build has ended already."))
        log_move(build.report, verb="cancel", by=by, build=build.public_id)
    build.refresh_from_db()
    return build


def publish_build(*, build: Build, by: Any) -> Build:
    """Put a finished build on the reports page; an earlier one of the report makes way.

    Raises:
        Refused: `not_allowed` (403) but for a documents officer; `drafting_copy` (422) for one
            that prints its sources; `warnings` (422) for one in
            which the document check found an error, or a warning that nobody has ticked;
            `fallen_away` (422) for one that shows or cites what may no longer be shown;
            `moved_on` (409) for a build that is not finished.
    """
    if not can_publish_build(by, build.report.dialogue):
        raise Refused("not_allowed", _("Only a documents officer can publish a report."))
    if build.drafting_copy:
        raise Refused("drafting_copy", _("A drafting copy shows its sources: it stays inside."))
    _check_warnings(build)
    _check_sources(build)
    with transaction.atomic():
        _check_not_issued(build.report)
        moved = Build.objects.filter(pk=build.pk, state=BuildState.DONE, published_at=None).update(
            published_at=now(), published_by=by
        )
        if not moved:
            raise Refused("moved_on", _("Only a finished build that is not yet public."))
        earlier = build.report.builds.exclude(pk=build.pk).filter(published_at__isnull=False)
        earlier.update(published_at=None, published_by=None)
        log_move(build.report, verb="publish", by=by, build=build.public_id, sha256=build.sha256)
    build.refresh_from_db()
    return build


def unpublish_build(*, build: Build, by: Any) -> Build:
    """Take a build from the reports page again."""
    if not can_publish_build(by, build.report.dialogue):
        raise Refused("not_allowed", _("Only a documents officer can do this."))
    with transaction.atomic():
        _check_not_issued(build.report)
        moved = Build.objects.filter(pk=build.pk, published_at__isnull=False).update(
            published_at=None, published_by=None
        )
        if not moved:
            raise Refused("moved_on", _("This build is not public."))
        log_move(build.report, verb="unpublish", by=by, build=build.public_id)
    build.refresh_from_db()
    return build


def standing_in_the_way(build: Build) -> list[dict[str, Any]]:
    """Return what keeps a build from the public: errors, and warnings without a tick. Queries: 1

    Their text is in the reader's language. Of a build made before warnings had levels,
    everything is an error.
    """
    ticked = set(build.report.ticks.values_list("key", flat=True))
    return [
        row | {"text": words_of(row)}
        for row in sorted(build.warnings, key=lambda row: row.get("level", "error"))
        if row.get("level", "error") == "error"
        or (row["level"] == "warning" and row["key"] not in ticked)
    ]


def _check_warnings(build: Build) -> None:
    rows = standing_in_the_way(build)
    if not rows:
        return
    report = build.report
    said = {
        "first": rows[0].get("text", rows[0]["code"]),
        "url": reverse("reports:check_show", args=[report.dialogue.slug, report.slug]),
    }
    if rows[0].get("level", "error") == "error":
        text = _("The document check found an error: %(first)s. Mend it and compile again: %(url)s")
    else:
        text = _("A warning of the document check waits for a tick: %(first)s. See %(url)s")
    raise Refused("warnings", text % said)


def _check_sources(build: Build) -> None:
    """What has been withdrawn since must be compiled away: published, it would be withheld."""
    if fallen := fallen_words(build):
        raise Refused("fallen_away", _("%(sources)s Compile again.") % {"sources": fallen})


def _check_not_issued(report: Report) -> None:
    """Once a report has a symbol, only what is issued stands on the reports page."""
    Report.objects.select_for_update().get(pk=report.pk)
    if report.issues.exclude(state=IssueState.ABANDONED).exists():
        message = _("This report is issued or about to be. What is public changes by a revision.")
        raise Refused("issued", message)


def _check_compiler(dialogue: Dialogue, by: Any) -> None:
    if not can_compile(by, dialogue):
        raise Refused("not_allowed", _("You do not compile reports of this dialogue."))
