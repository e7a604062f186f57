"""What a finding speaks to, as its form shows it: its own choice, or what its points name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from hld_portal.reports.models import Finding
from roundtables.models import Event
from submissions.models import PointVersion
from submissions.picking import Pick, PickGroup, pick_groups


@dataclass(frozen=True)
class TargetGroup:
    """One instrument with what can be ticked in it, and how much is."""

    group: PickGroup
    picks: list[Pick]  # those that are ticked first
    chosen_count: int

    @property
    def is_open(self) -> bool:
        return self.group.is_main or self.chosen_count > 0


def codes_of_points(points: Iterable[PointVersion]) -> list[str]:
    """Return what points name, confirmed, each once."""
    links = [link for point in points for link in point.links.all() if link.is_confirmed]
    return list(dict.fromkeys(link.code for link in links))


def codes_of_finding(finding: Finding) -> list[str]:
    """Return what a finding was said to speak to; none where it follows its points. Queries: 1"""
    targets = finding.targets.select_related("instrument", "paragraph")
    return [
        f"{t.instrument.symbol}:{t.paragraph.number if t.paragraph else t.target}" for t in targets
    ]


def codes_to_store(ticked: Sequence[str], points: Iterable[PointVersion]) -> list[str]:
    """Return the codes to keep with a finding: none where it says what its points say."""
    return [] if set(ticked) == set(codes_of_points(points)) else list(dict.fromkeys(ticked))


def targets_context(
    event: Event,
    points: Sequence[PointVersion],
    *,
    finding: Finding | None,
    ticked: Sequence[str] | None = None,
) -> dict[str, Any]:
    """Return what the form shows of targets. Queries: 4

    Args:
        ticked: as it was sent, after a refusal; None takes what is stored.
    """
    own = codes_of_finding(finding) if finding else []
    named = codes_of_points(points)
    chosen = set(ticked if ticked is not None else own or named)
    groups = [
        TargetGroup(
            group,
            sorted(group.picks, key=lambda pick: pick.code not in chosen),
            sum(pick.code in chosen for pick in group.picks),
        )
        for group in pick_groups(event.dialogue)
    ]
    chips = {pick.code: pick.chip for one in groups for pick in one.group.picks}
    return {
        "target_groups": groups,
        "chosen_codes": chosen,
        "has_own_targets": bool(own),
        "named_by_points": [chips[code] for code in named if code in chips],
    }
