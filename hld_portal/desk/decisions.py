"""The decisions that a submission's state and the person's rights leave open, as data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy

from hld_portal.desk.forms import DeclineForm, DuplicateForm, EmptyForm, ReturnForm
from submissions.enums import Consent, State
from submissions.models import Submission
from submissions.permissions import can_curate
from submissions.services.deciding import (
    accept_submission,
    admit_late,
    decline_submission,
    mark_duplicate,
    publish_submission,
    return_submission,
    set_hold,
    take_into_review,
)
from submissions.states import moves_from

UNDECIDED = frozenset({State.SUBMITTED, State.IN_REVIEW})
ENDED = frozenset({State.DECLINED, State.WITHDRAWN})


@dataclass(frozen=True)
class Decision:
    """What a moderator may do: its button, its form and the service behind it.

    `verb` stands in the address and in the log. After one that `moves_on` the next submission is shown.
    """

    verb: str
    label: Any
    done: Any  # what is said afterwards; `{reference}` is a link to the submission
    act: Callable[..., Any]
    form: type[EmptyForm] = EmptyForm
    kind: str = ""  # of the button: main, quiet, stop
    key: str = ""  # on the keyboard
    at_end: bool = False  # of the bar, where the negative ones stand
    moves_on: bool = False

    @property
    def asks(self) -> bool:
        """Whether it opens a form first."""
        return self.form is not EmptyForm


DECISIONS = {
    decision.verb: decision
    for decision in (
        Decision(
            "admit",
            gettext_lazy("Let in, though late"),
            gettext_lazy("{reference} is let in."),
            admit_late,
            kind="main",
        ),
        Decision(
            "take_into_review",
            gettext_lazy("Take into review"),
            gettext_lazy("{reference} is in review."),
            take_into_review,
            kind="main",
            key="T",
        ),
        Decision(
            "publish",
            gettext_lazy("Publish"),
            gettext_lazy("{reference} is published."),
            publish_submission,
            kind="main",
            key="P",
            moves_on=True,
        ),
        Decision(
            "accept",
            gettext_lazy("Accept, not for publication"),
            gettext_lazy("{reference} is accepted, not for publication."),
            accept_submission,
            moves_on=True,
        ),
        Decision(
            "hold",
            gettext_lazy("Hold"),
            gettext_lazy("{reference} is on hold; release it to go on."),
            lambda **given: set_hold(hold=True, **given),
            kind="quiet",
            at_end=True,
        ),
        Decision(
            "release",
            gettext_lazy("Release"),
            gettext_lazy("{reference} is no longer on hold."),
            lambda **given: set_hold(hold=False, **given),
            kind="quiet",
            at_end=True,
        ),
        Decision(
            "mark_duplicate",
            gettext_lazy("Duplicate…"),
            gettext_lazy("{reference} is marked as a duplicate."),
            mark_duplicate,
            form=DuplicateForm,
            kind="quiet",
            at_end=True,
        ),
        Decision(
            "clear_duplicate",
            gettext_lazy("No duplicate"),
            gettext_lazy("{reference} is no longer marked as a duplicate."),
            lambda **given: mark_duplicate(original=None, **given),
            kind="quiet",
            at_end=True,
        ),
        Decision(
            "return",
            gettext_lazy("Return…"),
            gettext_lazy("{reference} is returned; its authors are told why."),
            return_submission,
            form=ReturnForm,
            kind="quiet",
            key="R",
            at_end=True,
            moves_on=True,
        ),
        Decision(
            "decline",
            gettext_lazy("Decline…"),
            gettext_lazy("{reference} is declined; its authors are told why."),
            decline_submission,
            form=DeclineForm,
            kind="stop",
            at_end=True,
            moves_on=True,
        ),
    )
}


def decisions_on(submission: Submission, user: Any) -> list[Decision]:
    """Return what the person may do with it now, in the order of the bar. Queries: 2"""
    if submission.frozen_at is not None or not can_curate(user, submission):
        return []
    open_verbs = _moves(submission) | _marks(submission)
    return [decision for verb, decision in DECISIONS.items() if verb in open_verbs]


def has_consent(submission: Submission) -> bool:
    """Whether those who wrote it let it be published."""
    return not submission.confidential and submission.consent in (Consent.NAMED, Consent.TYPE_ONLY)


def _moves(submission: Submission) -> set[str]:
    """The moves of the table of states that nothing else stands against."""
    verbs = {
        move.verb
        for move in moves_from(submission.state)
        if move.actor == "moderator"
        and not (move.spares_states and submission.stakeholder.is_state)
    }
    if submission.waits_for_admission or submission.event is None:
        verbs -= {"publish", "accept"}
    if not has_consent(submission):
        verbs -= {"publish"}
    return verbs


def _marks(submission: Submission) -> set[str]:
    """What changes a field beside the state."""
    if submission.state in ENDED:
        return set()
    marks = {"release" if submission.on_hold else "hold"}
    if submission.duplicate_of_id:
        marks.add("clear_duplicate")
    elif not submission.stakeholder.is_state:
        marks.add("mark_duplicate")
    if submission.waits_for_admission and submission.state in UNDECIDED:
        marks.add("admit")
    return marks
