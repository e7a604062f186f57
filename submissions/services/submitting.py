"""Turn a draft into a version that cannot change, and tell so."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import now
from django.utils.translation import gettext as _

from hld_portal.accounts.models import Membership
from hld_portal.record.services import log_move, next_number, queue_mail
from hld_portal.refusals import Refused
from hld_portal.text.counting import count_words
from hld_portal.text.hashing import text_hash
from roundtables.models import Call, Dialogue
from submissions.content import (
    Content,
    Fault,
    Target,
    find_faults,
    find_targets,
)
from submissions.enums import State
from submissions.models import Draft, Submission, Version
from submissions.permissions import can_submit
from submissions.services.consenting import change_consent
from submissions.services.storing import store_points
from submissions.states import MOVES

# Without I, L, O, 0 and 1: the code is read over the telephone.
CODE_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"


def submit_submission(*, submission: Submission, by: Any) -> Version:
    """Make a version of the draft, move to submitted, queue the receipt.

    A late one is taken and marked, never refused. Two clicks make one version: the
    second finds no draft.

    Raises:
        Refused: `not_allowed` (403); `closed` (422) when the secretariat closed the call;
            `moved_on` (409) when it was sent already.
        Incomplete: (422) with every fault of the content.

    Queries: 18, and 3 more for a correction

    Source: design/portal.md, section 3, states of a submission.
    """
    if not can_submit(by, submission):
        raise Refused("not_allowed", _("Only the head or a focal point can submit this."))
    call = _call_of(submission)
    with transaction.atomic():
        locked = (
            Submission.objects.select_for_update(of=("self",))
            .select_related("draft")
            .get(pk=submission.pk)
        )
        # What was read before the lock and does not change is not read again.
        locked.dialogue, locked.event = submission.dialogue, submission.event
        locked.stakeholder = submission.stakeholder
        draft = getattr(locked, "draft", None)
        if locked.frozen_at is not None:
            raise Refused("frozen", _("A document has been issued on it meanwhile."))
        if draft is None or locked.state not in MOVES["submit"].sources:
            raise Refused("moved_on", _("This submission was sent already."))
        content = Content.of_draft(draft)
        content.points = [point for point in content.points if not point.is_blank]
        targets = find_targets(content, locked.dialogue)
        faults = find_faults(content, call, locked.stakeholder, targets)
        if faults:
            raise Incomplete(faults)
        version = record_version(
            submission=locked, content=content, call=call, by=by, targets=targets
        )
        Draft.objects.filter(pk=draft.pk).delete()
        if locked.consent != content.consent:
            change_consent(submission=locked, consent=content.consent, by=by)
        _queue_receipt(locked, version)
    for column in locked._meta.concrete_fields:
        setattr(submission, column.attname, getattr(locked, column.attname))
    submission.newest_version = version
    submission._state.fields_cache.pop("draft", None)
    return version


class Incomplete(Refused):
    """The content has faults; `faults` holds all of them, the message is the first one's."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("incomplete", faults[0].message, field=faults[0].field)
        self.faults = faults


def record_version(
    *,
    submission: Submission,
    content: Content,
    call: Call | None,
    by: Any,
    targets: dict[str, Target] | None = None,
) -> Version:
    """Store one version with its points and links and move the submission to submitted.

    For services only (submitting, importing): checks neither rights nor content.
    Must run inside a transaction.

    Args:
        targets: of `find_targets`, where the caller has them already.
    """
    before = submission.state
    first = submission.newest_version_id is None
    if targets is None:
        targets = find_targets(content, submission.dialogue)
    version = Version.objects.create(
        submission=submission,
        number=1 if first else submission.versions.count() + 1,
        title=content.title.strip(),
        statement=content.statement,
        language=content.language,
        word_count=count_words(content.statement, content.language),
        sha256=content_hash(content),
        submitted_at=now(),
        submitted_by=by,
    )
    store_points(version, content.points, targets, first=first)
    if content.on_behalf_of or not first:
        submission.on_behalf_of.set(content.on_behalf_of)
    submission.state = State.SUBMITTED
    submission.consent = submission.consent if submission.published_version_id else content.consent
    submission.newest_version = version
    submission.submitted_at = version.submitted_at
    submission.late = submission.late or (call is not None and _is_late(call, submission))
    if submission.reference is None:
        submission.reference = _next_reference(submission.dialogue)
        submission.receipt_code = _new_code()
    submission.save(
        update_fields=[
            "state",
            "consent",
            "newest_version",
            "submitted_at",
            "late",
            "reference",
            "receipt_code",
        ]
    )
    log_move(
        submission,
        verb="submit",
        by=by,
        from_state=before,
        to_state=State.SUBMITTED,
        version=version.number,
        sha256=version.sha256,
        late=submission.late,
    )
    return version


def content_hash(content: Content) -> str:
    """The SHA-256 on the receipt: over title, statement, language and points."""
    points = [
        {
            "kind": point.kind,
            "text": point.text,
            "addressee": point.addressee,
            "replaces": point.replaces,
            "concern": point.concern,
            "paragraphs": sorted(point.paragraphs),
        }
        for point in content.points
    ]
    return text_hash(
        {
            "title": content.title.strip(),
            "statement": content.statement,
            "language": content.language,
            "points": points,
        }
    )


def _call_of(submission: Submission) -> Call:
    if submission.event is None:
        raise Refused("incomplete", _("Choose the round table or event first."), field="event")
    call = submission.event.call
    if call.closed:
        raise Refused("closed", _("The call for this meeting is closed."))
    if call.opens_at and call.opens_at > now():
        raise Refused("closed", _("The call for this meeting has not opened yet."))
    return call


def _is_late(call: Call, submission: Submission) -> bool:
    if not call.has_closed():
        return False
    extension = call.extensions.filter(stakeholder=submission.stakeholder).first()
    return extension is None or extension.closes_at <= now()


def _next_reference(dialogue: Dialogue) -> str:
    number = next_number(f"reference {dialogue.reference_prefix}")
    return f"{dialogue.reference_prefix}/{number:04d}"


def _new_code() -> str:
    letters = [secrets.choice(CODE_LETTERS) for _place in range(12)]
    return "-".join("".join(letters[start : start + 4]) for start in (0, 4, 8))


def _moment(moment: datetime, zone: str) -> str:
    """Say a moment in a zone: "3 October 2013, 18:00:07 (America/New_York)"."""
    return f"{date_format(moment.astimezone(ZoneInfo(zone)), 'j F Y, H:i:s')} ({zone})"


def _queue_receipt(submission: Submission, version: Version) -> None:
    followers = Membership.objects.filter(
        stakeholder=submission.stakeholder, is_active=True
    ).values_list("user__email", flat=True)
    queue_mail(
        "submissions/receipt",
        to=followers,
        key=f"receipt {version.pk}",
        reference=submission.reference,
        code=submission.receipt_code,
        title=version.title,
        stakeholder=submission.stakeholder.name,
        event=str(submission.event or ""),
        version=version.number,
        words=version.word_count,
        sha256=version.sha256,
        received_there=_moment(version.submitted_at, submission.dialogue.zone),
        received_utc=_moment(version.submitted_at, "UTC"),
        late=submission.late,
        path=f"/mine/{submission.public_id}/receipt/",
    )


__all__ = ["Incomplete", "content_hash", "record_version", "submit_submission"]
