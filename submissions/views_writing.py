"""Pages on which a submission is written and sent. Each view: fetch, check, call, render."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hld_portal.refusals import Refused
from roundtables.models import Dialogue
from submissions.compose_page import compose_context, reading_context
from submissions.composing import (
    Composition,
    choose_membership,
    find_event,
    find_own,
    find_sent,
    keep_content,
    open_composition,
    read_post,
    sent_before,
)
from submissions.content import Content, find_faults
from submissions.models import Submission
from submissions.requests import PersonRequest
from submissions.services.submitting import Incomplete, content_hash, submit_submission
from submissions.showing import statement_blocks

BUTTONS = ("submit", "preview", "save", "add_point", "remove_point")


@require_GET
def submit_choose(request: PersonRequest, dialogue_slug: str) -> HttpResponse:
    """List the meetings of a dialogue, with what may be sent to each and until when."""
    dialogue = get_object_or_404(Dialogue, slug=dialogue_slug)
    found = dialogue.events.filter(call__isnull=False).select_related("call", "round_table")
    for event in found:
        event.dialogue, event.call.event = dialogue, event
    events = sorted(found, key=lambda event: event.call.closed)
    return render(
        request,
        "submissions/compose_choose.html",
        {"dialogue": dialogue, "events": events, "stakeholder": request.acting_for or None},
    )


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def compose(request: PersonRequest, dialogue_slug: str, event_slug: str) -> HttpResponse:
    """Write to an event: the open draft is continued; looking at the form stores nothing."""
    event = find_event(dialogue_slug, event_slug)
    if not request.memberships:
        return _without_stakeholder(request, event)
    given = request.POST if request.method == "POST" else request.GET
    membership = choose_membership(request, given.get("stakeholder", ""))
    composition = open_composition(event, membership, key=given.get("draft", ""))
    if request.method == "POST":
        return _take_post(request, composition)
    return _show(request, composition, composition.content)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def draft_edit(request: PersonRequest, public_id: str) -> HttpResponse:
    """Write on the draft of a submission."""
    submission = find_own(request, public_id)
    if submission.event is None:
        return redirect("submissions_writing:mine_show", public_id)
    membership = choose_membership(request, str(submission.stakeholder_id))
    composition = open_composition(submission.event, membership, submission)
    if request.method == "POST":
        return _take_post(request, composition)
    if composition.draft is None:
        return redirect("submissions_writing:mine_show", public_id)
    return _show(request, composition, composition.content)


@never_cache
@login_required
@require_GET
def draft_preview(request: PersonRequest, public_id: str) -> HttpResponse:
    """Show the draft as it will be read, with all that still stops it."""
    submission = find_own(request, public_id)
    if submission.event is None or getattr(submission, "draft", None) is None:
        return redirect("submissions_writing:mine_show", public_id)
    membership = choose_membership(request, str(submission.stakeholder_id))
    composition = open_composition(submission.event, membership, submission)
    content = composition.content
    faults = find_faults(content, composition.call, composition.stakeholder)
    context = compose_context(composition, content, faults=faults)
    context["blocks"] = statement_blocks(content.statement, content.language)
    return render(request, "submissions/compose_preview.html", context)


@login_required
@require_POST
def draft_submit(request: PersonRequest, public_id: str) -> HttpResponse:
    """Send the draft as it is stored: from the preview, which showed this very revision."""
    submission = find_own(request, public_id)
    draft = getattr(submission, "draft", None)
    if draft is None and submission.newest_version:
        return redirect("submissions_writing:receipt_show", public_id)
    if draft is None or request.POST.get("revision") != str(draft.revision):
        messages.warning(request, _("The draft was changed in the meantime; look at it again."))
        return redirect("submissions_writing:draft_preview", public_id)
    try:
        submit_submission(submission=submission, by=request.user)
    except Incomplete:
        return redirect("submissions_writing:draft_preview", public_id)
    return redirect("submissions_writing:receipt_show", public_id)


@login_required
@require_POST
def point_reading(request: PersonRequest) -> HttpResponse:
    """Answer how one point will read in the report; stores nothing."""
    if not request.memberships:
        raise Refused("not_allowed", _("You do not write for a stakeholder."))
    return render(request, "submissions/_point_reading.html", reading_context(request))


def _without_stakeholder(request: PersonRequest, event: Any) -> HttpResponse:
    context = {"dialogue": event.dialogue, "event": event}
    status = HTTPStatus.OK if request.method == "GET" else HTTPStatus.FORBIDDEN
    return render(request, "submissions/compose_without.html", context, status=status)


def _show(
    request: PersonRequest, composition: Composition, content: Content, **more: Any
) -> HttpResponse:
    status = more.pop("status", HTTPStatus.OK)
    notice = more.pop("notice", "")
    more.setdefault("blank_points", 0 if content.points else 1)
    context = compose_context(composition, content, **more)
    context |= {"notice": notice, "memberships": request.memberships}
    context["sent"] = find_sent(composition)
    return render(request, "submissions/compose.html", context, status=status)


def _take_post(request: PersonRequest, composition: Composition) -> HttpResponse:
    """Keep what was typed first, whatever is wrong with it; then do what the button says."""
    content = read_post(request, composition)
    try:
        if composition.draft is None and (sent := sent_before(composition, content, request)):
            return _answer_sent(request, composition, content, sent)
        keep_content(composition, content, request)
    except Refused as refusal:
        if refusal.code == "moved_on" and (sent := sent_before(composition, content, request)):
            return _answer_sent(request, composition, content, sent)
        return _answer_refusal(request, composition, content, refusal)
    button = next((name for name in BUTTONS if name in request.POST), "save")
    if button == "submit":
        return _submit(request, composition, content)
    if button in ("add_point", "remove_point"):
        return _show(request, composition, content, blank_points=int(button == "add_point"))
    if request.htmx:
        return _answer_saved(request, composition)
    if button == "preview":
        return redirect("submissions_writing:draft_preview", composition.key)
    messages.success(request, _("The draft is saved."))
    return redirect("submissions_writing:draft_edit", composition.key)


def _submit(request: PersonRequest, composition: Composition, content: Content) -> HttpResponse:
    submission = cast(Submission, composition.submission)  # kept a moment ago
    try:
        submit_submission(submission=submission, by=request.user)
    except Incomplete as incomplete:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return _show(request, composition, content, faults=incomplete.faults, status=status)
    except Refused as refusal:
        if refusal.code == "moved_on" and (sent := sent_before(composition, content, request)):
            return _answer_sent(request, composition, content, sent)
        notice = refusal.message
        if refusal.code in ("not_allowed", "closed"):
            notice += " " + _("What you wrote is saved as a draft.")
        return _show(request, composition, content, notice=notice, status=refusal.status)
    return redirect("submissions_writing:receipt_show", composition.key)


def _answer_saved(request: PersonRequest, composition: Composition) -> HttpResponse:
    """Tell htmx that the draft is stored, and under which address and revision."""
    context = {"draft": composition.draft, "composition": composition}
    response = render(request, "submissions/_compose_saved.html", context)
    response["HX-Replace-Url"] = reverse("submissions_writing:draft_edit", args=[composition.key])
    return response


def _answer_sent(
    request: PersonRequest, composition: Composition, content: Content, sent: Any
) -> HttpResponse:
    """Answer the second of two clicks with the receipt; other words are shown, not taken."""
    if sent.newest_version.sha256 == content_hash(content):
        return redirect("submissions_writing:receipt_show", sent.public_id)
    refusal = Refused("moved_on", _("This submission was sent already."))
    composition.submission = sent
    return _answer_refusal(request, composition, content, refusal)


def _answer_refusal(
    request: PersonRequest, composition: Composition, content: Content, refusal: Refused
) -> HttpResponse:
    """Show what was typed beside what is stored; for htmx, one line that says so."""
    if request.htmx:
        return render(
            request,
            "submissions/_compose_unsaved.html",
            {"refusal": refusal},
            status=refusal.status,
        )
    stored = composition.draft
    if refusal.code == "moved_on" and stored is not None:
        stored.refresh_from_db()
    conflict = stored if refusal.code == "moved_on" else None
    return _show(
        request,
        composition,
        content,
        conflict=conflict,
        notice=refusal.message,
        status=refusal.status,
    )
