"""What moderators do with a submission, and how a submitter takes it back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from hld_portal.accounts.models import Membership
from hld_portal.record.services import log_move, queue_mail
from hld_portal.refusals import Refused
from submissions.enums import Consent, ReturnGround, State
from submissions.models import Draft, Submission, Version
from submissions.permissions import can_curate, can_withdraw
from submissions.services.writing import content_of_version
from submissions.states import MOVES


def take_into_review(*, submission: Submission, by: Any) -> Submission:
    """Begin the review of the newest version."""
    _check_curator(submission, by)
    return _move(submission, "take_into_review", by=by)


def publish_submission(*, submission: Submission, by: Any) -> Submission:
    """Show the newest version to the public; it replaces an earlier one there.

    Raises:
        Refused: `no_consent` (422) when the submitter said no or it is confidential: accept
            it instead; `late` (422) before a late one is admitted.
    """
    _check_curator(submission, by)
    if submission.confidential or submission.consent not in (Consent.NAMED, Consent.TYPE_ONLY):
        message = _("There is no consent to publish. Accept it without publication instead.")
        raise Refused("no_consent", message)
    _check_standing(submission)
    changes: dict[str, Any] = {
        "published_version": submission.newest_version,
        "standing_version": submission.newest_version,
        "published_at": submission.published_at or now(),
    }
    return _move(submission, "publish", by=by, **changes)


def accept_submission(*, submission: Submission, by: Any) -> Submission:
    """Take it as input that is counted but neither quoted nor named nor shown."""
    _check_curator(submission, by)
    _check_standing(submission)
    changes: dict[str, Any] = {
        "published_version": None,
        "standing_version": submission.newest_version,
    }
    return _move(submission, "accept", by=by, **changes)


def return_submission(*, submission: Submission, ground: str, message: str, by: Any) -> Submission:
    """Send it back to be mended: the submitter finds a draft filled with the text.

    Raises:
        Refused: `reason_missing` (422) without a message; `not_on_content` (422) for a
            Member State's text returned on its content.
    """
    _check_curator(submission, by)
    if ground not in ReturnGround.values:
        raise Refused("ground_missing", _("Choose why it is returned."), field="ground")
    if submission.stakeholder.is_state and ground == ReturnGround.CONTENT:
        text = _("A Member State’s text is returned for its format or as a duplicate only.")
        raise Refused("not_on_content", text, field="ground")
    with transaction.atomic():
        _move(submission, "return", by=by, reason=message, ground=ground)
        draft, made = Draft.objects.get_or_create(submission=submission)
        if made:
            content = content_of_version(submission)
            Draft.objects.filter(pk=draft.pk).update(
                title=content.title,
                statement=content.statement,
                language=content.language,
                consent=content.consent,
                points=content.points_as_json(),
                on_behalf_of=content.on_behalf_of,
            )
    submission.refresh_from_db()
    return submission


def decline_submission(*, submission: Submission, reason: str, by: Any) -> Submission:
    """Refuse it with a reason; never a Member State's."""
    _check_curator(submission, by)
    return _move(submission, "decline", by=by, reason=reason)


def withdraw_submission(*, submission: Submission, by: Any) -> Submission:
    """Take it back for good: it leaves every page, count and finding at once.

    Raises:
        Refused: `not_allowed` (403); `frozen` (422) once an issue rests on it.
    """
    if submission.frozen_at is not None:
        raise Refused(
            "frozen", _("A document has been issued on it; it can no longer be withdrawn.")
        )
    if not can_withdraw(by, submission):
        raise Refused("not_allowed", _("Only the head or a focal point can withdraw this."))
    with transaction.atomic():
        Draft.objects.filter(submission=submission).delete()
        if submission.reference is None:
            return _discard_draft(submission, by)
        return _move(submission, "withdraw", by=by, published_version=None, standing_version=None)


def set_hold(*, submission: Submission, hold: bool, by: Any) -> Submission:
    """Put a submission aside, or take it up again; on hold it counts for nothing."""
    return _set_field(submission, "on_hold", hold, verb="hold" if hold else "release", by=by)


def admit_late(*, submission: Submission, by: Any) -> Submission:
    """Let one late submission in; until then it can be neither published nor accepted."""
    return _set_field(submission, "admitted", True, verb="admit", by=by)


