"""Who holds a contributors' check, who answers an objection, and who may object."""

from __future__ import annotations

from typing import Any

from hld_portal.accounts.permissions import can_file_for, is_member
from hld_portal.reports.models import CheckRequest, Objection
from roundtables.enums import AppointmentRole
from roundtables.models import Dialogue
from roundtables.permissions import can_compile, has_role


def can_hold_check(user: Any, dialogue: Dialogue) -> bool:
    """Open and close a contributors' check: documents officers and the secretariat."""
    return has_role(user, dialogue, AppointmentRole.DOCUMENTS_OFFICER, AppointmentRole.SECRETARIAT)


def can_read_check(user: Any, dialogue: Dialogue) -> bool:
    """Read who was asked and what they object: all who draft and compile."""
    return can_compile(user, dialogue)


def can_answer_objection(user: Any, objection: Objection) -> bool:
    """Answer one: who compiles, but never for an organization that they belong to."""
    submission = objection.request.submission
    return can_compile(user, submission.dialogue) and not is_member(user, submission.stakeholder)


def can_object(user: Any, request: CheckRequest) -> bool:
    """Object and take it back: head and focal point of those who wrote the text."""
    return can_file_for(user, request.submission.stakeholder)
