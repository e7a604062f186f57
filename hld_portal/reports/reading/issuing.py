"""What the documents officer sees: reports to be issued, documents, and how far each is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hld_portal.record.models import LogEntry
from hld_portal.reports.composing.composition import Identity
from hld_portal.reports.composing.document import compose_report
from hld_portal.reports.composing.sections import span
from hld_portal.reports.document_check import check_report
from hld_portal.reports.enums import BuildState, IssueKind, IssueState, ReportKind
from hld_portal.reports.issuing.carrying import Carried, carried_over
from hld_portal.reports.issuing.conditions import Condition, conditions_of
from hld_portal.reports.issuing.following import TEXTS, current_text, submissions_behind
from hld_portal.reports.issuing.sources import conflict_words, conflicts_of, sources_of
from hld_portal.reports.issuing.symbols import LABELS, Symbol
from hld_portal.reports.models import Issue, Report
from hld_portal.reports.reading.reports import progress, ticks
from roundtables.models import Dialogue
from submissions.models import Submission

VERBS = {
    "retry": gettext_lazy("Tried again"),
    "issue": gettext_lazy("Issued"),
    "abandon": gettext_lazy("Given up"),
}


@dataclass(frozen=True)
class ShownReport:
    """A report as the list of issuing shows it."""

    report: Report
    current: Issue | None
    preparing: Issue | None


@dataclass(frozen=True)
class ListedIssue:
    """A document in the list, with what took its place or corrected it since."""

    issue: Issue
    superseded_by: Issue | None = None
    corrected_by: tuple[Issue, ...] = ()


@dataclass(frozen=True)
class Happening:
    """One entry as `_ui/history.html` draws it."""

    at: datetime
    text: str
    by: str
    note: str = ""


@dataclass(frozen=True)
class Readiness:
    """What has to hold before a report is frozen, and what would be."""

    conditions: list[Condition]
    sources: list[Submission]
    undecided: int  # with a newer version that nobody has decided on
    carried: tuple[Carried, ...] = ()  # what was corrected in the text that a revision replaces

    @property
    def holds(self) -> bool:
        return all(each.holds for each in self.conditions if each.is_stop)


def issues_of(dialogue: Dialogue) -> list[Issue]:
    """Return the documents of a dialogue, newest first. Queries: 1"""
    issues = dialogue.issues.select_related("report", "build", "changes", "dialogue")
    return list(issues.defer("build__snapshot", "manifest").order_by("-created_at", "-pk"))


def listed(issues: list[Issue]) -> list[ListedIssue]:
    """Say of each document what took its place or corrected it since; asks the database nothing."""
    issued = [each for each in issues if each.is_issued]
    texts = [each for each in issued if each.kind in TEXTS]
    current = {each.report_id: each for each in sorted(texts, key=lambda each: each.part)}
    return [
        ListedIssue(
            issue=issue,
            superseded_by=current[issue.report_id]
            if issue in texts and current[issue.report_id] != issue
            else None,
            corrected_by=tuple(
                each
                for each in reversed(issued)
                if each.changes_id == issue.pk and each.kind == IssueKind.CORRIGENDUM
            ),
        )
        for issue in issues
    ]


def reports_to_issue(dialogue: Dialogue, issues: list[Issue]) -> list[ShownReport]:
    """Return every report with the document that holds and the one on its way. Queries: 1"""
    return [
        ShownReport(
            report=report,
            current=_newest(issues, report, IssueState.ISSUED, TEXTS),
            preparing=_newest(issues, report, IssueState.PREPARING, tuple(IssueKind)),
        )
        for report in dialogue.reports.select_related("event__round_table")
    ]


def _newest(
    issues: list[Issue], report: Report, state: IssueState, kinds: tuple[IssueKind, ...]
) -> Issue | None:
    found = [i for i in issues if i.report_id == report.pk and i.state == state and i.kind in kinds]
    return found[0] if found else None


def proposal_of(dialogue: Dialogue) -> dict[str, Any]:
    """Propose session, item and date; the officer sees and may change each of them."""
    days = span(dialogue.starts_on, dialogue.ends_on)
    return {
        "session": dialogue.session,
        "item": ", ".join(filter(None, [dialogue.place, days])),
        "dated_on": now().astimezone(ZoneInfo(dialogue.zone)).date(),
    }


def readiness_of(report: Report, by: Any, symbol: Symbol, changes: Issue | None) -> Readiness:
    """Compose the report as it would be frozen now and say what stands in the way.

    Cost: composes and checks the whole document.
    """
    sources = list(sources_of(report).select_related("stakeholder").order_by("reference"))
    document = compose_report(
        report.dialogue,
        report.kind,
        event=report.event,
        identity=_identity(report, symbol, changes),
    )
    conditions = [
        *conditions_of(report, document, check_report(report, document)),
        _builds(report),
        _duties(by, sources),
    ]
    undecided = [s for s in sources if s.newest_version_id != s.standing_version_id]
    carried = carried_over(changes, document) if changes else []
    return Readiness(conditions, sources, len(undecided), tuple(carried))


def _identity(report: Report, symbol: Symbol, changes: Issue | None) -> Identity:
    proposed = proposal_of(report.dialogue)
    return Identity(
        symbol=str(symbol),
        session=proposed["session"],
        item=proposed["item"],
        dated_on=proposed["dated_on"],
        label=LABELS.get(symbol.kind, ""),
        changes_symbol=changes.symbol if changes else "",
    )


def _builds(report: Report) -> Condition:
    active = [build for build in report.builds.defer("snapshot") if build.is_active]
    text = _("No build of the report is running.")
    if active:
        text = _("A build of the report is running. Wait for it, or cancel it.")
    return Condition(_("Builds"), not active, text)


def _duties(by: Any, sources: list[Submission]) -> Condition:
    own = conflicts_of(by, sources)
    text = conflict_words(own) if own else _("You neither wrote nor decided on any of its sources.")
    return Condition(_("Duties kept apart"), not own, text)


def conflict_with(issue: Issue, by: Any) -> str:
    """Say why a person may not correct or add to a document; empty where they may. Queries: 3"""
    own = conflicts_of(by, submissions_behind(issue))
    return conflict_words(own) if own else ""


def progress_of(issue: Issue) -> dict[str, Any]:
    """Return how far the build of a document is, as the bar and the list show it."""
    if issue.build is None:
        return {}
    value, total = progress(issue.build)
    failed = issue.build.state in (BuildState.FAILED, BuildState.CANCELLED)
    # A finished build with a fault: its files could not be kept.
    failed = failed or (issue.build.state == BuildState.DONE and bool(issue.build.error))
    waits = issue.state == IssueState.PREPARING
    return {
        "build": issue.build,
        "value": value,
        "total": total,
        "ticks": ticks(issue.build),
        "may_retry": waits and failed,
        "asks_again": waits and not failed,
    }


def history_of(issue: Issue) -> list[Happening]:
    """Return what happened to a document, newest first. Queries: 1"""
    return [
        Happening(
            entry.created_at,
            _happened(entry),
            str(entry.actor) if entry.actor else _("The portal"),
            entry.details.get("manifest_sha256", "") or _seen_to(entry),
        )
        for entry in reversed(issue.log_entries())
    ]


def _happened(entry: LogEntry) -> str:
    if entry.verb != "freeze":
        return str(VERBS.get(entry.verb, entry.verb))
    count = entry.details.get("sources", 0)
    if not count:
        return _("Frozen; it rests on no submission of its own")
    words = ngettext(
        "Frozen, one submission with it", "Frozen, %(count)d submissions with it", count
    )
    return words % {"count": count}


def _seen_to(entry: LogEntry) -> str:
    """Name the corrections that the officer confirmed for a revision."""
    keys = entry.details.get("confirmed", [])
    return _("Corrections seen to: %(keys)s") % {"keys": ", ".join(keys)} if keys else ""


# Kind, words of the button, name of the address.
Following = tuple[IssueKind, str, str]


def may_follow(issue: Issue) -> list[Following]:
    """Return what may follow a document now, with the words of the button. Queries: 1"""
    current = current_text(issue.report) if issue.is_issued else None
    if current is None:
        return []
    if issue.pk == current.pk:
        return [
            (IssueKind.CORRIGENDUM, _("Correct places in it"), "reports:issue_correct"),
            (IssueKind.REVISION, _("Revise it as a whole"), "reports:issue_revise"),
            (IssueKind.ADDENDUM, _("Add to it"), "reports:issue_add"),
        ]
    if issue.kind == IssueKind.ADDENDUM:
        return [(IssueKind.CORRIGENDUM, _("Correct places in it"), "reports:issue_correct")]
    return []


def is_compilation(issue: Issue) -> bool:
    return issue.report.kind == ReportKind.COMPILATION