def mark_duplicate(*, submission: Submission, original: Submission | None, by: Any) -> Submission:
    """Mark it as the same text as another, or take the mark away (None).

    Never a Member State's, which would no longer count: return it as a duplicate instead.
    """
    if original is not None and submission.stakeholder.is_state:
        raise Refused("spares_states", _("A Member State’s text is not merged into another."))
    if original is not None and original.pk == submission.pk:
        raise Refused("itself", _("A submission cannot be a duplicate of itself."))
    if original is not None and original.dialogue_id != submission.dialogue_id:
        raise Refused("elsewhere", _("The other submission belongs to another dialogue."))
    verb = "mark_duplicate" if original else "clear_duplicate"
    return _set_field(submission, "duplicate_of", original, verb=verb, by=by)


def _set_field(submission: Submission, field: str, value: Any, *, verb: str, by: Any) -> Submission:
    _check_curator(submission, by)
    with transaction.atomic():
        locked = Submission.objects.select_for_update().get(pk=submission.pk)
        if locked.frozen_at is not None:
            raise Refused(
                "frozen", _("A document has been issued on it; nothing about it changes.")
            )
        if getattr(locked, field) == value:
            return submission
        Submission.objects.filter(pk=submission.pk).update(**{field: value})
        log_move(submission, verb=verb, by=by, from_state=locked.state, to_state=locked.state)
    submission.refresh_from_db()
    return submission


def _check_curator(submission: Submission, by: Any) -> None:
    if not can_curate(by, submission):
        raise Refused("not_allowed", _("You do not moderate this submission."))


def _check_standing(submission: Submission) -> None:
    if submission.waits_for_admission:
        raise Refused("late", _("It came after the call had closed. Admit it first."))
    if submission.event_id is None:
        raise Refused("unassigned", _("Confirm its round table first."), field="event")


def _move(
    submission: Submission,
    verb: str,
    *,
    by: Any,
    reason: str = "",
    ground: str = "",
    **changes: Any,
) -> Submission:
    move = MOVES[verb]
    if move.needs_reason and not reason.strip():
        raise Refused(
            "reason_missing", _("Write the reason; it is sent to the submitter."), field="reason"
        )
    if move.spares_states and submission.stakeholder.is_state:
        raise Refused("spares_states", _("A Member State’s submission cannot be declined."))
    with transaction.atomic():
        before, version_id = Submission.objects.values_list("state", "newest_version").get(
            pk=submission.pk
        )
        # One conditional UPDATE is the lock: of two clicks one finds no row.
        moved = Submission.objects.filter(
            pk=submission.pk,
            state__in=move.sources,
            newest_version=submission.newest_version_id,
            frozen_at=None,
        ).update(state=move.target, **changes)
        if not moved:
            raise Refused("moved_on", _("Somebody was faster: reload to see where it stands."))
        Version.objects.filter(pk=version_id).update(**_decision(move.target, by, reason, ground))
        log_move(
            submission, verb=verb, by=by, from_state=before, to_state=move.target, reason=reason
        )
        if move.target != State.IN_REVIEW:
            _queue_decision(submission, verb, reason)
    submission.refresh_from_db()
    return submission


def _decision(state: State, by: Any, reason: str, ground: str) -> dict[str, Any]:
    decided: dict[str, Any] = {"state": state}
    if state != State.IN_REVIEW:
        at: datetime = now()
        decided |= {"decided_at": at, "decided_by": by, "reason": reason.strip(), "ground": ground}
    return decided


def _discard_draft(submission: Submission, by: Any) -> Submission:
    """A draft that was never sent leaves its log entries and nothing else."""
    log_move(submission, verb="discard", by=by, from_state=State.DRAFT)
    submission.delete()
    return submission


def _queue_decision(submission: Submission, verb: str, reason: str) -> None:
    emails = Membership.objects.filter(
        stakeholder=submission.stakeholder, is_active=True
    ).values_list("user__email", flat=True)
    queue_mail(
        f"submissions/{verb}",
        to=emails,
        reference=submission.reference,
        title=submission.newest_version.title if submission.newest_version else "",
        stakeholder=submission.stakeholder.name,
        reason=reason,
        path=f"/mine/{submission.public_id}/",
    )
