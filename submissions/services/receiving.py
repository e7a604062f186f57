"""Record what reached the secretariat by another way than the portal."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from hld_portal.accounts.models import Stakeholder
from hld_portal.record.services import log_move
from hld_portal.refusals import Refused
from hld_portal.text.points import propose_points
from roundtables.models import Call, Event
from roundtables.permissions import is_secretariat
from submissions.content import Content, PointContent, find_faults
from submissions.enums import Channel, Consent, PointKind, PointOrigin, State
from submissions.models import Submission
from submissions.services.submitting import Incomplete, record_version


def receive_submission(
    *,
    event: Event,
    stakeholder: Stakeholder,
    channel: str,
    content: Content,
    by: Any,
    confidential: bool = False,
    received_on: date | None = None,
) -> Submission:
    """Record a statement that came by mail, by note verbale or from the floor, as submitted.

    Nobody is mailed: the secretariat answers by the way it came. A closed call does not
    stop it; what came late is marked like any other. Where it brings no points, sentences
    of it are proposed as points, for a moderator to link.

    Args:
        confidential: asked for by those who wrote; never published.
        received_on: the day it reached the secretariat, in the dialogue's zone; by it a
            text recorded after the close is in time. None: today.

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
    if received_on and received_on > now().astimezone(event.call.zone).date():
        raise Refused("unknown", _("That day is still to come."), field="received_on")
    if confidential and content.consent != Consent.NOT_PUBLISHED:
        message = _("A confidential text cannot be published.")
        raise Refused("no_consent", message, field="consent")
    faults = find_faults(content, event.call, stakeholder)
    if faults:
        raise Incomplete(faults)
    if not content.points:
        content.points = _proposed(content, event.call)
    with transaction.atomic():
        submission = Submission.objects.create(
            dialogue=event.dialogue,
            event=event,
            stakeholder=stakeholder,
            channel=channel,
            confidential=confidential,
            created_by=by,
        )
        details = {"received_on": received_on.isoformat()} if received_on else {}
        log_move(
            submission, verb="receive", by=by, to_state=State.DRAFT, channel=channel, **details
        )
        # Without a call nothing is late.
        call = None if received_on and _is_in_time(event.call, received_on) else event.call
        record_version(submission=submission, content=content, call=call, by=by)
    submission.refresh_from_db()
    return submission


def _is_in_time(call: Call, received_on: date) -> bool:
    return call.closes_at is not None and received_on <= call.closes_at.astimezone(call.zone).date()


def _proposed(content: Content, call: Call) -> list[PointContent]:
    return [
        PointContent(
            kind=PointKind(point.kind),
            text=point.text,
            addressee=point.addressee or "",
            origin=PointOrigin.PROPOSED,
        )
        for point in propose_points(content.statement, content.language)[: call.points_most]
    ]
