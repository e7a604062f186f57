"""Confirm, add and drop the links of points, and say where a submission belongs."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from hld_portal.record.services import log_move
from hld_portal.refusals import Refused
from roundtables.models import Event
from submissions.content import resolve_codes
from submissions.enums import LinkOrigin
from submissions.models import PointLink, PointVersion, Submission
from submissions.permissions import can_curate


def confirm_link(*, link: PointLink, by: Any) -> PointLink:
    """Make a suggested link count."""
    submission = _curated(link.point_version, by)
    with transaction.atomic():
        _hold(submission)
        confirmed = PointLink.objects.filter(pk=link.pk, confirmed_at=None).update(
            confirmed_at=now(), confirmed_by=by
        )
        if confirmed:
            _log(submission, "confirm_link", by, link)
    link.refresh_from_db()
    return link


def add_link(*, point_version: PointVersion, code: str, by: Any) -> PointLink:
    """Link a point to what a code such as `A/RES/68/4:12` names; twice is once.

    Raises:
        Refused: `not_allowed` (403); `unknown` (422) for a code that names nothing.
    """
    submission = _curated(point_version, by)
    targets, _unknown = resolve_codes([code.strip()], submission.dialogue)
    if not targets:
        message = _("There is no paragraph %(code)s.") % {"code": code}
        raise Refused("unknown", message, field="code")
    target = targets[0]
    with transaction.atomic():
        _hold(submission)
        link, made = PointLink.objects.get_or_create(
            point_version=point_version,
            target=target.target,
            instrument=target.instrument,
            paragraph=target.paragraph,
            defaults={
                "origin": LinkOrigin.MODERATOR,
                "confirmed_at": now(),
                "confirmed_by": by,
            },
        )
        if made:
            _log(submission, "add_link", by, link)
    return link if made else confirm_link(link=link, by=by)


def drop_link(*, link: PointLink, by: Any) -> None:
    """Take a link away; the log keeps that it was there. Twice is once."""
    submission = _curated(link.point_version, by)
    with transaction.atomic():
        _hold(submission)
        dropped, _rows = PointLink.objects.filter(pk=link.pk).delete()
        if dropped:
            _log(submission, "drop_link", by, link)


def confirm_event(*, submission: Submission, event: Event, by: Any) -> Submission:
    """Say to which round table or event an unassigned submission belongs, or move it.

    Raises:
        Refused: `not_allowed` (403), `elsewhere` (422) for an event of another dialogue.
    """
    if not can_curate(by, submission):
        raise Refused("not_allowed", _("You do not moderate this submission."))
    if event.dialogue_id != submission.dialogue_id:
        raise Refused("elsewhere", _("That event belongs to another dialogue."), field="event")
    with transaction.atomic():
        moved = Submission.objects.filter(pk=submission.pk, frozen_at=None).update(event=event)
        if not moved:
            raise Refused("frozen", _("A document has been issued on it meanwhile."))
        log_move(
            submission,
            verb="assign",
            by=by,
            from_state=submission.state,
            to_state=submission.state,
            event=event.slug,
        )
    submission.refresh_from_db()
    return submission


def _curated(point_version: PointVersion, by: Any) -> Submission:
    submission = point_version.version.submission
    if not can_curate(by, submission):
        raise Refused("not_allowed", _("You do not moderate this submission."))
    if submission.frozen_at is not None:
        raise Refused("frozen", _("A document has been issued on it; nothing about it changes."))
    return submission


def _hold(submission: Submission) -> None:
    """Keep it from being frozen until the transaction ends; refuse where that came first."""
    locked = Submission.objects.select_for_update().get(pk=submission.pk)
    if locked.frozen_at is not None:
        raise Refused("frozen", _("A document has been issued on it meanwhile."))


def _log(submission: Submission, verb: str, by: Any, link: PointLink) -> None:
    log_move(
        submission,
        verb=verb,
        by=by,
        from_state=submission.state,
        to_state=submission.state,
        point=link.point_version.position,
        target=link.code,
    )
