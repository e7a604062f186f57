"""How a submission is marked at the desk: its state as word and shape, its flags, its age."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from submissions.enums import Channel, State
from submissions.models import Submission
from submissions.showing import SHAPES

HOUR = 3600  # seconds
DAY = 24 * HOUR
DAYS_IN_FIGURES = 60


class Mark(NamedTuple):
    """A state as `_ui/state.html` draws it."""

    label: str
    kind: str
    fill: str


class Flag(NamedTuple):
    """A remark in a frame, as `_ui/flag.html` draws it."""

    label: str
    kind: str = ""


def state_mark(submission: Submission) -> Mark:
    state = State(submission.state)
    return Mark(str(state.label), *SHAPES[state])


def flags_of(submission: Submission, *, states: int = 0, to_confirm: int = 0) -> list[Flag]:
    """Return what a moderator must know before opening it, the gravest first.

    Args:
        states: how many States a group statement speaks for, its author included.
        to_confirm: how many links still wait for somebody to confirm them.
    """
    flags = []
    if submission.duplicate_of_id:
        flags.append(Flag(_("Duplicate"), "bad"))
    if submission.on_hold:
        flags.append(Flag(_("On hold"), "warn"))
    if submission.late:
        flags.append(
            Flag(_("Late"), "warn") if not submission.admitted else Flag(_("Late, let in"))
        )
    if submission.confidential:
        flags.append(Flag(_("Confidential"), "warn"))
    if to_confirm:
        words = ngettext("%(n)d link to confirm", "%(n)d links to confirm", to_confirm)
        flags.append(Flag(words % {"n": to_confirm}, "info"))
    if states > 1:
        flags.append(Flag(_("%(n)d States") % {"n": states}))
    if submission.channel != Channel.PORTAL:
        flags.append(Flag(str(Channel(submission.channel).label)))
    return flags


def age_of(moment: datetime | None) -> str:
    """Say how long ago in the fewest letters; beyond 60 days, the date."""
    if moment is None:
        return ""
    seconds = int((now() - moment).total_seconds())
    if seconds >= DAYS_IN_FIGURES * DAY:
        return date_format(moment, "SHORT_DATE_FORMAT")
    if seconds >= DAY:
        return _("%(n)d d") % {"n": seconds // DAY}
    if seconds >= HOUR:
        return _("%(n)d h") % {"n": seconds // HOUR}
    return _("%(n)d min") % {"n": max(seconds // 60, 1)}
