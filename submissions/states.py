"""The moves of a submission as data: from where, to where, by whom, with what.

Source: design/portal.md, section 3 (states) and section 2 (what a moderator may do to a
Member State's text).
"""

from __future__ import annotations

from dataclasses import dataclass

from submissions.enums import State


@dataclass(frozen=True)
class Move:
    """One move. `actor` is `submitter` or `moderator`; who that is, `permissions` says."""

    verb: str
    sources: frozenset[State]
    target: State
    actor: str
    needs_reason: bool = False
    spares_states: bool = False  # not to be made on a Member State's text
    until_frozen: bool = True


def _from(*states: State) -> frozenset[State]:
    return frozenset(states)


MOVES = {
    move.verb: move
    for move in (
        # From published or accepted: a new version goes in while the old one stands.
        Move(
            "submit",
            _from(State.DRAFT, State.RETURNED, State.PUBLISHED, State.ACCEPTED),
            State.SUBMITTED,
            "submitter",
        ),
        Move("take_into_review", _from(State.SUBMITTED), State.IN_REVIEW, "moderator"),
        Move("publish", _from(State.IN_REVIEW), State.PUBLISHED, "moderator"),
        Move("accept", _from(State.IN_REVIEW), State.ACCEPTED, "moderator"),
        Move("return", _from(State.IN_REVIEW), State.RETURNED, "moderator", needs_reason=True),
        Move(
            "decline",
            _from(State.IN_REVIEW),
            State.DECLINED,
            "moderator",
            needs_reason=True,
            spares_states=True,
        ),
        Move(
            "withdraw",
            _from(
                State.DRAFT,
                State.SUBMITTED,
                State.IN_REVIEW,
                State.RETURNED,
                State.ACCEPTED,
                State.PUBLISHED,
            ),
            State.WITHDRAWN,
            "submitter",
        ),
    )
}


def moves_from(state: str) -> list[Move]:
    """Return the moves that lead away from a state, in the table's order."""
    return [move for move in MOVES.values() if state in move.sources]
