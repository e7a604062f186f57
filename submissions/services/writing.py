"""Begin and save a draft."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from hld_portal.accounts.models import Stakeholder
from hld_portal.accounts.permissions import can_write_for
from hld_portal.record.services import log_move
from hld_portal.refusals import Refused
from roundtables.models import Event
from submissions.content import Content, PointContent
from submissions.enums import Channel, Consent, State
from submissions.models import Draft, Submission
from submissions.permissions import can_edit


def start_submission(
    *, event: Event, stakeholder: Stakeholder, by: Any, channel: str = Channel.PORTAL
) -> Submission:
    """Open an empty draft to an event.

    A Member State speaks on the record by default; nobody else's consent is preset.

    Raises:
        Refused: `not_allowed` (403) for one who does not write for the stakeholder;
            `closed` (422) when the secretariat has closed the call.
    """
    if not can_write_for(by, stakeholder):
        raise Refused("not_allowed", _("You do not write for this stakeholder."))
    if event.call.closed:
        raise Refused("closed", _("The call for this meeting is closed."))
    with transaction.atomic():
        submission = Submission.objects.create(
            dialogue=event.dialogue,
            event=event,
            stakeholder=stakeholder,
            channel=channel,
            created_by=by,
        )
        consent = Consent.NAMED if stakeholder.is_state else ""
        Draft.objects.create(submission=submission, consent=consent, updated_by=by)
        log_move(submission, verb="start", by=by, to_state=State.DRAFT)
    return submission


def save_draft(
    *, submission: Submission, content: Content, by: Any, revision: int | None = None
) -> Draft:
    """Keep what is written, complete or not; nothing is checked but who writes.

    Args:
        revision: the one the writer started from; None overwrites whatever is there.

    Raises:
        Refused: `not_allowed` (403); `moved_on` (409) when somebody saved in between:
            show both texts, nothing was stored.

    Queries: 5
    """
    if not can_edit(by, submission):
        raise Refused("not_allowed", _("You do not write for this stakeholder."))
    drafts = Draft.objects.filter(submission=submission)
    if revision is not None:
        drafts = drafts.filter(revision=revision)
    with transaction.atomic():
        draft = drafts.select_for_update().first()
        if draft is None:
            raise Refused("moved_on", _("Somebody else saved this draft in the meantime."))
        saved = Draft.objects.filter(pk=draft.pk, revision=draft.revision).update(
            title=content.title,
            statement=content.statement,
            language=content.language,
            consent=content.consent,
            points=content.points_as_json(),
            on_behalf_of=content.on_behalf_of,
            revision=draft.revision + 1,
            updated_by=by,
            updated_at=now(),
        )
        if not saved:
            raise Refused("moved_on", _("Somebody else saved this draft in the meantime."))
    draft.refresh_from_db()
    submission.draft = draft
    return draft


def revise_submission(*, submission: Submission, by: Any) -> Draft:
    """Open the draft of a new version, filled with the newest one; the old stays as it is.

    Calling twice returns the draft that is open already.

    Raises:
        Refused: `not_allowed` (403); `moved_on` (409) while a version is being reviewed.
    """
    if not can_edit(by, submission):
        raise Refused("not_allowed", _("You do not write for this stakeholder."))
    if submission.state in (State.SUBMITTED, State.IN_REVIEW):
        message = _("This version is with the moderators; wait for their decision or withdraw it.")
        raise Refused("moved_on", message)
    draft, made = Draft.objects.get_or_create(
        submission=submission, defaults={"updated_by": by, "consent": submission.consent}
    )
    if made and submission.newest_version:
        content = content_of_version(submission)
        draft = save_draft(submission=submission, content=content, by=by)
    return draft


def content_of_version(submission: Submission) -> Content:
    """Return the newest version as the form holds it. Queries: 4"""
    version = submission.newest_version
    if version is None:
        return Content.of_draft(submission.draft)
    points = version.points.select_related("point").prefetch_related(
        "links__instrument", "links__paragraph"
    )
    return Content(
        title=version.title,
        statement=version.statement,
        language=version.language,
        consent=submission.consent,
        on_behalf_of=list(submission.on_behalf_of.values_list("pk", flat=True)),
        points=[
            PointContent(
                kind=point.kind,
                text=point.text,
                addressee=point.addressee,
                replaces=point.replaces,
                concern=point.concern,
                paragraphs=[link.code for link in point.links.all() if link.is_confirmed],
                key=str(point.point.key),
            )
            for point in points
        ],
    )
