"""Who works at which desk. Each predicate runs a query or two."""

from __future__ import annotations

from typing import Any

from hld_portal.accounts.permissions import is_member
from roundtables.enums import AppointmentRole
from roundtables.models import Dialogue, Event
from roundtables.permissions import can_moderate, has_role, is_secretariat
from submissions.models import Submission


def can_see_desk(user: Any, dialogue: Dialogue, event: Event | None) -> bool:
    """See a queue: moderators of the event and the secretariat.

    The queue of texts without an event belongs to every moderator of the dialogue.
    """
    if event is not None:
        return can_moderate(user, event)
    return has_role(user, dialogue, AppointmentRole.MODERATOR, AppointmentRole.SECRETARIAT)


def can_write_note(user: Any, submission: Submission) -> bool:
    """Write and read notes on a text of one's desk, never on one's own organization's."""
    return can_see_desk(user, submission.dialogue, submission.event) and not is_member(
        user, submission.stakeholder
    )


def can_record(user: Any, dialogue: Dialogue) -> bool:
    """Record what came by another way than the portal."""
    return is_secretariat(user, dialogue)


def can_manage_calls(user: Any, dialogue: Dialogue) -> bool:
    """Open, close and extend calls."""
    return is_secretariat(user, dialogue)
