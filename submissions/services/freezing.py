"""Freeze the submissions that a document rests on, and let them go where none is issued."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.timezone import now

from hld_portal.record.services import log_same_move
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


def freeze_submissions(*, submissions: Sequence[Submission], symbol: str, by: Any) -> int:
    """Stamp those that are not frozen yet: from now on nothing about them changes.

    Must run in the transaction that makes the document; each stamp has its log entry.

    Returns:
        How many were stamped.
    """
    at = now()
    held = Submission.objects.select_for_update().filter(pk__in=[each.pk for each in submissions])
    open_ones = set(held.filter(frozen_at=None).values_list("pk", flat=True))
    stamped = [each for each in submissions if each.pk in open_ones]
    Submission.objects.filter(pk__in=open_ones).update(frozen_at=at)
    for each in stamped:
        each.frozen_at = at
    return log_same_move(stamped, verb="freeze", by=by, symbol=symbol)


def release_submissions(*, submissions: Sequence[Submission], symbol: str, by: Any) -> int:
    """Take the stamp away where a document was abandoned; the caller knows that no other holds.

    Returns:
        How many were released.
    """
    with transaction.atomic():
        held = Submission.objects.select_for_update().filter(pk__in=[s.pk for s in submissions])
        frozen = set(held.filter(frozen_at__isnull=False).values_list("pk", flat=True))
        released = [each for each in submissions if each.pk in frozen]
        Submission.objects.filter(pk__in=frozen).update(frozen_at=None)
        return log_same_move(released, verb="unfreeze", by=by, symbol=symbol)
