"""Record what reached the secretariat by another way than the portal."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from hld_portal.accounts.models import Stakeholder
from hld_portal.record.services import log_move
from hld_portal.refusals import Refused
from roundtables.models import Event
from roundtables.permissions import is_secretariat
from submissions.content import Content, find_faults
from submissions.enums import Channel, Consent, State
from submissions.models import Submission
from submissions.services.submitting import record_version


def receive_submission(
    *,
    event: Event,
    stakeholder: Stakeholder,
    channel: str,
    content: Content,
    by: Any,
    confidential: bool = False,
) -> Submission:
    """Record a statement that came by mail, by note verbale or from the floor, as submitted.

    Nobody is mailed: the secretariat answers by the way it came. A closed call does not
    stop it; what came late is marked like any other.

    Args:
        confidential: asked for by those who wrote; never published.

    Raises:
        Refused: `not_allowed` (403) for all but the secretariat; `unknown` (422) for a
            channel that is not one of these; `no_consent` (422) for a confidential text
            with consent to publish; the first fault of the content (422, with its field).

    Source: design/portal.md, section 2, secretariat.
    """
    if not is_secretariat(by, event.dialogue):
        raise Refused("not_allowed", _("Only the secretariat records what came by other ways."))
    if channel not in (Channel.MAIL, Channel.NOTE_VERBALE, Channel.FLOOR):
        raise Refused("unknown", _("Say by which way it came."), field="channel")
    if confidential and content.consent != Consent.NOT_PUBLISHED:
        message = _("A confidential text cannot be published.")
        raise Refused("no_consent", message, field="consent")
    faults = find_faults(content, event.call, stakeholder)
    if faults:
        raise Refused("incomplete", faults[0].message, field=faults[0].field)
    with transaction.atomic():
        submission = Submission.objects.create(
            dialogue=event.dialogue,
            event=event,
            stakeholder=stakeholder,
            channel=channel,
            confidential=confidential,
            created_by=by,
        )
        log_move(submission, verb="receive", by=by, to_state=State.DRAFT, channel=channel)
        record_version(submission=submission, content=content, call=event.call, by=by)
    submission.refresh_from_db()
    return submission
