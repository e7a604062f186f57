"""A person ticks a warning of the document check, or takes the tick back."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from hld_portal.record.services import log_move
from hld_portal.refusals import Refused
from hld_portal.reports.document_check import CheckItem
from hld_portal.reports.models import Report, WarningTick
from roundtables.permissions import can_compile

LONGEST_REASON = 2000


def tick_warning(*, report: Report, item: CheckItem, by: Any, reason: str = "") -> WarningTick:
    """Let a warning stand as it reads now; once the place is reworded it is open again.

    Ticking twice returns the first tick, with its reason and its person.

    Raises:
        Refused: `not_allowed` (403); `not_a_warning` (422) for an error, which has to be
            mended, and for what is unfinished; `too_long` (422) for the reason.

    Queries: 8
    """
    _check(report, by)
    if item.level != "warning":
        raise Refused("not_a_warning", _("Only a warning can be ticked; an error is mended."))
    reason = reason.strip()
    if len(reason) > LONGEST_REASON:
        message = _("A reason has at most %(n)d letters.") % {"n": LONGEST_REASON}
        raise Refused("too_long", message, field="reason")
    with transaction.atomic():
        tick, made = WarningTick.objects.get_or_create(
            report=report, key=item.key, defaults={"reason": reason, "ticked_by": by}
        )
        if made:
            log_move(report, verb="tick", by=by, reason=reason, key=item.key, code=item.code)
    return tick


def untick_warning(*, report: Report, key: str, by: Any) -> None:
    """Take a tick back; without one nothing happens.

    Raises:
        Refused: `not_allowed` (403).
    """
    _check(report, by)
    with transaction.atomic():
        gone, _kinds = WarningTick.objects.filter(report=report, key=key).delete()
        if gone:
            log_move(report, verb="untick", by=by, key=key)


def _check(report: Report, by: Any) -> None:
    if not can_compile(by, report.dialogue):
        raise Refused("not_allowed", _("You do not compile reports of this dialogue."))
