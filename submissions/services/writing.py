"""Begin and save a draft."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.timezone import now
from django.utils.translation import gettext as _

from hld_portal.accounts.models import Stakeholder
from hld_portal.accounts.permissions import can_write_for
from hld_portal.record.services import log_move
from hld_portal.refusals import Refused
from roundtables.models import Event
from submissions.content import Content, PointContent
from submissions.enums import Channel, Consent, State
from submissions.models import Draft, Submission, new_public_id
from submissions.permissions import can_edit


def start_submission(
    *,
    event: Event,
    stakeholder: Stakeholder,
    by: Any,
    channel: str = Channel.PORTAL,
    content: Content | None = None,
    public_id: str = "",
) -> Submission:
    """Open a draft to an event, empty unless its content is given.

    A Member State speaks on the record by default; nobody else's consent is preset.

    Args:
        public_id: the id that the form was given when it was shown, so that two first
            saves of one form make one submission: the second raises IntegrityError.

    Raises:
        Refused: `not_allowed` (403) for one who does not write for the stakeholder;
            `closed` (422) when the secretariat has closed the call.
    """
    if not can_write_for(by, stakeholder):
        raise Refused("not_allowed", _("You do not write for this stakeholder."))
    if event.call.closed:
        raise Refused("closed", _("The call for this meeting is closed."))
    if content is None:
        content = Content(consent=default_consent(stakeholder))
    with transaction.atomic():
        submission = Submission.objects.create(
            public_id=public_id or new_public_id(),
            dialogue=event.dialogue,
            event=event,
            stakeholder=stakeholder,
            channel=channel,
            created_by=by,
        )
        Draft.objects.create(submission=submission, updated_by=by, **_columns(content))
        log_move(submission, verb="start", by=by, to_state=State.DRAFT)
    return submission


def default_consent(stakeholder: Stakeholder) -> str:
    """A Member State speaks on the record; everybody else chooses."""
    return Consent.NAMED if stakeholder.is_state else ""


def _columns(content: Content) -> dict[str, Any]:
    return {
        "title": content.title,
        "statement": content.statement,
        "language": content.language,
        "consent": content.consent,
        "points": content.points_as_json(),
        "on_behalf_of": content.on_behalf_of,
    }


def save_draft(
    *, submission: Submission, content: Content, by: Any, revision: int | None = None
) -> Draft:
    """Keep what is written, complete or not; nothing is checked but who writes.

    Args:
        revision: the one the writer started from; None overwrites whatever is there.

    Raises:
        Refused: `not_allowed` (403); `moved_on` (409) when somebody saved in between:
            show both texts, nothing was stored.

    Queries: 2, and 1 to read it back where it was not loaded
    """
    if not can_edit(by, submission):
        raise Refused("not_allowed", _("You do not write for this stakeholder."))
    drafts = Draft.objects.filter(submission=submission)
    if revision is not None:
        drafts = drafts.filter(revision=revision)
    # One conditional UPDATE is the lock: of two writers with one revision one finds no row.
    columns = _columns(content) | {"updated_by": by, "updated_at": now()}
    if not drafts.update(**columns, revision=F("revision") + 1):
        raise Refused("moved_on", _("Somebody else saved this draft in the meantime."))
    draft = submission._state.fields_cache.get("draft")
    if draft is None or revision is None:
        submission.draft = Draft.objects.get(submission=submission)
        return submission.draft
    for name, value in (columns | {"revision": revision + 1}).items():
        setattr(draft, name, value)
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
    content = content_of_version(submission)
    draft, _made = Draft.objects.get_or_create(
        submission=submission, defaults={"updated_by": by, **_columns(content)}
    )
    return draft


def drop_draft(*, submission: Submission, by: Any) -> None:
    """Throw away the draft of a new version; the versions that were sent stay as they are.

    Raises:
        Refused: `not_allowed` (403); `moved_on` (409) where the draft is all there is
            (withdraw it), or where the text came back to be mended.
    """
    if not can_edit(by, submission):
        raise Refused("not_allowed", _("You do not write for this stakeholder."))
    if submission.state not in (State.PUBLISHED, State.ACCEPTED):
        raise Refused("moved_on", _("This draft cannot be dropped; withdraw the submission."))
    Draft.objects.filter(submission=submission).delete()


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
