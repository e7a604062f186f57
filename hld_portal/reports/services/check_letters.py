"""The mails of a contributors' check, each in the language of who gets it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import override

from hld_portal.accounts.languages import in_language_of, language_of
from hld_portal.accounts.models import Membership, User
from hld_portal.record.services import queue_mail
from hld_portal.reports.models import CheckRequest, ContributorsCheck, Objection
from roundtables.enums import AppointmentRole
from roundtables.models import Appointment, Dialogue


def tell_opened(check: ContributorsCheck, requests: list[CheckRequest]) -> None:
    """Send the members behind each request their private link."""
    members = _members(request.submission.stakeholder_id for request in requests)
    for request in requests:
        for user in members[request.submission.stakeholder_id]:
            _queue("opened", user, _link(user, request), **_facts(check, user, request))


def tell_closed(check: ContributorsCheck) -> None:
    """Tell those who were asked that it ended early, and why."""
    requests = list(check.requests.select_related("submission"))
    members = _members(request.submission.stakeholder_id for request in requests)
    for request in requests:
        for user in members[request.submission.stakeholder_id]:
            facts = _facts(check, user, request)
            _queue("closed", user, _link(user, request), reason=check.close_reason, **facts)


def tell_objection(objection: Objection) -> None:
    """Tell those who hold the check and who draft that somebody objects."""
    check = objection.request.check_round
    report = check.report
    path = reverse("reports:contributors_check_show", args=[report.dialogue.slug, report.slug])
    for user in _desk(report.dialogue):
        _queue(
            "objection",
            user,
            f"{path}#objection-{objection.pk}",
            number=objection.number,
            text=objection.text,
            **_facts(check, user, objection.request),
        )


def tell_answer(objection: Objection) -> None:
    """Tell those who objected what becomes of it."""
    request = objection.request
    members = _members([request.submission.stakeholder_id])
    for user in members[request.submission.stakeholder_id]:
        with override(language_of(user)):
            outcome = str(objection.get_outcome_display())
        _queue(
            "answer",
            user,
            _link(user, request),
            number=objection.number,
            outcome=outcome,
            answer=objection.answer,
            **_facts(request.check_round, user, request),
        )


def _members(stakeholders: Iterable[int]) -> dict[int, list[User]]:
    """Return the accounts that may read for each stakeholder. Queries: 1"""
    found: dict[int, list[User]] = defaultdict(list)
    rows = Membership.objects.filter(
        stakeholder__in=set(stakeholders), is_active=True, user__is_active=True
    )
    for row in rows.select_related("user").order_by("user"):
        found[row.stakeholder_id].append(row.user)
    return found


def _desk(dialogue: Dialogue) -> list[User]:
    roles = [
        AppointmentRole.DOCUMENTS_OFFICER,
        AppointmentRole.SECRETARIAT,
        AppointmentRole.RAPPORTEUR,
    ]
    tasks = Appointment.objects.filter(dialogue=dialogue, role__in=roles, user__is_active=True)
    found = {task.user_id: task.user for task in tasks.select_related("user").order_by("user")}
    return list(found.values())


def _link(user: User, request: CheckRequest) -> str:
    url = reverse("reports:check_request_show", args=[request.public_id])
    return in_language_of(user, url)


def _facts(check: ContributorsCheck, user: User, request: CheckRequest) -> dict[str, Any]:
    dialogue = check.report.dialogue
    with override(language_of(user)):
        there = check.closes_at.astimezone(ZoneInfo(str(dialogue.zone)))
        utc = check.closes_at.astimezone(ZoneInfo("UTC"))
        return {
            "title": check.report.title,
            "dialogue": str(dialogue.title),
            "reference": request.submission.reference,
            "closes_there": f"{date_format(there, 'j F Y, H:i')} ({dialogue.zone})",
            "closes_utc": f"{date_format(utc, 'j F Y, H:i')} (UTC)",
        }


def _queue(what: str, user: User, path: str, **context: Any) -> None:
    queue_mail(
        f"reports/check_{what}",
        to=[user.email],
        language=language_of(user),
        path=path,
        **context,
    )
