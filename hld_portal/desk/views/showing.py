"""Render a queue with its reading pane: the page, the whole desk, or the pane alone."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hld_portal.desk.forms import NoteForm
from hld_portal.desk.places import Place
from hld_portal.desk.queueing import queue_context
from hld_portal.desk.reading import pane_context
from submissions.models import Submission

PANE = "read"  # the ids that htmx swaps
DESK = "desk"


def asked_for(request: Any) -> str:
    """Say which part of the page htmx asks for; empty for the whole page."""
    if not request.htmx or request.htmx.history_restore_request:
        return ""
    return request.htmx.target if request.htmx.target in (PANE, DESK) else DESK


def show_review(
    request: HttpRequest,
    place: Place,
    submission: Submission,
    *,
    status: int = HTTPStatus.OK,
    **more: Any,
) -> HttpResponse:
    """Show a submission beside its queue.

    Args:
        more: `decision` and `form` that are open, `refusal` of a service, `note_form`,
            `link_point` and `link_code` where the link was refused.
    """
    part = asked_for(request)
    context: dict[str, Any] = {"note_form": NoteForm(), "place": place, "dialogue": place.dialogue}
    context |= pane_context(place, submission, request.GET)
    if part != PANE:
        context |= queue_context(place, request.GET)
    else:
        context["filter_query"] = request.GET.urlencode()
    template = {PANE: "_pane", DESK: "_desk"}.get(part, "queue_show")
    response = render(request, f"desk/{template}.html", context | more, status=status)
    if part and request.method == "GET":
        response["HX-Push-Url"] = request.get_full_path()
    return response
