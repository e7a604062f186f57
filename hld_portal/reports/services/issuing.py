"""Give a document its symbol and freeze all it rests on; the build then makes its files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from hld_portal.record.services import log_move, queue_task
from hld_portal.refusals import Refused
from hld_portal.reports.composing.attribution import printed_in
from hld_portal.reports.composing.composition import Identity
from hld_portal.reports.composing.freezing import freeze_document
from hld_portal.reports.content import Document
from hld_portal.reports.content_json import to_json
from hld_portal.reports.enums import IssueKind, IssueState
from hld_portal.reports.issuing.addendum import compose_addendum
from hld_portal.reports.issuing.conditions import check_before_freezing, check_can_be_set
from hld_portal.reports.issuing.corrigendum import Correction, compose_corrigendum
from hld_portal.reports.issuing.following import current_text, new_sources
from hld_portal.reports.issuing.sources import (
    conflict_words,
    conflicts_of,
    references_behind,
    sources_of,
    versions_of,
)
from hld_portal.reports.issuing.symbols import (
    LABELS,
    Symbol,
    holder_of,
    series_of,
    take_following_symbol,
    take_symbol,
)
from hld_portal.reports.models import Build, Chain, Issue, IssueSource, Report
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
    """A document on its way: what it is, and what it rests on."""

    report: Report
    kind: IssueKind
    given: Given
    by: Any
    changes: Issue | None = None
    manifest: dict[str, Any] = field(default_factory=dict)

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


def issue_report(*, report: Report, number: int, given: Given, by: Any) -> Issue:
    """Freeze a report as an original document with its symbol, and queue the making of its files.

    Raises:
        Refused: `not_allowed` (403); `symbol_taken` (422, field `number`); `issued` (422) for
            a report that has a document already: revise that; `not_ready` (422) with the
            first thing that stands in the way; `own_text` (422) where the officer wrote,
            entered or decided on a source; `moved_on` (409) where something moved meanwhile.
    """
    _check_officer(report, by)
    plan = Plan(report, IssueKind.ORIGINAL, given, by)
    with transaction.atomic(), _one_at_a_time(report):
        if current_text(report) is not None:
            raise Refused("issued", _("This report was issued already. Issue a revision of it."))
        series = series_of(report.dialogue)
        _check_number(series, number)
        return _issue_compiled(plan, take_symbol(series, number))


def issue_revision(*, changes: Issue, given: Given, by: Any) -> Issue:
    """Freeze the whole report anew; its document takes the place of the one it changes."""
    report = changes.report
    _check_officer(report, by)
    plan = Plan(report, IssueKind.REVISION, given, by, changes)
    with transaction.atomic(), _one_at_a_time(report):
        _check_current(changes)
        return _issue_compiled(plan, take_following_symbol(changes, IssueKind.REVISION))


def issue_corrigendum(
    *, changes: Issue, corrections: Sequence[Correction], given: Given, by: Any
) -> Issue:
    """Issue a list of places and what they now read; the text itself stays as it was issued.

    Raises:
        Refused: as `issue_report`, and `incomplete` (422) without a single correction.
    """
    _check_officer(changes.report, by)
    if not corrections:
        raise Refused("incomplete", _("Write at least one place and what it now reads."))
    rows = [each.as_json() for each in corrections]
    plan = Plan(
        changes.report, IssueKind.CORRIGENDUM, given, by, changes, manifest={"corrections": rows}
    )
    with transaction.atomic(), _one_at_a_time(changes.report):
        _check_stands(changes)
        symbol = take_following_symbol(changes, IssueKind.CORRIGENDUM)
        build = _new_build(plan)
        document = compose_corrigendum(changes, corrections, plan.identity(symbol))
        return _prepare(plan, symbol, build, document, [])


def issue_addendum(
    *, changes: Issue, text: str, with_submissions: bool, given: Given, by: Any
) -> Issue:
    """Issue what is added: submissions admitted since, the officer's own text, or both.

    Raises:
        Refused: as `issue_report`, and `incomplete` (422) where nothing would be added.
    """
    report = changes.report
    _check_officer(report, by)
    plan = Plan(report, IssueKind.ADDENDUM, given, by, changes)
    with transaction.atomic(), _one_at_a_time(report):
        _check_stands(changes)
        wanted = new_sources(changes) if with_submissions else Submission.objects.none()
        sources = _lock_sources(wanted, by)
        if not sources and not text.strip():
            message = _("There is nothing to add: write a text, or wait for new submissions.")
            raise Refused("incomplete", message, field="text")
        symbol = take_following_symbol(changes, IssueKind.ADDENDUM)
        build = _new_build(plan)
        document = compose_addendum(changes, text, sources, plan.identity(symbol))
        Chain.objects.create(build=build, printed=printed_in(document))
        return _prepare(plan, symbol, build, document, sources)


# What all of them do


def _issue_compiled(plan: Plan, symbol: Symbol) -> Issue:
    wanted = sources_of(plan.report)
    sources = _lock_sources(wanted, plan.by)
    build = _new_build(plan)
    document = freeze_document(build, identity=plan.identity(symbol))
    check_before_freezing(plan.report, document)
    behind = references_behind(build.chain)
    unknown = behind - {each.reference for each in sources}
    if unknown or versions_of(wanted.all()) != versions_of(sources):
        message = _("A submission changed while the document was being frozen. Try again.")
        raise Refused("moved_on", message)
    return _prepare(plan, symbol, build, document, sources)


def _lock_sources(wanted: SubmissionQuerySet, by: Any) -> list[Submission]:
    sources = lock_submissions(wanted)
    own = conflicts_of(by, sources)
    if own:
        raise Refused("own_text", conflict_words(own))
    return sources


def _new_build(plan: Plan) -> Build:
    return Build.objects.create(report=plan.report, created_by=plan.by)


def _prepare(
    plan: Plan, symbol: Symbol, build: Build, document: Document, sources: Sequence[Submission]
) -> Issue:
    check_can_be_set(document)
    build.snapshot = to_json(document)
    build.save(update_fields=["snapshot"])
    issue = Issue.objects.create(
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
    rows = [
        IssueSource(issue=issue, submission=each, version_id=each.standing_version_id)
        for each in sources
        if each.standing_version_id is not None  # citable ones have it
    ]
    IssueSource.objects.bulk_create(rows)
    freeze_submissions(submissions=sources, symbol=issue.symbol, by=plan.by)
    log_move(issue, verb="freeze", by=plan.by, to_state=issue.state, sources=len(rows))
    queue_task("reports.prepare_build", build.pk)
    return issue


class _one_at_a_time:  # noqa: N801 -- reads as a clause after `with`
    """Hold the report, and say in words what the database refuses."""

    def __init__(self, report: Report) -> None:
        self.report = report

    def __enter__(self) -> None:
        Report.objects.select_for_update().get(pk=self.report.pk)
        if self.report.issues.filter(state=IssueState.PREPARING).exists():
            raise Refused("moved_on", _("A document of this report is being prepared already."))
        if any(build.is_active for build in self.report.builds.all()):
            message = _("A build of this report is running. Wait for it, or cancel it.")
            raise Refused("moved_on", message)

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, IntegrityError):
            raise Refused("moved_on", _("Somebody was faster: look at it again.")) from error


def _check_officer(report: Report, by: Any) -> None:
    if not can_issue(by, report.dialogue):
        raise Refused("not_allowed", _("Only a documents officer issues documents."))


def _check_number(series: str, number: int) -> None:
    holder = holder_of(series, number)
    if holder is None:
        return
    with override(None):
        day = date_format(holder.created_at, "j F Y")
    words = _(
        "%(symbol)s was given to “%(title)s” on %(day)s (%(state)s). No symbol is used twice."
    )
    values = {
        "symbol": holder.symbol,
        "title": holder.report.title,
        "day": day,
        "state": holder.get_state_display(),
    }
    raise Refused("symbol_taken", words % values, field="number")


def _check_stands(changes: Issue) -> None:
    """What is corrected or added to is issued, and no revision has taken its place."""
    current = current_text(changes.report)
    is_current = current is not None and changes.pk == current.pk
    follows = current is not None and changes.kind == IssueKind.ADDENDUM
    if not changes.is_issued or not (is_current or follows):
        raise Refused("moved_on", _("A later document has taken the place of this one."))


def _check_current(changes: Issue) -> None:
    current = current_text(changes.report)
    if current is None or current.pk != changes.pk:
        raise Refused("moved_on", _("A later document has taken the place of this one."))
