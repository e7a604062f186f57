"""Propose points that say nearly the same. Nothing merges by itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from hld_portal.reports.sources import Sources
from hld_portal.text.shingles import near_duplicates
from submissions.models import PointVersion

ALIKE = 0.4  # share of common shingles from which two points are proposed together


@dataclass
class Proposal:
    """Points that look alike; with a finding where one of its points looks like them, too."""

    points: list[PointVersion]
    score: float  # 0 to 1, of the pair that is most alike
    finding: int | None = None

    @property
    def per_cent(self) -> int:
        return round(self.score * 100)


def propose_groups(sources: Sources) -> list[Proposal]:
    """Return groups of loose points of one kind, addressee and language, most alike first."""
    held = {
        member.point_id: finding.pk
        for finding in sources.findings.values()
        for member in finding.members.all()
    }
    buckets: dict[tuple[str, ...], dict[int, PointVersion]] = defaultdict(dict)
    for point in sources.standing:
        language = point.version.language.split("-")[0]
        buckets[point.kind, point.addressee, language][point.pk] = point
    found = [p for points in buckets.values() for p in _propose(points, held)]
    return sorted(found, key=lambda proposal: -proposal.score)


def _propose(points: dict[int, PointVersion], held: dict[int, int]) -> Iterable[Proposal]:
    texts = {pk: f"{point.text} {point.replaces}" for pk, point in points.items()}
    pairs = near_duplicates(texts, ALIKE) if len(texts) > 1 else []
    group_of = {pk: pk for pk, point in points.items() if point.point_id not in held}
    scores: dict[int, float] = defaultdict(float)
    finding_of: dict[int, int] = {}
    for a, b, _score in pairs:
        if a in group_of and b in group_of:
            _join(group_of, group_of[a], group_of[b])
    for a, b, score in pairs:
        loose = a if a in group_of else b
        if loose not in group_of:
            continue  # two points of findings: a person has dealt with them
        group = group_of[loose]
        scores[group] = max(scores[group], score)
        other = b if loose == a else a
        if other not in group_of:
            finding_of.setdefault(group, held[points[other].point_id])
    for group, score in scores.items():
        members = [points[pk] for pk, of in group_of.items() if of == group]
        yield Proposal(members, score, finding_of.get(group))


def _join(group_of: dict[int, int], one: int, other: int) -> None:
    for pk, group in group_of.items():
        if group == other:
            group_of[pk] = one
