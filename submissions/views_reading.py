"""Public pages: declaration, meetings, submissions, stakeholders. Each: fetch, check, render."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from hld_portal.accounts.permissions import is_member
from roundtables.models import Dialogue, Event, Instrument
from submissions.event_page import event_context
from submissions.instrument_page import instrument_context
from submissions.permissions import can_curate
from submissions.stakeholder_page import (
    PER_PAGE,
    StakeholderFilters,
    named_stakeholders,
    stakeholder_context,
)
from submissions.submission_page import find_published, of_address, submission_context


@require_safe
def instrument_show(
    request: HttpRequest, dialogue: str, instrument: str | None = None
) -> HttpResponse:
    """Show the main instrument, or another; the main one has its own address only."""
    its_dialogue = get_object_or_404(Dialogue, slug=dialogue)
    which: dict[str, Any] = {"slug": instrument} if instrument else {"is_main": True}
    found = get_object_or_404(Instrument, dialogue=its_dialogue, **which)
    if instrument and found.is_main:
        return redirect("submissions:instrument_show", dialogue, permanent=True)
    context = instrument_context(its_dialogue, found, request.user)
    return render(request, "submissions/instrument_show.html", context)


@require_safe
def round_table_show(request: HttpRequest, dialogue: str, number: int) -> HttpResponse:
    return _event_page(request, dialogue, round_table__number=number)


@require_safe
def event_show(request: HttpRequest, dialogue: str, event: str) -> HttpResponse:
    """Show a meeting that is no round table; a round table has its own address."""
    return _event_page(request, dialogue, slug=event, round_table=None)


def _event_page(request: HttpRequest, dialogue: str, **which: Any) -> HttpResponse:
    its_dialogue = get_object_or_404(Dialogue, slug=dialogue)
    events: QuerySet[Event] = its_dialogue.events.select_related("round_table", "call")
    event = get_object_or_404(events, **which)
    context = event_context(its_dialogue, event, request.user)
    return render(request, "roundtables/event_show.html", context)


@require_safe
def submission_show(request: HttpRequest, dialogue: str, slug: str) -> HttpResponse:
    """Show what is published; those who wrote it are led to their own page of the rest."""
    submission = find_published(dialogue, slug, request.user)
    if submission is None:
        return _own_page_or_404(request, dialogue, slug)
    context = submission_context(submission, request.user)
    if request.user.is_authenticated:
        context["is_own"] = is_member(request.user, submission.stakeholder)
        context["is_on_desk"] = can_curate(request.user, submission)
    return render(request, "submissions/submission_show.html", context)


def _own_page_or_404(request: HttpRequest, dialogue: str, slug: str) -> HttpResponse:
    if request.user.is_authenticated:
        submission = of_address(dialogue, slug).own(request.user).first()
        if submission is not None:
            return redirect("submissions_writing:mine_show", submission.public_id)
    raise Http404


@require_safe
@vary_on_headers("HX-Request", "HX-History-Restore-Request")
def stakeholder_list(request: HttpRequest, dialogue: str) -> HttpResponse:
    """List who published something under their name: the page, or only its list for htmx."""
    its_dialogue = get_object_or_404(Dialogue, slug=dialogue)
    filters = StakeholderFilters(request.GET)
    found = filters.narrow(named_stakeholders(its_dialogue, request.user))
    pages = Paginator(found, PER_PAGE)
    page = pages.get_page(request.GET.get("page"))
    for stakeholder in page:
        stakeholder.square = {stakeholder.group: 1}  # type: ignore[attr-defined]
    faults = list(filters.faults)
    if str(page.number) != request.GET.get("page", "1"):
        faults.append(
            _("This page of the list does not exist; here is page %(number)s.")
            % {"number": page.number}
        )
    context = {"dialogue": its_dialogue, "filters": filters, "page": page, "faults": faults}
    return render(request, f"submissions/{_size(request)}stakeholder_list.html", context)


@require_safe
def stakeholder_show(request: HttpRequest, dialogue: str, pk: int) -> HttpResponse:
    """Show one of them; somebody without a named text has no page."""
    its_dialogue = get_object_or_404(Dialogue, slug=dialogue)
    stakeholder = get_object_or_404(named_stakeholders(its_dialogue, request.user), pk=pk)
    context = stakeholder_context(its_dialogue, stakeholder, request.user)
    return render(request, "submissions/stakeholder_show.html", context)


def _size(request: Any) -> str:
    """Return "_" where htmx asks for the list alone."""
    return "_" if request.htmx and not request.htmx.history_restore_request else ""
