"""What may be done with a summary in its state, and who clears one or writes for the author."""

from __future__ import annotations

from typing import Any

from hld_portal.reports.enums import SummaryState
from hld_portal.reports.models import Summary
from roundtables.enums import AppointmentRole
from roundtables.models import Dialogue
from roundtables.permissions import can_moderate, has_role


def summary_is_open(summary: Summary) -> bool:
    """Whether its text may change: not while it is with the co-chairs, nor once cleared."""
    return summary.state == SummaryState.DRAFT


def can_clear(user: Any, summary: Summary) -> bool:
    """Clear or return it for the co-chairs: their office, but never the person who sent it."""
    return user.pk != summary.sent_by_id and can_moderate(user, summary.event)


def can_write_for_author(user: Any, dialogue: Dialogue) -> bool:
    """Write introduction and conclusions of the report: rapporteurs and the secretariat."""
    return has_role(user, dialogue, AppointmentRole.RAPPORTEUR, AppointmentRole.SECRETARIAT)
