"""Undo the last step at the findings of an event: each by its real inverse."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from hld_portal.refusals import Refused
from hld_portal.reports.models import Finding
from hld_portal.reports.services.findings import (
    add_points,
    dissolve_finding,
    hold_finding,
    remove_point,
    set_contrast,
    word_finding,
)
from hld_portal.reports.services.restoring import describe_finding, restore_finding
from hld_portal.reports.services.targeting import set_addressee, set_targets
from hld_portal.reports.sources import standing_points
from roundtables.models import Event


def offer_undo(request: HttpRequest, event: Event, *, do: str, **details: Any) -> None:
    """Keep in the session how the step just made is undone; a later step takes its place."""
    request.session[_key(event)] = {"do": do, "shown": False, **details}


def take_offer(request: HttpRequest, event: Event) -> bool:
    """Say whether to show the button: once, right after the step."""
    offer = request.session.get(_key(event))
    if not offer or offer["shown"]:
        return False
    request.session[_key(event)] = offer | {"shown": True}
    return True


def undo(request: HttpRequest, event: Event) -> None:
    """Undo the step that was offered.

    Raises:
        Refused: `moved_on` (409) when nothing is left to undo or somebody went on from there.
    """
    offer = request.session.pop(_key(event), None)
    if offer is None:
        raise Refused("moved_on", _("There is nothing to undo any more."))
    act = {"dissolve": _dissolve, "remove": _remove, "add": _add, "reword": _reword}.get(
        offer["do"]
    )
    if act is None:
        restore_finding(event=event, kept=offer["kept"], by=request.user)
        return
    pk = offer["finding"] if "finding" in offer else offer["kept"]["pk"]
    finding = event.findings.filter(pk=pk).first()
    if finding is None:
        raise Refused("moved_on", _("Somebody took this finding apart in the meantime."))
    with transaction.atomic():
        act(finding, offer, request.user)


def _dissolve(finding: Finding, offer: dict[str, Any], by: Any) -> None:
    held = hold_finding(finding=finding, seen=offer["seen"], by=by)
    dissolve_finding(finding=held, by=by)


def _remove(finding: Finding, offer: dict[str, Any], by: Any) -> None:
    for member in finding.members.filter(point__in=offer["points"]):
        remove_point(finding=finding, member=member, by=by)


def _add(finding: Finding, offer: dict[str, Any], by: Any) -> None:
    points = [p for p in standing_points(finding.event) if p.point_id in offer["points"]]
    add_points(finding=finding, points=points, by=by)


def _reword(finding: Finding, offer: dict[str, Any], by: Any) -> None:
    kept, finding = offer["kept"], hold_finding(finding=finding, seen=offer["seen"], by=by)
    word_finding(finding=finding, wording=kept["wording"], by=by, concern=kept["concern"])
    if finding.contrasts_with_id != kept["contrasts_with"]:
        other = finding.event.findings.filter(pk=kept["contrasts_with"]).first()
        set_contrast(finding=finding, other=other, by=by)
    if finding.addressee != kept["addressee"]:
        set_addressee(finding=finding, addressee=kept["addressee"], by=by)
    if describe_finding(finding)["codes"] != kept["codes"]:
        set_targets(finding=finding, codes=kept["codes"], by=by)


def _key(event: Event) -> str:
    return f"findings-undo-{event.pk}"
