"""Pages of the secretariat: recording statements, and the calls."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hld_portal.desk.forms_secretariat import (
    CallTimesForm,
    ExtensionForm,
    RecordForm,
    participants_of,
)
from hld_portal.desk.permissions import can_manage_calls, can_record
from hld_portal.desk.places import Place
from hld_portal.desk.services.calls import grant_extension, set_call_closed, set_call_times
from hld_portal.desk.services.recording import record_statement
from hld_portal.desk.views.deciding import say_done
from hld_portal.refusals import Refused
from roundtables.access import check_task, get_dialogue, sign_in_first
from roundtables.models import Call, Dialogue
from submissions.enums import State
from submissions.models import Submission
from submissions.services.submitting import Incomplete

RECORDED = gettext_lazy("{reference} is recorded. Somebody else decides on it.")


@require_http_methods(["GET", "POST"])
@never_cache
@sign_in_first
def submission_record(request: HttpRequest, slug: str) -> HttpResponse:
    """Record what came by note verbale, by mail or from the floor."""
    dialogue = get_dialogue(slug)
    check_task(request.user, dialogue, can_record(request.user, dialogue))
    form = RecordForm(request.POST if request.method == "POST" else None, dialogue=dialogue)
    if request.method == "POST" and form.is_valid():
        try:
            submission = record_statement(by=request.user, **form.values())
        except Refused as refusal:
            _put_refusal(form, refusal)
        else:
            submission.dialogue = dialogue
            place = Place(dialogue, submission.event, request.user)
            messages.success(request, say_done(place, submission, RECORDED))
            return redirect("desk:submission_record", slug)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    context = {"dialogue": dialogue, "form": form}
    return render(request, "desk/submission_record.html", context, status=status)


def _put_refusal(form: Any, refusal: Refused) -> None:
    """Show every fault at its field; whatever has no field here stands above the form."""
    if refusal.code == "not_allowed":
        raise refusal
    faults = refusal.faults if isinstance(refusal, Incomplete) else [refusal]
    for fault in faults:
        form.add_error(fault.field if fault.field in form.fields else None, fault.message)


@require_GET
@never_cache
@sign_in_first
def call_list(request: HttpRequest, slug: str) -> HttpResponse:
    """List the calls with their times, and who has more time."""
    return _show_calls(request, _dialogue(request, slug))


@require_http_methods(["GET", "POST"])
@never_cache
@sign_in_first
def call_close(request: HttpRequest, slug: str, event_slug: str) -> HttpResponse:
    """Ask before a call is closed; close it, or (`closed` empty) let its times hold again."""
    dialogue = _dialogue(request, slug)
    call = _call(dialogue, event_slug)
    if request.method == "GET" and call.closed:  # there is nothing to ask
        return redirect("desk:call_list", slug)
    if request.method == "GET":
        drafts = Submission.objects.filter(event=call.event, state=State.DRAFT).count()
        context = {"dialogue": dialogue, "call": call, "drafts": drafts}
        return render(request, "desk/call_close.html", context)
    closed = bool(request.POST.get("closed"))
    set_call_closed(call=call, closed=closed, by=request.user)
    words = _("The call for %(event)s is closed.") if closed else _("%(event)s: its times hold.")
    messages.success(request, words % {"event": call.event.title})
    return redirect("desk:call_list", slug)


@require_POST
@sign_in_first
def call_time(request: HttpRequest, slug: str, event_slug: str) -> HttpResponse:
    """Set from when until when a call is open."""
    dialogue = _dialogue(request, slug)
    call = _call(dialogue, event_slug)
    form = CallTimesForm(request.POST, call=call)
    if form.is_valid():
        try:
            set_call_times(call=call, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            _put_refusal(form, refusal)
        else:
            message = _("The times of %(event)s are set.") % {"event": call.event.title}
            messages.success(request, message)
            return redirect("desk:call_list", slug)
    return _show_calls(request, dialogue, times=form)


@require_POST
@sign_in_first
def extension_grant(request: HttpRequest, slug: str, event_slug: str) -> HttpResponse:
    """Give one stakeholder more time."""
    dialogue = _dialogue(request, slug)
    call = _call(dialogue, event_slug)
    form = ExtensionForm(request.POST, call=call, participants=participants_of(dialogue))
    if form.is_valid():
        try:
            extension = grant_extension(call=call, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            _put_refusal(form, refusal)
        else:
            message = _("%(name)s has more time.") % {"name": extension.stakeholder}
            messages.success(request, message)
            return redirect("desk:call_list", slug)
    return _show_calls(request, dialogue, extension=form)


def _dialogue(request: HttpRequest, slug: str) -> Dialogue:
    dialogue = get_dialogue(slug)
    check_task(request.user, dialogue, can_manage_calls(request.user, dialogue))
    return dialogue


def _call(dialogue: Dialogue, event_slug: str) -> Call:
    call = get_object_or_404(
        Call.objects.select_related("event"), event__dialogue=dialogue, event__slug=event_slug
    )
    call.event.dialogue = dialogue
    return call


def _show_calls(
    request: HttpRequest,
    dialogue: Dialogue,
    *,
    times: CallTimesForm | None = None,
    extension: ExtensionForm | None = None,
) -> HttpResponse:
    calls = (
        Call.objects.filter(event__dialogue=dialogue)
        .select_related("event__round_table")
        .prefetch_related("extensions__stakeholder", "extensions__granted_by")
        .order_by("event__order")
    )
    participants = participants_of(dialogue)
    rows = []
    for call in calls:
        call.event.dialogue = dialogue
        own_times = times if times and times.call.pk == call.pk else None
        own_extension = extension if extension and extension.call.pk == call.pk else None
        rows.append(
            {
                "call": call,
                "times": own_times or CallTimesForm(call=call),
                "extension": own_extension or ExtensionForm(call=call, participants=participants),
                "is_faulty": bool(own_times or own_extension),
            }
        )
    refused = times or extension
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK
    context = {"dialogue": dialogue, "rows": rows, "refused": refused}
    return render(request, "desk/call_list.html", context, status=status)
