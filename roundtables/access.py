"""Fetch and check in one step: strangers get 404, those with another task 403."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from hld_portal.refusals import Refused
from roundtables.models import Appointment, Dialogue, Event

View = Callable[..., HttpResponseBase]


def get_dialogue(slug: str) -> Dialogue:
    """Return a dialogue by its address, or answer 404. Queries: 1"""
    return get_object_or_404(Dialogue, slug=slug)


def get_event(dialogue: Dialogue, slug: str) -> Event:
    """Return an event with its round table and call, or answer 404. Queries: 1"""
    events = dialogue.events.select_related("round_table", "call", "dialogue")
    return get_object_or_404(events, slug=slug)


def sign_in_first(view: View) -> View:
    """Send those who are not signed in to the sign-in page and back."""

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    return checked


def check_task(user: Any, dialogue: Dialogue, allowed: bool) -> None:
    """Let those through who are allowed; tell a colleague so, and a stranger nothing.

    Raises:
        Refused: `not_allowed` (403) for one who has another task in the dialogue.
        Http404: for everybody else.
    """
    if allowed:
        return
    if Appointment.objects.filter(user=user, dialogue=dialogue).exists():
        raise Refused("not_allowed", _("This belongs to another task than yours."))
    raise Http404
