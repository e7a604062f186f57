"""The sample's findings, as the rapporteur merged them."""

from __future__ import annotations

from hld_portal.accounts.models import User
from hld_portal.operations.sampling.reading import Row, read_findings
from hld_portal.reports.models import Finding
from hld_portal.reports.services.findings import create_finding, set_contrast
from hld_portal.reports.services.targeting import set_targets
from roundtables.models import Event
from submissions.models import PointVersion, Submission


def load_findings(
    number: int, *, event: Event, submissions: dict[str, Submission], by: User
) -> int:
    """Merge the points of one round table; returns the number of findings."""
    made: dict[str, Finding] = {}
    for row in read_findings(number):
        finding = made[row["key"]] = create_finding(
            event=event, points=_points(row, submissions), wording=row["wording"], by=by
        )
        set_targets(finding=finding, codes=row["paragraphs"], by=by)
        if "contrasts_with" in row:
            set_contrast(finding=finding, other=made[row["contrasts_with"]], by=by)
    return len(made)


def _points(row: Row, submissions: dict[str, Submission]) -> list[PointVersion]:
    return [
        PointVersion.objects.get(version=submissions[key].standing_version_id, position=position)
        for key, position in row["members"]
    ]
