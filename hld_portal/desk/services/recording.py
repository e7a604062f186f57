"""Record what reached the secretariat on paper or from the floor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from hld_portal.accounts.enums import StakeholderKind
from hld_portal.accounts.models import Stakeholder
from hld_portal.desk.permissions import can_record
from hld_portal.record.services import log_move
from hld_portal.refusals import Refused
from roundtables.models import Event
from roundtables.states import find_state
from submissions.content import Content
from submissions.models import Submission
from submissions.picking import enter_state, read_speakers
from submissions.services.receiving import receive_submission
from submissions.services.writing import default_consent

# States come from our checked list alone.
STATES = frozenset({StakeholderKind.STATE, StakeholderKind.OBSERVER})
NEW = "new"


@dataclass(frozen=True)
class Sender:
    """Who wrote: a State by its code, one on file by its key, or `new` with its name."""

    choice: str = ""
    name: str = ""
    kind: str = ""


def record_statement(
    *,
    event: Event,
    sender: Sender,
    channel: str,
    content: Content,
    received_on: date,
    by: Any,
    speakers: list[str] | None = None,
    confidential: bool = False,
) -> Submission:
    """Enter the sender if need be and record the text as submitted; both or nothing.

    A Member State speaks under its name unless it says otherwise. Whoever records a text
    does not decide on it.

    Args:
        speakers: codes of the States on whose behalf it speaks, besides the sender.

    Raises:
        Refused: `not_allowed` (403) for all but the secretariat; those of
            `receive_submission` and of an unknown sender (422, with the field).
    """
    if not can_record(by, event.dialogue):
        raise Refused("not_allowed", _("Only the secretariat records what came by other ways."))
    with transaction.atomic():
        stakeholder = enter_sender(sender, by=by)
        content.on_behalf_of = read_speakers(stakeholder, speakers or [])
        content.consent = content.consent or default_consent(stakeholder)
        return receive_submission(
            event=event,
            stakeholder=stakeholder,
            channel=channel,
            content=content,
            by=by,
            confidential=confidential,
            received_on=received_on,
        )


def enter_sender(sender: Sender, *, by: Any) -> Stakeholder:
    """Return the stakeholder that is meant; a new one is entered, without members.

    Must run inside a transaction.

    Raises:
        Refused: `missing` or `unknown` (422, with the field).
    """
    if state := find_state(sender.choice):
        return enter_state(state.iso3)
    if sender.choice != NEW:
        known = Stakeholder.objects.filter(invented=False)
        found = known.filter(pk=sender.choice).first() if sender.choice.isdecimal() else None
        if found is None:
            raise Refused("unknown", _("Choose a sender from the list."), field="stakeholder")
        return found
    return _enter_organization(sender, by)


def _enter_organization(sender: Sender, by: Any) -> Stakeholder:
    name = sender.name.strip()
    if not name:
        raise Refused("missing", _("Write the name of the organization."), field="name")
    if Stakeholder.objects.filter(name__iexact=name).exists():
        message = _("%(name)s is on file already: choose it from the list.") % {"name": name}
        raise Refused("unknown", message, field="name")
    if sender.kind not in StakeholderKind.values or sender.kind in STATES:
        message = _("Say what kind of organization it is.")
        raise Refused("missing", message, field="kind")
    stakeholder = Stakeholder.objects.create(name=name, kind=sender.kind)
    log_move(stakeholder, verb="enter", by=by)
    return stakeholder
