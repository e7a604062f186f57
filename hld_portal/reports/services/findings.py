"""Merge points into findings, and take them apart again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from hld_portal.record.services import log_move
from hld_portal.refusals import Refused
from hld_portal.reports.models import Finding, FindingMember
from roundtables.models import Event
from roundtables.permissions import can_draft
from submissions.enums import PointKind
from submissions.models import PointVersion


def create_finding(
    *,
    event: Event,
    points: Iterable[PointVersion],
    wording: str,
    by: Any,
    contrasts_with: Finding | None = None,
) -> Finding:
    """Merge points of one kind and addressee that say the same, in the rapporteur's words.

    Raises:
        Refused: `not_allowed` (403); `mixed` (422) for points of different kinds or
            addressees; `taken` (409→422) when a point stands behind another finding.
    """
    check_rapporteur(event, by)
    points = list(points)
    first = _check_points(event, points)
    if not wording.strip():
        raise Refused("wording_missing", _("Write the finding."), field="wording")
    with transaction.atomic():
        finding = Finding.objects.create(
            event=event,
            kind=first.kind,
            wording=wording.strip(),
            addressee=first.addressee,
            replaces=first.replaces,
            concern=any(point.concern for point in points),
            contrasts_with=contrasts_with,
            created_by=by,
        )
        add_members(finding, points)
        log_move(finding, verb="create", by=by, points=[point.pk for point in points])
    return finding


def add_points(*, finding: Finding, points: Iterable[PointVersion], by: Any) -> Finding:
    """Let more points stand behind a finding."""
    check_rapporteur(finding.event, by)
    points = list(points)
    first = _check_points(finding.event, points)
    if first.kind != finding.kind or first.addressee not in ("", finding.addressee):
        raise Refused("mixed", _("The points differ from the finding in kind or addressee."))
    with transaction.atomic():
        add_members(finding, points)
        log_move(finding, verb="add_points", by=by, points=[point.pk for point in points])
    return finding


def remove_point(*, finding: Finding, member: FindingMember, by: Any) -> Finding | None:
    """Take one point out of a finding; a finding without points is dissolved (None)."""
    check_rapporteur(finding.event, by)
    with transaction.atomic():
        log_move(finding, verb="remove_point", by=by, points=[member.point_version_id])
        member.delete()
        if finding.members.exists():
            return finding
        dissolve_finding(finding=finding, by=by)
        return None


def dissolve_finding(*, finding: Finding, by: Any) -> None:
    """Take a finding apart: its points stand alone again, nothing of them is lost."""
    check_rapporteur(finding.event, by)
    with transaction.atomic():
        log_move(finding, verb="dissolve", by=by, wording=finding.wording)
        finding.delete()


def hold_finding(*, finding: Finding, seen: int, by: Any) -> Finding:
    """Return a finding as it was read, locked: till the transaction ends nobody else changes it.

    Args:
        seen: the length of its log when it was read; another one means that somebody has
            reworded it, or moved its points, since.

    Raises:
        Refused: `not_allowed` (403); `moved_on` (409) when it is not the one read.
    """
    check_rapporteur(finding.event, by)
    rows = Finding.objects.select_for_update(of=["self"]).select_related("event__dialogue")
    held = rows.filter(pk=finding.pk, log_count=seen).first()
    if held is None:
        message = _("Somebody else changed this finding in the meantime: read it again.")
        raise Refused("moved_on", message)
    return held


def word_finding(
    *, finding: Finding, wording: str, by: Any, concern: bool | None = None
) -> Finding:
    """Give a finding other words, in the grammatical form of its kind."""
    check_rapporteur(finding.event, by)
    if not wording.strip():
        raise Refused("wording_missing", _("Write the finding."), field="wording")
    with transaction.atomic():
        before = finding.wording
        finding.wording = wording.strip()
        finding.verbatim = False
        finding.language = "en"
        finding.concern = finding.concern if concern is None else concern
        finding.save(update_fields=["wording", "verbatim", "language", "concern", "updated_at"])
        log_move(finding, verb="word", by=by, wording_from=before, wording_to=finding.wording)
    return finding


def set_contrast(*, finding: Finding, other: Finding | None, by: Any) -> Finding:
    """Say that a message differs from another, so that the draft pairs them; None undoes it."""
    check_rapporteur(finding.event, by)
    if other is not None and (
        other.pk == finding.pk
        or other.event_id != finding.event_id
        or finding.kind != PointKind.MESSAGE
        or other.kind != PointKind.MESSAGE
    ):
        message = _("Only a key message can differ from another key message of the same table.")
        raise Refused("mixed", message, field="contrasts_with")
    with transaction.atomic():
        finding.contrasts_with = other
        finding.save(update_fields=["contrasts_with", "updated_at"])
        log_move(finding, verb="contrast", by=by, other=other.pk if other else None)
    return finding


def check_rapporteur(event: Event, by: Any) -> None:
    """Refuse everybody who does not draft at this event."""
    if not can_draft(by, event):
        raise Refused("not_allowed", _("Only a rapporteur of this round table can do this."))


def _check_points(event: Event, points: list[PointVersion]) -> PointVersion:
    if not points:
        raise Refused("no_points", _("Choose at least one point."), field="points")
    ids = [point.pk for point in points]
    citable = PointVersion.objects.citable().for_event(event).filter(pk__in=ids).count()
    if citable != len(set(ids)):
        raise Refused("not_citable", _("One of the points may not be cited at this round table."))
    if len({(point.kind, point.addressee) for point in points}) > 1:
        raise Refused("mixed", _("The points differ in kind or addressee."), field="points")
    return points[0]


def add_members(finding: Finding, points: list[PointVersion]) -> None:
    """Put points behind a finding; one that another finding holds is a conflict."""
    members = [
        FindingMember(finding=finding, point_id=point.point_id, point_version=point)
        for point in points
    ]
    try:
        with transaction.atomic():
            FindingMember.objects.bulk_create(members)
    except IntegrityError:
        message = _("One of the points stands behind another finding already.")
        raise Refused("moved_on", message) from None
