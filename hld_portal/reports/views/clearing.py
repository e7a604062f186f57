"""Pages on which a summary goes to the co-chairs, is cleared, returned and taken back."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hld_portal.refusals import Refused
from hld_portal.reports.drafting_access import open_event, read_number
from hld_portal.reports.enums import SummaryState
from hld_portal.reports.models import Summary
from hld_portal.reports.reading.clearing import clearing_context
from hld_portal.reports.services.clearing import (
    clear_summary,
    reopen_summary,
    return_to_rapporteur,
    send_to_co_chairs,
)
from roundtables.access import check_task, get_dialogue, get_event, sign_in_first
from roundtables.models import Event
from roundtables.permissions import can_moderate
from submissions.forms import read_text


@require_POST
@sign_in_first
def summary_send(request: HttpRequest, slug: str, event: str) -> HttpResponse:
    """Send a summary to the co-chairs' office."""
    place = open_event(request, slug, event)
    send_to_co_chairs(summary=_summary(place), by=request.user)
    messages.success(request, _("The summary is with the co-chairs. Their office is told by mail."))
    return redirect("reports:summary_edit", slug, event)


@require_http_methods(["GET", "POST"])
@never_cache
@sign_in_first
def summary_reopen(request: HttpRequest, slug: str, event: str) -> HttpResponse:
    """Take a summary back, after asking; a cleared one with a reason."""
    place = open_event(request, slug, event)
    summary = _summary(place)
    context: dict[str, Any] = {"event": place, "dialogue": place.dialogue, "summary": summary}
    status = HTTPStatus.OK
    if request.method == "POST":
        reason = read_text(request.POST, "reason")
        try:
            reopen_summary(summary=summary, reason=reason, seen=_seen(request), by=request.user)
        except Refused as refused:
            if refused.field != "reason":
                raise
            context |= {"refused": refused, "reason": reason}
            status = HTTPStatus.UNPROCESSABLE_ENTITY
        else:
            messages.success(request, _("The summary is a draft again."))
            return redirect("reports:summary_edit", slug, event)
    elif summary.state == SummaryState.DRAFT:
        return redirect("reports:summary_edit", slug, event)
    return render(request, "reports/summary_reopen.html", context, status=status)


@require_GET
@never_cache
@sign_in_first
def clearing_show(request: HttpRequest, slug: str, event: str) -> HttpResponse:
    """Read a summary for the co-chairs: its text, its figures and what stands behind it."""
    place = _open_office(request, slug, event)
    return render(request, "reports/clearing_show.html", clearing_context(request.user, place))


@require_POST
@sign_in_first
def summary_clear(request: HttpRequest, slug: str, event: str) -> HttpResponse:
    """Clear the summary as it was read."""
    place = _open_office(request, slug, event)
    clear_summary(summary=_summary(place), seen=_seen(request), by=request.user)
    messages.success(request, _("The summary is cleared. The rapporteur is told by mail."))
    return redirect("reports:clearing_show", slug, event)


@require_POST
@sign_in_first
def summary_return(request: HttpRequest, slug: str, event: str) -> HttpResponse:
    """Return the summary with what is to be changed."""
    place = _open_office(request, slug, event)
    reason = read_text(request.POST, "reason")
    try:
        return_to_rapporteur(
            summary=_summary(place), reason=reason, seen=_seen(request), by=request.user
        )
    except Refused as refused:
        if refused.field != "reason":
            raise
        context = clearing_context(request.user, place) | {"refused": refused, "reason": reason}
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return render(request, "reports/clearing_show.html", context, status=status)
    messages.success(request, _("The summary is back with the rapporteur, who is told by mail."))
    return redirect("reports:clearing_show", slug, event)


def _open_office(request: HttpRequest, slug: str, event: str) -> Event:
    """Return the event to the co-chairs' office; a colleague gets 403, a stranger 404."""
    dialogue = get_dialogue(slug)
    place = get_event(dialogue, event)
    check_task(request.user, dialogue, can_moderate(request.user, place))
    return place


def _summary(event: Event) -> Summary:
    summary = Summary.objects.select_related("event__dialogue", "sent_by").filter(event=event)
    found = summary.first()
    if found is None:
        raise Http404
    return found


def _seen(request: HttpRequest) -> int:
    number = read_number(request.POST.get("seen", ""))
    return -1 if number is None else number  # none was seen: nothing can match
