"""What every document on its way goes through: one at a time, frozen whole, then built."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import IntegrityError
from django.utils.translation import gettext as _

from hld_portal.record.services import log_move, queue_task
from hld_portal.refusals import Refused
from hld_portal.reports.composing.composition import Identity
from hld_portal.reports.content import Document
from hld_portal.reports.content_json import to_json
from hld_portal.reports.enums import IssueKind, IssueState
from hld_portal.reports.issuing.conditions import check_can_be_set
from hld_portal.reports.issuing.sources import conflict_words, conflicts_of, mark_of
from hld_portal.reports.issuing.symbols import LABELS, Symbol
from hld_portal.reports.models import Build, Issue, IssueSource, Report
from roundtables.permissions import can_issue
from submissions.models import Submission
from submissions.querysets import SubmissionQuerySet
from submissions.services.freezing import freeze_submissions, lock_submissions


@dataclass(frozen=True)
class Given:
    """What the documents officer typed for the masthead."""

    session: str
    item: str
    dated_on: date
    note: str = ""


@dataclass
class Plan:
    """A document on its way: what it is, and what it rests on.

    `told` goes into the log entry of the freezing.
    """

    report: Report
    kind: IssueKind
    given: Given
    by: Any
    changes: Issue | None = None
    manifest: dict[str, Any] = field(default_factory=dict)
    told: dict[str, Any] = field(default_factory=dict)
    seen: str = ""  # mark of the submissions that the officer was shown; empty asks for none

    def identity(self, symbol: Symbol) -> Identity:
        return Identity(
            symbol=str(symbol),
            session=self.given.session,
            item=self.given.item,
            dated_on=self.given.dated_on,
            note=self.given.note,
            label=LABELS.get(self.kind, ""),
            changes_symbol=self.changes.symbol if self.changes else "",
        )


class one_at_a_time:  # noqa: N801 -- reads as a clause after `with`
    """Hold the report, and say in words what the database refuses."""

    def __init__(self, report: Report) -> None:
        self.report = report

    def __enter__(self) -> None:
        Report.objects.select_for_update().get(pk=self.report.pk)
        if self.report.issues.filter(state=IssueState.PREPARING).exists():
            raise Refused("moved_on", _("A document of this report is being prepared already."))
        if any(build.is_active for build in self.report.builds.defer("snapshot")):
            message = _("A build of this report is running. Wait for it, or cancel it.")
            raise Refused("moved_on", message)

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, IntegrityError):
            raise Refused("moved_on", _("Somebody was faster: look at it again.")) from error


def check_officer(report: Report, by: Any) -> None:
    """Refuse all but the documents officers of the dialogue.

    Raises:
        Refused: `not_allowed` (403).
    """
    if not can_issue(by, report.dialogue):
        raise Refused("not_allowed", _("Only a documents officer issues documents."))


def check_duties(sources: Sequence[Submission], by: Any) -> None:
    """Refuse who wrote, entered or decided on one of the sources.

    Raises:
        Refused: `own_text` (422).
    """
    own = conflicts_of(by, sources)
    if own:
        raise Refused("own_text", conflict_words(own))


def lock_sources(plan: Plan, wanted: SubmissionQuerySet) -> list[Submission]:
    """Hold the submissions that are frozen with a document, once its officer may issue it.

    Raises:
        Refused: `own_text` (422); `moved_on` (409) where others would be frozen than were shown.
    """
    sources = lock_submissions(wanted)
    check_duties(sources, plan.by)
    if plan.seen and plan.seen != mark_of(sources):
        message = _("The submissions behind it are not the ones you were shown: look again.")
        raise Refused("moved_on", message)
    return sources


def new_build(plan: Plan) -> Build:
    return Build.objects.create(report=plan.report, created_by=plan.by)


def prepare_issue(
    plan: Plan, symbol: Symbol, build: Build, document: Document, sources: Sequence[Submission]
) -> Issue:
    """Keep the snapshot and what it rests on, and queue its build."""
    check_can_be_set(document)
    build.snapshot = to_json(document)
    build.save(update_fields=["snapshot"])
    issue = _create_issue(plan, symbol, build)
    rows = [
        IssueSource(issue=issue, submission=each, version_id=each.standing_version_id)
        for each in sources
        if each.standing_version_id is not None  # citable ones have it
    ]
    IssueSource.objects.bulk_create(rows)
    freeze_submissions(submissions=sources, symbol=issue.symbol, by=plan.by)
    log_move(issue, verb="freeze", by=plan.by, to_state=issue.state, sources=len(rows), **plan.told)
    queue_task("reports.prepare_build", build.pk)
    return issue


def _create_issue(plan: Plan, symbol: Symbol, build: Build) -> Issue:
    return Issue.objects.create(
        dialogue=plan.report.dialogue,
        report=plan.report,
        build=build,
        kind=plan.kind,
        series=symbol.series,
        number=symbol.number,
        part=symbol.part,
        symbol=str(symbol),
        slug=symbol.slug,
        changes=plan.changes,
        note=plan.given.note,
        session=plan.given.session,
        item=plan.given.item,
        dated_on=plan.given.dated_on,
        manifest=plan.manifest,
        created_by=plan.by,
    )
