"""Freeze the submissions that a document rests on, and let them go where none is issued."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.timezone import now

from hld_portal.record.services import log_move
from submissions.models import Submission
from submissions.querysets import SubmissionQuerySet


def lock_submissions(submissions: SubmissionQuerySet) -> list[Submission]:
    """Hold the rows until the transaction ends, in one order, so that two never wait in a ring.

    A withdrawal that was faster is not among them any more; a slower one waits and is refused.
    """
    ids = list(submissions.order_by("pk").values_list("pk", flat=True))
    rows = Submission.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk")
    # What changed while we waited for the lock may have left the list.
    held = {row.pk for row in rows}
    return list(
        submissions.filter(pk__in=held)
        .select_related("standing_version", "stakeholder")
        .order_by("pk")
    )


def freeze_submissions(*, submissions: Iterable[Submission], symbol: str, by: Any) -> int:
    """Stamp those that are not frozen yet: from now on nothing about them changes.

    Must run in the transaction that makes the document; each stamp has its log entry.

    Returns:
        How many were stamped.
    """
    stamped = 0
    for submission in submissions:
        moved = Submission.objects.filter(pk=submission.pk, frozen_at=None).update(frozen_at=now())
        if moved:
            _log(submission, "freeze", symbol, by)
            submission.refresh_from_db(fields=["frozen_at"])
            stamped += 1
    return stamped


def release_submissions(*, submissions: Iterable[Submission], symbol: str, by: Any) -> int:
    """Take the stamp away where a document was abandoned; the caller knows that no other holds.

    Returns:
        How many were released.
    """
    released = 0
    with transaction.atomic():
        for submission in submissions:
            moved = Submission.objects.filter(pk=submission.pk, frozen_at__isnull=False)
            if moved.update(frozen_at=None):
                _log(submission, "unfreeze", symbol, by)
                released += 1
    return released


def _log(submission: Submission, verb: str, symbol: str, by: Any) -> None:
    state = submission.state
    log_move(submission, verb=verb, by=by, from_state=state, to_state=state, symbol=symbol)
