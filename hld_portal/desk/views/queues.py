"""The queue of a desk and the submission that is read beside it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET
from django.views.decorators.vary import vary_on_headers

from hld_portal.desk.places import open_place
from hld_portal.desk.queueing import queue_context
from hld_portal.desk.views.showing import asked_for, show_review
from roundtables.access import sign_in_first

HTMX = ("HX-Request", "HX-Target", "HX-History-Restore-Request")


@require_GET
@never_cache
@vary_on_headers(*HTMX)
@sign_in_first
def queue(request: HttpRequest, slug: str, event_slug: str) -> HttpResponse:
    """List what was sent to an event, or what has none yet, as the address filters it."""
    place = open_place(request.user, slug, event_slug)
    template = "_desk" if asked_for(request) else "queue_show"
    return render(request, f"desk/{template}.html", queue_context(place, request.GET))


@require_GET
@never_cache
@vary_on_headers(*HTMX)
@sign_in_first
def submission_review(
    request: HttpRequest, slug: str, event_slug: str, reference: str
) -> HttpResponse:
    """Show one submission with all that a decision needs."""
    place = open_place(request.user, slug, event_slug)
    return show_review(request, place, place.find(reference))
