"""Say to which paragraphs a finding speaks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from hld_portal.record.services import log_move
from hld_portal.refusals import Refused
from hld_portal.reports.models import Finding, FindingTarget
from roundtables.permissions import can_draft
from submissions.content import resolve_codes


def set_targets(*, finding: Finding, codes: Iterable[str], by: Any) -> Finding:
    """Let a finding speak to what the codes name, in place of all that its points name.

    No code at all gives it back to its points.

    Raises:
        Refused: `not_allowed` (403); `unknown` (422) for a code that names nothing.
    """
    if not can_draft(by, finding.event):
        raise Refused("not_allowed", _("Only a rapporteur of this round table can do this."))
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
