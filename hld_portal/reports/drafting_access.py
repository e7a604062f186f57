"""Who enters the drafting pages of an event, and the numbers that addresses and forms carry."""

from __future__ import annotations

from django.http import HttpRequest

from roundtables.access import check_task, get_dialogue, get_event
from roundtables.models import Event
from roundtables.permissions import can_draft


def open_event(request: HttpRequest, slug: str, event: str) -> Event:
    """Return the event to one who drafts there; a colleague gets 403, a stranger 404. Queries: 3"""
    dialogue = get_dialogue(slug)
    place = get_event(dialogue, event)
    check_task(request.user, dialogue, can_draft(request.user, place))
    return place


def read_number(value: str) -> int | None:
    """Read a number that a database can hold; None for anything else."""
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 10 else None
