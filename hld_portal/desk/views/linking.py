"""Links of points, notes, and where a submission belongs."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from hld_portal.desk.forms import NoteForm
from hld_portal.desk.places import Place, open_place
from hld_portal.desk.queueing import QueueFilters
from hld_portal.desk.reading import read_code
from hld_portal.desk.services.notes import write_note
from hld_portal.desk.views.deciding import go_on, say_done
from hld_portal.desk.views.showing import show_review
from hld_portal.refusals import Refused
from roundtables.access import sign_in_first
from submissions.models import PointLink, PointVersion, Submission
from submissions.services.linking import add_link, confirm_event, confirm_link, drop_link

MOVED = gettext_lazy("{reference} now belongs to {event}.")


@require_POST
@sign_in_first
def link_add(
    request: HttpRequest, slug: str, event_slug: str, reference: str, point_pk: int
) -> HttpResponse:
    """Link a point to what a number or a code names."""
    place = open_place(request.user, slug, event_slug)
    submission = place.find(reference)
    points = PointVersion.objects.filter(version=submission.newest_version)
    point = get_object_or_404(points, pk=point_pk)
    _hold(point, submission)
    typed = request.POST.get("code", "")
    try:
        if not typed.strip():
            raise Refused("missing", _("Give the number of a paragraph."), field="code")
        add_link(point_version=point, code=read_code(typed, place.dialogue), by=request.user)
    except Refused as refusal:
        if refusal.code == "not_allowed":
            raise
        return show_review(
            request,
            place,
            submission,
            status=refusal.status,
            link_point=point.pk,
            link_code=typed,
            link_fault=refusal.message,
        )
    return _back(request, place, submission)


@require_POST
@sign_in_first
def link_confirm(
    request: HttpRequest, slug: str, event_slug: str, reference: str, link_pk: int
) -> HttpResponse:
    """Make a suggested link count."""
    place = open_place(request.user, slug, event_slug)
    submission = place.find(reference)
    confirm_link(link=_link(submission, link_pk), by=request.user)
    return _back(request, place, submission)


@require_POST
@sign_in_first
def link_drop(
    request: HttpRequest, slug: str, event_slug: str, reference: str, link_pk: int
) -> HttpResponse:
    """Take a link away."""
    place = open_place(request.user, slug, event_slug)
    submission = place.find(reference)
    drop_link(link=_link(submission, link_pk), by=request.user)
    return _back(request, place, submission)


@require_POST
@sign_in_first
def note_write(request: HttpRequest, slug: str, event_slug: str, reference: str) -> HttpResponse:
    """Keep a note for the desk."""
    place = open_place(request.user, slug, event_slug)
    submission = place.find(reference)
    form = NoteForm(request.POST)
    if not form.is_valid():
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return show_review(request, place, submission, status=status, note_form=form)
    write_note(submission=submission, body=form.cleaned_data["body"], by=request.user)
    return _back(request, place, submission)


@require_POST
@sign_in_first
def event_confirm(request: HttpRequest, slug: str, event_slug: str, reference: str) -> HttpResponse:
    """Say to which meeting a submission belongs."""
    place = open_place(request.user, slug, event_slug)
    submission = place.find(reference)
    event = place.dialogue.events.filter(slug=request.POST.get("event", "")).first()
    if event is None:
        refusal = Refused("missing", _("Choose the meeting it belongs to."), field="event")
        return show_review(request, place, submission, status=refusal.status, refusal=refusal)
    confirm_event(submission=submission, event=event, by=request.user)
    submission.dialogue = place.dialogue
    there = Place(place.dialogue, event, request.user)
    messages.success(request, say_done(there, submission, MOVED, event=event.title))
    return go_on(request, place, submission, moves_on=True)


def _link(submission: Submission, pk: int) -> PointLink:
    """Return a link of the newest version, or answer 404. Queries: 1"""
    links = PointLink.objects.filter(point_version__version=submission.newest_version)
    link = get_object_or_404(
        links.select_related("point_version__version", "instrument", "paragraph"), pk=pk
    )
    _hold(link.point_version, submission)
    return link


def _hold(point: PointVersion, submission: Submission) -> None:
    """Let the services find what was read already."""
    point.version.submission = submission


def _back(request: HttpRequest, place: Place, submission: Submission) -> HttpResponse:
    return redirect(place.review_url(submission, QueueFilters(request.GET).query()))
