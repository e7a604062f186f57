"""Say to which paragraphs a finding speaks, and whom it asks to act."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from hld_portal.record.services import log_move
from hld_portal.refusals import Refused
from hld_portal.reports.models import Finding, FindingTarget
from hld_portal.reports.services.findings import check_rapporteur
from submissions.content import resolve_codes
from submissions.enums import PointKind


def set_targets(*, finding: Finding, codes: Iterable[str], by: Any) -> Finding:
    """Let a finding speak to what the codes name, in place of all that its points name.

    No code at all gives it back to its points.

    Raises:
        Refused: `not_allowed` (403); `unknown` (422) for a code that names nothing.
    """
    check_rapporteur(finding.event, by)
    codes = list(codes)
    targets, unknown = resolve_codes(codes, finding.event.dialogue)
    if unknown:
        message = _("There is no paragraph %(code)s.") % {"code": unknown[0]}
        raise Refused("unknown", message, field="paragraphs")
    with transaction.atomic():
        finding.targets.all().delete()
        FindingTarget.objects.bulk_create(
            FindingTarget(
                finding=finding,
                target=target.target,
                instrument=target.instrument,
                paragraph=target.paragraph,
            )
            for target in targets
        )
        log_move(finding, verb="target", by=by, codes=codes)
    return finding


def set_addressee(*, finding: Finding, addressee: str, by: Any) -> Finding:
    """Say whom a recommendation asks to act, where none of its points does.

    Imported texts never do: their points are sentences, not answers to a form.

    Args:
        addressee: a key of the dialogue's list; empty for nobody in particular.

    Raises:
        Refused: `not_allowed` (403); `unknown` (422) for a key that is not in the list;
            `mixed` (422) when a point of it names somebody else, or it is no recommendation.
    """
    check_rapporteur(finding.event, by)
    if addressee and addressee not in dict(finding.event.dialogue.addressee_choices()):
        raise Refused("unknown", _("Choose the addressee from the list."), field="addressee")
    named = set(finding.members.values_list("point_version__addressee", flat=True)) - {""}
    if finding.kind != PointKind.RECOMMENDATION or not named <= {addressee}:
        message = _("Its points say whom they ask: a finding keeps to it.")
        raise Refused("mixed", message, field="addressee")
    with transaction.atomic():
        before, finding.addressee = finding.addressee, addressee
        finding.save(update_fields=["addressee", "updated_at"])
        log_move(finding, verb="address", by=by, addressee_from=before, addressee_to=addressee)
    return finding
