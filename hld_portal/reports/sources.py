"""What stands behind a summary: findings and points of an event, ready for drafting.

A key such as `f12` is a finding, `p34` a point (at a version) that no finding holds yet.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import cast

from hld_portal.reports.counting import (
    count_contributors,
    count_group_statements,
    count_stakeholders,
    count_submissions,
)
from hld_portal.reports.drafting.inputs import Counts, FindingInput, Kind, TableInput
from hld_portal.reports.drafting.inputs import Instrument as CitedInstrument
from hld_portal.reports.drafting.scale import HOUSE_SCALE, Scale
from hld_portal.reports.models import Finding
from roundtables.models import Dialogue, Event, Instrument
from submissions.citing import may_be_cited
from submissions.enums import LinkTarget, PointOrigin
from submissions.models import PointVersion, Submission


@dataclass
class Sources:
    """Findings and points of one event, by key, with the submissions behind each."""

    event: Event
    table: TableInput
    points: dict[str, list[PointVersion]] = field(default_factory=dict)  # key → points
    loose: list[PointVersion] = field(default_factory=list)  # in no finding
    findings: dict[str, Finding] = field(default_factory=dict)  # by key
    standing: list[PointVersion] = field(default_factory=list)  # all that may be cited

    def submissions(self, keys: Iterable[str]) -> list[Submission]:
        """Return the submissions behind some keys, by reference, each once."""
        found = {
            point.version.submission.pk: point.version.submission
            for key in keys
            for point in self.points.get(key, [])
        }
        return sorted(found.values(), key=lambda submission: submission.reference or "")

    def counts(self, key: str) -> Counts:
        """Return how many stakeholders stand behind a key now; nobody behind an unknown one."""
        return _count(self.points.get(key, []))

    def references(self, keys: Iterable[str]) -> tuple[str, ...]:
        return tuple(submission.reference or "" for submission in self.submissions(keys))

    def citations(self, keys: Iterable[str]) -> tuple[str, ...]:
        """Return the points behind some keys as a tree cites them, `HLD2013/0042:1:2`, in order.

        Such a key (reference, version, point) never leaves the portal: see
        `composing.attribution`.
        """
        found = {point.pk: point for key in keys for point in self.points.get(key, [])}
        cited = [
            (point.version.submission.reference or "", point.version.number, point.position)
            for point in found.values()
        ]
        return tuple(
            f"{reference}:{version}:{place}" for reference, version, place in sorted(cited)
        )


def gather_sources(event: Event, *, already_cited: bool = False) -> Sources:
    """Collect what may be cited at an event. Queries: 16 at most, whatever the number of points.

    A point's key stays good when a finding takes the point in, and when a correction leaves
    its words alone: a summary drafted before still finds its source.
    """
    standing = standing_points(event)
    by_point = {point.point_id: point for point in standing}
    main = main_instrument(event.dialogue)
    inputs: list[FindingInput] = []
    behind: dict[str, list[PointVersion]] = {}
    held: set[int] = set()
    findings = findings_of(event)
    for finding in findings:
        members = standing_members(finding, by_point)
        held.update(member.point_id for member in finding.members.all())
        behind[f"f{finding.pk}"] = members
        inputs.append(_input_of_finding(finding, members, main))
    loose = [point for point in standing if point.point_id not in held]
    # Nobody gave them other words yet, so only words that may be quoted are used.
    quotable = [point for point in standing if may_be_cited(point.version.submission).quoted]
    for point in quotable:
        behind |= {key: [point] for key in _keys_of(point)}
        if point.point_id not in held:
            inputs.append(_input_of_point(point, main))
    table = _table(event, tuple(inputs), main, already_cited)
    by_key = {f"f{finding.pk}": finding for finding in findings}
    return Sources(event, table, behind, loose, by_key, standing)


def _keys_of(point: PointVersion) -> list[str]:
    same = (point.kind, point.text)
    versions = point.point.versions.all()
    return [f"p{version.pk}" for version in versions if (version.kind, version.text) == same]


def standing_points(event: Event) -> list[PointVersion]:
    """Return the points that may be cited at an event, in the order they came. Queries: 5"""
    points = (
        PointVersion.objects.citable()
        .for_event(event)
        .select_related("version__submission__stakeholder", "point")
        .prefetch_related("links__paragraph", "links__instrument", "point__versions")
        .order_by("version__submission__reference", "position")
    )
    for point in points:
        point.version.submission.dialogue = event.dialogue  # known: not one query each
    return list(points)


def findings_of(event: Event) -> list[Finding]:
    """Return the findings of an event with members and targets. Queries: 5"""
    return list(
        event.findings.prefetch_related(
            "members__point_version", "targets__paragraph", "targets__instrument"
        ).order_by("pk")
    )


def standing_members(finding: Finding, by_point: dict[int, PointVersion]) -> list[PointVersion]:
    """Return the members that still say what they said when they were merged.

    A correction that leaves a point's words alone leaves its place in the finding, too.
    """
    members = []
    for member in finding.members.all():
        point = by_point.get(member.point_id)
        if point and (point.kind, point.text) == (
            member.point_version.kind,
            member.point_version.text,
        ):
            members.append(point)
    return members


def main_instrument(dialogue: Dialogue) -> Instrument | None:
    return dialogue.instruments.filter(is_main=True).first()


def scale_of(dialogue: Dialogue) -> Scale:
    """Return the dialogue's own scale of counted words, else the house's."""
    return Scale.from_mapping(dialogue.scale) if dialogue.scale else HOUSE_SCALE


def _table(
    event: Event, findings: tuple[FindingInput, ...], main: Instrument | None, already_cited: bool
) -> TableInput:
    round_table = getattr(event, "round_table", None)
    others = event.dialogue.instruments.filter(is_main=False)
    return TableInput(
        contributors=count_contributors(event),
        submissions=count_submissions(event),
        number=round_table.number if round_table else None,
        title="" if round_table else f"the {event.titles.get('en', event.title)}",
        theme=round_table.theme_clause if round_table else "",
        findings=findings,
        instrument=_cited(main) if main else CitedInstrument(),
        other_instruments=tuple(_cited(other) for other in others),
        group_statements=count_group_statements(event),
        already_cited=already_cited,
    )


def instrument_name(instrument: Instrument) -> str:
    """Name an instrument as sentences do: "the Declaration"."""
    name = instrument.short_titles.get("en") or instrument.titles.get("en", instrument.symbol)
    return name if name.startswith("the ") else f"the {name}"


def _cited(instrument: Instrument) -> CitedInstrument:
    return CitedInstrument(
        name=instrument_name(instrument), citation=instrument.citation, key=instrument.symbol
    )


def _place(target: str, instrument: Instrument, number: str | None, main: Instrument | None) -> str:
    end = number if target == LinkTarget.PARAGRAPH else target
    return str(end) if main and instrument.pk == main.pk else f"{instrument.symbol}:{end}"


def _kind(kind: str) -> Kind:
    """A choice of `PointKind` as drafting names it: the same words."""
    return cast(Kind, kind)


def _input_of_finding(
    finding: Finding, members: list[PointVersion], main: Instrument | None
) -> FindingInput:
    places = [
        _place(t.target, t.instrument, t.paragraph.number if t.paragraph else None, main)
        for t in finding.targets.all()
    ]
    return FindingInput(
        key=f"f{finding.pk}",
        kind=_kind(finding.kind),
        wording=finding.wording,
        addressee=finding.event.dialogue.addressee_name(finding.addressee),
        concern=finding.concern,
        paragraphs=tuple(dict.fromkeys(places or _places_of(members, main))),
        counts=_count(members),
        replaces=finding.replaces,
        contrasts_with=f"f{finding.contrasts_with_id}" if finding.contrasts_with_id else None,
        verbatim=finding.verbatim,
        language=finding.language,
    )


def _input_of_point(point: PointVersion, main: Instrument | None) -> FindingInput:
    submission = point.version.submission
    return FindingInput(
        key=f"p{point.pk}",
        kind=_kind(point.kind),
        wording=point.text,
        addressee=submission.dialogue.addressee_name(point.addressee),
        concern=point.concern,
        paragraphs=tuple(dict.fromkeys(_places_of([point], main))),
        counts=_count([point]),
        replaces=point.replaces,
        verbatim=point.origin == PointOrigin.PROPOSED,
        language=point.version.language,
    )


def _places_of(points: list[PointVersion], main: Instrument | None) -> list[str]:
    return [
        _place(
            link.target, link.instrument, link.paragraph.number if link.paragraph else None, main
        )
        for point in points
        for link in point.links.all()
        if link.is_confirmed
    ]


def _count(points: list[PointVersion]) -> Counts:
    return count_stakeholders(point.version.submission.stakeholder for point in points)
