"""Who has which task in a dialogue. Each predicate runs at most one query."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from roundtables.enums import AppointmentRole
from roundtables.models import Appointment, Dialogue, Event


def has_role(
    user: Any, dialogue: Dialogue, *roles: AppointmentRole, event: Event | None = None
) -> bool:
    """Whether a person holds one of the roles, for the event or for the whole dialogue."""
    if not user.is_authenticated:
        return False
    appointments = Appointment.objects.filter(user=user, dialogue=dialogue, role__in=roles)
    if event is not None:
        appointments = appointments.filter(Q(event=None) | Q(event=event))
    return appointments.exists()


def is_secretariat(user: Any, dialogue: Dialogue) -> bool:
    return has_role(user, dialogue, AppointmentRole.SECRETARIAT)


def can_moderate(user: Any, event: Event) -> bool:
    """Curate submissions of an event: its moderators and the secretariat."""
    return has_role(
        user,
        event.dialogue,
        AppointmentRole.MODERATOR,
        AppointmentRole.SECRETARIAT,
        event=event,
    )


def can_draft(user: Any, event: Event) -> bool:
    """Merge points and draft the summary of an event: rapporteurs and the secretariat."""
    return has_role(
        user,
        event.dialogue,
        AppointmentRole.RAPPORTEUR,
        AppointmentRole.SECRETARIAT,
        event=event,
    )


def can_compile(user: Any, dialogue: Dialogue) -> bool:
    """Start builds: rapporteurs, documents officers, the secretariat."""
    return has_role(
        user,
        dialogue,
        AppointmentRole.RAPPORTEUR,
        AppointmentRole.DOCUMENTS_OFFICER,
        AppointmentRole.SECRETARIAT,
    )


def can_publish_build(user: Any, dialogue: Dialogue) -> bool:
    """Put a finished build on the reports page: documents officers only."""
    return has_role(user, dialogue, AppointmentRole.DOCUMENTS_OFFICER)


def can_issue(user: Any, dialogue: Dialogue) -> bool:
    """Give a document its symbol and freeze it for ever: documents officers only."""
    return has_role(user, dialogue, AppointmentRole.DOCUMENTS_OFFICER)


def has_desk(user: Any) -> bool:
    """Whether a person has any task in any dialogue."""
    return user.is_authenticated and Appointment.objects.filter(user=user).exists()
