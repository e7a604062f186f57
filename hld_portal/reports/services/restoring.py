"""Bring a finding back that was taken apart: the inverse of dissolving it."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from hld_portal.record.models import LogEntry
from hld_portal.record.services import log_move
from hld_portal.refusals import Refused
from hld_portal.reports.models import Finding, FindingTarget
from hld_portal.reports.services.findings import add_members, check_rapporteur
from hld_portal.reports.sources import standing_points
from roundtables.models import Event
from submissions.content import resolve_codes

FIELDS = ("kind", "wording", "addressee", "replaces", "concern", "verbatim", "language")


def describe_finding(finding: Finding) -> dict[str, Any]:
    """Return all that makes a finding, as JSON: what `restore_finding` takes."""
    targets = finding.targets.select_related("instrument", "paragraph")
    return {name: getattr(finding, name) for name in FIELDS} | {
        "pk": finding.pk,
        "points": list(finding.members.order_by("pk").values_list("point", flat=True)),
        "codes": [
            f"{t.instrument.symbol}:{t.paragraph.number if t.paragraph else t.target}"
            for t in targets
        ],
        "contrasts_with": finding.contrasts_with_id,
        "contrasted_by": list(finding.contrasted_by.values_list("pk", flat=True)),
    }


def restore_finding(*, event: Event, kept: dict[str, Any], by: Any) -> Finding:
    """Let a dissolved finding stand again, under its old key, so that sentences find it.

    Points that may no longer be cited stay out. Its log goes on where it ended.

    Raises:
        Refused: `not_allowed` (403); `moved_on` (409) when it stands already, or a point of
            it stands behind another finding by now; `no_points` (422) when none is left.
    """
    check_rapporteur(event, by)
    by_point = {point.point_id: point for point in standing_points(event)}
    points = [by_point[pk] for pk in kept["points"] if pk in by_point]
    if not points:
        raise Refused("no_points", _("None of its points may be cited any more."))
    if Finding.objects.filter(pk=kept["pk"]).exists():
        raise Refused("moved_on", _("This finding stands again already."))
    targets, _unknown = resolve_codes(kept["codes"], event.dialogue)
    with transaction.atomic():
        finding = _remake(event, kept, by)
        add_members(finding, points)
        FindingTarget.objects.bulk_create(
            FindingTarget(
                finding=finding,
                target=target.target,
                instrument=target.instrument,
                paragraph=target.paragraph,
            )
            for target in targets
        )
        event.findings.filter(pk__in=kept["contrasted_by"], contrasts_with=None).update(
            contrasts_with=finding
        )
        log_move(finding, verb="restore", by=by, points=[point.pk for point in points])
    return finding


def _remake(event: Event, kept: dict[str, Any], by: Any) -> Finding:
    entries = LogEntry.objects.filter(object_kind="finding", object_id=kept["pk"])
    last = entries.order_by("-sequence").first()
    return Finding.objects.create(
        pk=kept["pk"],
        event=event,
        created_by=by,
        contrasts_with=event.findings.filter(pk=kept["contrasts_with"]).first(),
        log_head=last.hash if last else "",
        log_count=last.sequence if last else 0,
        **{name: kept[name] for name in FIELDS},
    )
