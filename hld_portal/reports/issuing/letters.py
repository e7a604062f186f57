"""Tell the secretariat and the contributors that a document was issued."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.urls import reverse
from django.utils.translation import override

from hld_portal.accounts.languages import language_of
from hld_portal.accounts.models import Membership, User
from hld_portal.record.services import queue_mail
from hld_portal.reports.enums import IssueKind
from hld_portal.reports.issuing.sources import paragraphs_by_reference
from hld_portal.reports.models import Chain, Issue
from roundtables.enums import AppointmentRole
from roundtables.models import Appointment
from submissions.models import Submission


def queue_letters(issue: Issue) -> None:
    """Queue a mail to the secretariat, and one to each person of those whose words it rests on.

    A contributor hears of their own submission only.
    """
    shared = {
        "symbol": issue.symbol,
        "title": issue.report.title,
        "dialogue": issue.dialogue.short_title,
        "changes": issue.changes.symbol if issue.changes else "",
    }
    secretariat = Appointment.objects.filter(
        dialogue=issue.dialogue, role=AppointmentRole.SECRETARIAT, user__is_active=True
    ).select_related("user")
    for appointment in secretariat:
        user = appointment.user
        path = _path(user, "reports:report_show", issue.dialogue.slug, issue.slug)
        _queue("reports/issued", issue, user, path=path, **shared)
    chain = Chain.objects.filter(build=issue.build_id).first() or Chain()
    numbers = paragraphs_by_reference(chain)
    people = _people(issue)
    for source in issue.sources.select_related("submission"):
        submission = source.submission
        for user in people[submission.stakeholder_id]:
            _queue_contributor(issue, submission, user, numbers, chain, shared)


def _queue_contributor(
    issue: Issue,
    submission: Submission,
    user: User,
    numbers: dict[str, list[int]],
    chain: Chain,
    shared: dict[str, str],
) -> None:
    reference = submission.reference or ""
    _queue(
        "reports/issued_source",
        issue,
        user,
        key=f"issued {issue.pk} {submission.pk}",
        reference=reference,
        numbers=[str(number) for number in numbers.get(reference, [])],
        in_full=reference in chain.printed,
        # An addendum to a report rests on no new submission: it lists them.
        listed=issue.kind == IssueKind.ADDENDUM,
        path=_path(user, "reports:reflection_show", submission.public_id),
        **shared,
    )


def _queue(template: str, issue: Issue, user: User, *, key: str = "", **context: Any) -> None:
    queue_mail(
        template,
        to=[user.email],
        key=key or f"issued {issue.pk}",
        language=language_of(user),
        **context,
    )


def _path(user: User, name: str, *args: str) -> str:
    with override(language_of(user)):
        return reverse(name, args=args)


def _people(issue: Issue) -> dict[int, list[User]]:
    """Return the people of each contributing stakeholder. Queries: 1"""
    stakeholders = issue.sources.values("submission__stakeholder")
    found: dict[int, list[User]] = defaultdict(list)
    memberships = Membership.objects.filter(stakeholder__in=stakeholders, is_active=True)
    for membership in memberships.select_related("user"):
        found[membership.stakeholder_id].append(membership.user)
    return found
