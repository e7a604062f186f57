"""The history of a submission in words, as those who wrote it may read it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from roundtables.enums import AppointmentRole
from submissions.enums import Consent
from submissions.models import Submission

VERBS = {
    "start": gettext_lazy("Draft begun"),
    "submit": gettext_lazy("Version %(version)s received"),
    "take_into_review": gettext_lazy("Taken into review"),
    "publish": gettext_lazy("Published"),
    "accept": gettext_lazy("Accepted, not for publication"),
    "return": gettext_lazy("Returned to be mended"),
    "decline": gettext_lazy("Declined"),
    "withdraw": gettext_lazy("Withdrawn"),
    "change_consent": gettext_lazy("Consent changed: %(consent)s"),
    "hold": gettext_lazy("Put on hold"),
    "release": gettext_lazy("Taken up again"),
    "admit": gettext_lazy("Admitted, though late"),
    "assign": gettext_lazy("Moved to another meeting"),
    "mark_duplicate": gettext_lazy("Marked as the same as another text"),
    "clear_duplicate": gettext_lazy("No longer marked as a duplicate"),
    "confirm_link": gettext_lazy("Link of point %(point)s confirmed: %(target)s"),
    "add_link": gettext_lazy("Point %(point)s linked: %(target)s"),
    "freeze": gettext_lazy("Taken into the document %(symbol)s: nothing about it changes any more"),
    "unfreeze": gettext_lazy("The document %(symbol)s was abandoned: it may be changed again"),
    "drop_link": gettext_lazy("Link of point %(point)s dropped: %(target)s"),
}
# Done when a document is issued, not when a submission is decided on.
BY_DOCUMENTS_OFFICERS = ("freeze", "unfreeze")


@dataclass(frozen=True)
class Happening:
    """One entry as `_ui/history.html` draws it."""

    at: datetime
    text: str
    by: str
    note: str = ""


def history_of(submission: Submission, members: set[int]) -> list[Happening]:
    """Return what happened, newest first. Queries: 1

    Args:
        members: ids of the stakeholder's people; they are named, those at the desk are not.
    """
    return [_happening(entry, members) for entry in reversed(submission.log_entries())]


def _happening(entry: Any, members: set[int]) -> Happening:
    words = VERBS.get(entry.verb)
    values = {
        "version": entry.details.get("version", ""),
        "consent": _consent(entry.details.get("consent_to", "")),
        "point": entry.details.get("point", ""),
        "target": entry.details.get("target", ""),
        "symbol": entry.details.get("symbol", ""),
    }
    text = str(words) % values if words else entry.verb
    if entry.actor is None:
        by = _("The portal")
    elif entry.actor_id in members:
        by = str(entry.actor)
    elif entry.verb in BY_DOCUMENTS_OFFICERS:
        by = str(AppointmentRole.DOCUMENTS_OFFICER.label)
    else:
        by = _("The moderators")
    return Happening(entry.created_at, text, by, _("late") if entry.details.get("late") else "")


def _consent(value: str) -> str:
    return str(Consent(value).label) if value in Consent.values else value
