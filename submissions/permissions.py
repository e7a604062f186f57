"""Who may do what with a submission. Each predicate runs a few small queries."""

from __future__ import annotations

from typing import Any

from hld_portal.accounts.permissions import can_file_for, can_write_for, is_member
from roundtables.enums import AppointmentRole
from roundtables.permissions import can_moderate, has_role
from submissions.enums import State
from submissions.models import Submission


def can_edit(user: Any, submission: Submission) -> bool:
    """Write its draft: every member, until it is withdrawn, declined or frozen."""
    return (
        submission.frozen_at is None
        and submission.state not in (State.WITHDRAWN, State.DECLINED)
        and can_write_for(user, submission.stakeholder)
    )


def can_submit(user: Any, submission: Submission) -> bool:
    """Send it: head and focal point of the stakeholder."""
    return submission.frozen_at is None and can_file_for(user, submission.stakeholder)


def can_withdraw(user: Any, submission: Submission) -> bool:
    return submission.frozen_at is None and can_file_for(user, submission.stakeholder)


def can_change_consent(user: Any, submission: Submission) -> bool:
    return submission.frozen_at is None and can_file_for(user, submission.stakeholder)


def can_curate(user: Any, submission: Submission) -> bool:
    """Decide on it: moderators of its event, never on their own text.

    Their own is their organization's, and what they recorded or sent themselves.

    Source: design/portal.md, section 2: no single account submits and moderates a text.
    """
    if not user.is_authenticated or submission.state == State.DRAFT:
        return False
    if has_entered(user, submission) or is_member(user, submission.stakeholder):
        return False
    if submission.event is None:
        return has_role(
            user, submission.dialogue, AppointmentRole.MODERATOR, AppointmentRole.SECRETARIAT
        )
    return can_moderate(user, submission.event)


def has_entered(user: Any, submission: Submission) -> bool:
    """Whether this account brought the text in: began it or sent its newest version."""
    version = submission.newest_version
    return user.pk in (submission.created_by_id, version.submitted_by_id if version else None)


def can_see_receipt(user: Any, submission: Submission) -> bool:
    return user.is_authenticated and is_member(user, submission.stakeholder)
