"""Open, close and extend calls."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from hld_portal.accounts.models import Stakeholder
from hld_portal.desk.permissions import can_manage_calls
from hld_portal.record.services import log_move
from hld_portal.refusals import Refused
from roundtables.models import Call, Extension


def set_call_closed(*, call: Call, closed: bool, by: Any) -> Call:
    """Close a call at once, whatever its times say, or let its times hold again.

    Nobody can send to a closed call, extensions notwithstanding.

    Raises:
        Refused: `not_allowed` (403); `moved_on` (409) when it is so already.
    """
    _check(by, call)
    with transaction.atomic():
        changed = Call.objects.filter(pk=call.pk, closed=not closed).update(closed=closed)
        if not changed:
            raise Refused("moved_on", _("Somebody was faster: reload to see where it stands."))
        _log(call, "close_call" if closed else "reopen_call", by)
    call.closed = closed
    return call


def set_call_times(
    *, call: Call, opens_at: datetime | None, closes_at: datetime | None, by: Any
) -> Call:
    """Set from when until when a call is open; None leaves that end open.

    What was sent late before stays marked late.

    Raises:
        Refused: `not_allowed` (403); `order` (422) when it would close before it opens.
    """
    _check(by, call)
    if opens_at and closes_at and closes_at <= opens_at:
        raise Refused("order", _("A call closes after it has opened."), field="closes_at")
    with transaction.atomic():
        Call.objects.filter(pk=call.pk).update(opens_at=opens_at, closes_at=closes_at)
        _log(call, "set_call_times", by, opens_at=_said(opens_at), closes_at=_said(closes_at))
    call.opens_at, call.closes_at = opens_at, closes_at
    return call


def grant_extension(
    *, call: Call, stakeholder: Stakeholder, closes_at: datetime, reason: str, by: Any
) -> Extension:
    """Give one stakeholder more time; a second one replaces the first.

    Raises:
        Refused: `not_allowed` (403); `order` (422) for a time that gives nobody more;
            `reason_missing` (422).
    """
    _check(by, call)
    if call.closes_at is None or closes_at <= call.closes_at:
        raise Refused("order", _("An extension ends after the call has closed."), field="closes_at")
    if closes_at <= now():
        raise Refused("order", _("That moment has passed."), field="closes_at")
    if not reason.strip():
        raise Refused("reason_missing", _("Write the reason; it is kept."), field="reason")
    with transaction.atomic():
        extension, _made = Extension.objects.update_or_create(
            call=call,
            stakeholder=stakeholder,
            defaults={"closes_at": closes_at, "reason": reason.strip(), "granted_by": by},
        )
        _log(
            call,
            "grant_extension",
            by,
            reason=reason,
            stakeholder=stakeholder.pk,
            closes_at=_said(closes_at),
        )
    return extension


def _check(by: Any, call: Call) -> None:
    if not can_manage_calls(by, call.event.dialogue):
        raise Refused("not_allowed", _("Only the secretariat opens and closes calls."))


def _log(call: Call, verb: str, by: Any, **details: Any) -> None:
    log_move(call.event.dialogue, verb=verb, by=by, event=call.event.slug, **details)


def _said(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""
