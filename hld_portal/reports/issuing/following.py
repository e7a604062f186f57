"""What follows a document: which text is the present one, and what was said since."""

from __future__ import annotations

from hld_portal.reports.enums import IssueKind, IssueState
from hld_portal.reports.issuing.sources import sources_of
from hld_portal.reports.models import Issue, IssueSource, Report
from submissions.models import Submission
from submissions.querysets import SubmissionQuerySet

TEXTS = (IssueKind.ORIGINAL, IssueKind.REVISION)  # each a whole text; the last one holds


def current_text(report: Report) -> Issue | None:
    """Return the document that holds now: the original, or its last revision. Queries: 1"""
    return (
        Issue.objects.filter(report=report, state=IssueState.ISSUED, kind__in=TEXTS)
        .select_related("dialogue", "report__dialogue", "build")
        .order_by("-issued_at", "-pk")
        .first()
    )


def new_sources(changes: Issue) -> SubmissionQuerySet:
    """Return the published submissions that no issued document of the report rests on yet."""
    known = IssueSource.objects.filter(
        issue__report=changes.report, issue__state=IssueState.ISSUED
    ).values("submission")
    return sources_of(changes.report).published().exclude(pk__in=known)


def corrigenda_of(issue: Issue) -> list[Issue]:
    """Return the corrigenda that were issued to a document, in their order. Queries: 1"""
    found = issue.changed_by.filter(kind=IssueKind.CORRIGENDUM, state=IssueState.ISSUED)
    return list(found.order_by("part"))


def submissions_behind(issue: Issue) -> list[Submission]:
    """Return the submissions that a document rests on. Queries: 1"""
    found = Submission.objects.filter(issues__issue=issue).select_related("stakeholder")
    return list(found.order_by("reference"))


def followers_of_earlier(issue: Issue) -> list[Issue]:
    """Return what corrected or added to the texts that a revision replaced. Queries: 1, or none

    They stand behind a text that no longer holds, so the revision does not name them itself.
    """
    if issue.kind != IssueKind.REVISION:
        return []
    found = Issue.objects.filter(
        changes__report=issue.report_id,
        changes__kind__in=TEXTS,
        changes__part__lt=issue.part,
        state=IssueState.ISSUED,
    ).exclude(kind=IssueKind.REVISION)
    return list(found.select_related("changes").order_by("issued_at", "pk").defer("manifest"))
