"""Pages of the contributors' check: for the desk that holds it, for those who are asked."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from hld_portal.refusals import Refused
from hld_portal.reports.contributors import (
    build_to_check,
    holds_sentences,
    latest_check,
    objections_of,
    passages_shown,
    requests_of,
    state_of_check,
)
from hld_portal.reports.enums import Outcome
from hld_portal.reports.models import CheckRequest, ContributorsCheck, Objection, Report
from hld_portal.reports.permissions_contributing import (
    can_answer_objection,
    can_hold_check,
    can_object,
    can_read_check,
)
from hld_portal.reports.services.contributing import (
    MOST_WORDS,
    answer_objection,
    close_check,
    object_to_passage,
    open_check,
    see_request,
    withdraw_objection,
)
from roundtables.access import check_task, get_dialogue, sign_in_first
from roundtables.models import Dialogue
from submissions.forms import read_text
from submissions.models import Submission

ANSWERS = [(value, label) for value, label in Outcome.choices if value in ("taken_up", "kept")]


@require_GET
@never_cache
@sign_in_first
def contributors_check_list(request: HttpRequest, slug: str) -> HttpResponse:
    """List the reports of a dialogue with how their checks stand."""
    dialogue = _dialogue(request, slug)
    reports = dialogue.reports.select_related("dialogue", "event__round_table")
    rows = [(report, state_of_check(report)) for report in reports if holds_sentences(report)]
    context = {"dialogue": dialogue, "rows": rows, "days": dialogue.contributors_check_days}
    return render(request, "reports/contributors_check_list.html", context)


@require_GET
@never_cache
@sign_in_first
def contributors_check_show(request: HttpRequest, slug: str, report: str) -> HttpResponse:
    """Show who was asked, what they object, and what was answered."""
    return _show_check(request, _report(request, slug, report))


@require_POST
@sign_in_first
def contributors_check_open(request: HttpRequest, slug: str, report: str) -> HttpResponse:
    found = _report(request, slug, report)
    check = open_check(report=found, by=request.user)
    count = check.requests.count()
    messages.success(
        request, _("The check is open; %(n)d submissions stand behind.") % {"n": count}
    )
    return redirect("reports:contributors_check_show", slug, report)


@require_POST
@sign_in_first
def contributors_check_close(request: HttpRequest, slug: str, report: str) -> HttpResponse:
    """End it early; a reason that is missing leaves everything as it was."""
    found = _report(request, slug, report)
    check = get_object_or_404(found.checks, closed_at=None)
    reason = read_text(request.POST, "reason")
    try:
        close_check(check=check, reason=reason, by=request.user)
    except Refused as refusal:
        if not refusal.field:
            raise
        return _show_check(request, found, refusal=refusal, typed=reason)
    messages.success(request, _("The check is closed. Those who were asked are told why."))
    return redirect("reports:contributors_check_show", slug, report)


@require_POST
@sign_in_first
def objection_answer(request: HttpRequest, slug: str, report: str, pk: int) -> HttpResponse:
    """Answer an objection; what was typed stays on the page when it is refused."""
    found = _report(request, slug, report)
    objections = Objection.objects.filter(request__check_round__report=found)
    objection = get_object_or_404(objections, pk=pk)
    answer, outcome = read_text(request.POST, "answer"), request.POST.get("outcome", "")
    try:
        answer_objection(objection=objection, outcome=outcome, answer=answer, by=request.user)
    except Refused as refusal:
        if not refusal.field:
            raise
        return _show_check(
            request, found, refusal=refusal, typed=answer, chosen=outcome, refused_pk=pk
        )
    messages.success(request, _("The answer is sent."))
    return redirect("reports:contributors_check_show", slug, report)


@require_GET
@never_cache
@sign_in_first
def check_request_show(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show the members of one stakeholder what would be issued on their words."""
    asked = _request(request, public_id)
    see_request(request=asked)
    return _show_request(request, asked)


@require_POST
@sign_in_first
def objection_create(request: HttpRequest, public_id: str) -> HttpResponse:
    """Object to a paragraph; what was typed stays on the page when it is refused."""
    asked = _request(request, public_id)
    typed = read_text(request.POST, "text")
    number = request.POST.get("number", "")
    if not number.isdecimal() or len(number) > 6:
        raise Refused("not_found", "")
    try:
        object_to_passage(request=asked, number=int(number), text=typed, by=request.user)
    except Refused as refusal:
        if not refusal.field:
            raise
        return _show_request(
            request, asked, refusal=refusal, typed=typed, refused_number=int(number)
        )
    messages.success(request, _("Your objection is with those who draft. You are told by mail."))
    return redirect("reports:check_request_show", public_id)


@require_POST
@sign_in_first
def objection_withdraw(request: HttpRequest, public_id: str, pk: int) -> HttpResponse:
    asked = _request(request, public_id)
    objection = get_object_or_404(asked.objections, pk=pk)
    withdraw_objection(objection=objection, by=request.user)
    messages.success(request, _("The objection is taken back."))
    return redirect("reports:check_request_show", public_id)


def _dialogue(request: HttpRequest, slug: str) -> Dialogue:
    dialogue = get_dialogue(slug)
    check_task(request.user, dialogue, can_read_check(request.user, dialogue))
    return dialogue


def _report(request: HttpRequest, slug: str, report: str) -> Report:
    dialogue = _dialogue(request, slug)
    return get_object_or_404(dialogue.reports.select_related("dialogue"), slug=report)


def _request(request: HttpRequest, public_id: str) -> CheckRequest:
    """Find the private link of a stakeholder that the person belongs to, or answer 404."""
    own = Submission.objects.own(request.user)
    requests = CheckRequest.objects.filter(submission__in=own).select_related(
        "submission__stakeholder", "submission__dialogue", "check_round__report__dialogue"
    )
    return get_object_or_404(requests, public_id=public_id)


def _show_check(
    request: HttpRequest, report: Report, *, refusal: Refused | None = None, **typed: Any
) -> HttpResponse:
    state = state_of_check(report)
    check = state.check or latest_check(report)
    context = {
        "dialogue": report.dialogue,
        "report": report,
        "state": state,
        "check": check,
        "build": build_to_check(report),
        "days": report.dialogue.contributors_check_days,
        "holds": can_hold_check(request.user, report.dialogue),
        "answers": ANSWERS,
        "limit": MOST_WORDS,
        "refusal": refusal,
        **_of_check(request, check),
        **typed,
    }
    status = refusal.status if refusal else 200
    return render(request, "reports/contributors_check_show.html", context, status=status)


def _of_check(request: HttpRequest, check: ContributorsCheck | None) -> dict[str, Any]:
    if check is None:
        return {"requests": [], "objections": []}
    objections = [
        (objection, can_answer_objection(request.user, objection))
        for objection in objections_of(check)
    ]
    return {"requests": requests_of(check), "objections": objections}


def _show_request(
    request: HttpRequest, asked: CheckRequest, *, refusal: Refused | None = None, **typed: Any
) -> HttpResponse:
    check = asked.check_round
    context = {
        "asked": asked,
        "check": check,
        "submission": asked.submission,
        "dialogue": asked.submission.dialogue,
        "zone": str(asked.submission.dialogue.zone),
        "passages": passages_shown(asked),
        "may_object": check.is_open and can_object(request.user, asked),
        "limit": MOST_WORDS,
        "refusal": refusal,
        **typed,
    }
    status = refusal.status if refusal else 200
    return render(request, "reports/check_request.html", context, status=status)
