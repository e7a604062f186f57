"""Decisions on a submission: one address for each."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from hld_portal.desk.decisions import DECISIONS, Decision
from hld_portal.desk.forms import EmptyForm
from hld_portal.desk.places import Place, open_place
from hld_portal.desk.queueing import QueueFilters, neighbour
from hld_portal.desk.views.showing import show_review
from hld_portal.refusals import Refused
from roundtables.access import sign_in_first
from submissions.models import Submission
from submissions.permissions import can_curate


@require_http_methods(["GET", "POST"])
@never_cache
@sign_in_first
def submission_move(
    request: HttpRequest, slug: str, event_slug: str, reference: str, verb: str
) -> HttpResponse:
    """Make a decision; one that asks for words shows its form first."""
    place = open_place(request.user, slug, event_slug)
    submission = place.find(reference)
    if verb not in DECISIONS:
        raise Http404
    decision = DECISIONS[verb]
    if request.method == "POST":
        return _decide(request, place, submission, decision)
    if not decision.asks:
        return redirect(place.review_url(submission, request.GET.urlencode()))
    form = decision.form(submission=submission, user=request.user)
    return show_review(request, place, submission, decision=decision, form=form)


def _decide(
    request: HttpRequest, place: Place, submission: Submission, decision: Decision
) -> HttpResponse:
    form = decision.form(request.POST, submission=submission, user=request.user)
    try:
        _check(request, submission)
        if not form.is_valid():
            return _show_form(request, place, submission, decision, form)
        decision.act(submission=submission, by=request.user, **form.values())
    except Refused as refusal:
        return _answer_refusal(request, place, submission, decision, form, refusal)
    messages.success(request, say_done(place, submission, decision.done))
    return go_on(request, place, submission, moves_on=decision.moves_on)


def _check(request: HttpRequest, submission: Submission) -> None:
    """See that the person decides on the text that they have read."""
    if not can_curate(request.user, submission):
        raise Refused("not_allowed", _("You do not moderate this submission."))
    read = request.POST.get("version", "")
    if submission.newest_version and read not in ("", str(submission.newest_version.number)):
        raise Refused("moved_on", _("Its authors sent a new version: read it first."))


def _answer_refusal(
    request: HttpRequest,
    place: Place,
    submission: Submission,
    decision: Decision,
    form: EmptyForm,
    refusal: Refused,
) -> HttpResponse:
    """Show what stands against it where the person works; what was typed stays."""
    if refusal.code == "not_allowed":
        raise refusal
    current = place.find(submission.slug)
    if decision.asks and refusal.status == HTTPStatus.UNPROCESSABLE_ENTITY:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        return _show_form(request, place, current, decision, form)
    more: dict[str, Any] = {"refusal": refusal}
    if decision.asks:
        more["typed"] = [
            (form[name].label, request.POST.get(name, ""))
            for name in form.fields
            if name != "ground"
        ]
    return show_review(request, place, current, status=refusal.status, **more)


def _show_form(
    request: HttpRequest,
    place: Place,
    submission: Submission,
    decision: Decision,
    form: EmptyForm,
) -> HttpResponse:
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    return show_review(request, place, submission, status=status, decision=decision, form=form)


def say_done(place: Place, submission: Submission, words: Any, **values: Any) -> str:
    """Say what happened, with a link to the submission it happened to."""
    link = format_html(
        '<a href="{}">{}</a>', place.review_url(submission), submission.reference or ""
    )
    return format_html(str(words), reference=link, **values)


def go_on(
    request: HttpRequest, place: Place, submission: Submission, *, moves_on: bool
) -> HttpResponse:
    """Lead to the next one of the queue as it is filtered, or stay with this one."""
    query = QueueFilters(request.GET).query()
    if not moves_on:
        return redirect(place.review_url(submission, query))
    following = neighbour(place, submission, request.GET) or neighbour(
        place, submission, request.GET, step=-1
    )
    return redirect(place.review_url(following, query) if following else place.queue_url(query))
