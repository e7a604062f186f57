"""What the page of points and findings shows, by paragraph, and its filters."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hld_portal.accounts.enums import Group
from hld_portal.reports.checking import Lost, reason
from hld_portal.reports.grouping import propose_groups
from hld_portal.reports.models import Finding, FindingMember
from hld_portal.reports.reading.sources import Member, groups_of, member_of, place_name
from hld_portal.reports.sources import Sources, gather_sources
from roundtables.models import Event, Paragraph
from submissions.enums import LinkTarget, PointKind
from submissions.models import PointLink, PointVersion

NOWHERE = "nowhere"


class FindingFilters(forms.Form):
    """Filters in the address; a value that is none filters nothing and says so."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), required=False, choices=[("", gettext_lazy("All kinds"))]
    )
    group = forms.ChoiceField(
        label=gettext_lazy("Group"), required=False, choices=[("", gettext_lazy("All groups"))]
    )
    paragraph = forms.ChoiceField(
        label=gettext_lazy("Speaks to"), required=False, choices=[("", gettext_lazy("Anything"))]
    )
    loose = forms.ChoiceField(
        label=gettext_lazy("Finding"),
        required=False,
        choices=[
            ("", gettext_lazy("With or without")),
            ("yes", gettext_lazy("Without a finding")),
        ],
    )

    def __init__(self, *args: Any, places: list[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer("kind", PointKind.choices)
        self._offer("group", Group.choices)
        self._offer("paragraph", [(place.code, place.name) for place in places])

    def _offer(self, name: str, choices: Any) -> None:
        field: Any = self.fields[name]
        field.choices = [*field.choices, *choices]

    def chosen(self) -> dict[str, str]:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


@dataclass(frozen=True)
class Place:
    """What points speak to: a paragraph, a text as a whole, what it lacks, nothing named."""

    code: str
    name: str
    order: tuple[int, int, int]
    number: str = ""
    paragraph_id: int | None = None


@dataclass
class ShownPoint:
    """A point with the finding that holds it."""

    member: Member
    places: list[Place]
    finding: Finding | None = None


@dataclass
class Section:
    """The points that speak first of all to one place."""

    place: Place
    text: str = ""
    points: list[ShownPoint] = field(default_factory=list)


@dataclass
class ShownFinding:
    """A finding with its members, told by what may be cited now."""

    finding: Finding
    kind: str
    members: list[tuple[FindingMember, Member]]
    lost: list[tuple[FindingMember, Lost]]

    @property
    def counts(self) -> dict[Group, int]:
        return groups_of(member.point for _row, member in self.members)

    @property
    def places(self) -> list[str]:
        """What a person said it speaks to; empty where it follows its points."""
        return [place_name(target) for target in self.finding.targets.all()]


def list_context(event: Event, query: Any, *, selected: Collection[int] = ()) -> dict[str, Any]:
    """Return points by paragraph, findings and proposals. Queries: 20 at most."""
    sources = gather_sources(event)
    holder = _holders(sources)
    shown = [
        ShownPoint(member_of(point), _places(point), holder.get(point.point_id))
        for point in sources.standing
    ]
    places = sorted({place for point in shown for place in point.places}, key=lambda p: p.order)
    filters = FindingFilters(query, places=places)
    wanted = filters.chosen()
    kept = [point for point in shown if _is_wanted(point, wanted)]
    findings = _shown_findings(sources)
    return {
        "event": event,
        "dialogue": event.dialogue,
        "filters": filters,
        "is_filtered": bool(wanted),
        "sections": _sections(kept, wanted.get("paragraph", "")),
        "points_count": len(kept),
        "all_count": len(shown),
        "findings": [f for f in findings if wanted.get("kind", f.finding.kind) == f.finding.kind],
        "open_findings": findings,
        "proposals": _proposals(sources),
        "selected": set(selected),
    }


def _holders(sources: Sources) -> dict[int, Finding]:
    return {
        member.point_id: finding
        for finding in sources.findings.values()
        for member in finding.members.all()
    }


def _is_wanted(point: ShownPoint, wanted: dict[str, str]) -> bool:
    version = point.member.point
    return (
        wanted.get("kind", version.kind) == version.kind
        and wanted.get("group", point.member.submission.stakeholder.group)
        == point.member.submission.stakeholder.group
        and ("paragraph" not in wanted or wanted["paragraph"] in {p.code for p in point.places})
        and not ("loose" in wanted and point.finding)
    )


def _places(point: PointVersion) -> list[Place]:
    links = [link for link in point.links.all() if link.is_confirmed]
    if not links:
        return [Place(NOWHERE, _("No paragraph named"), (4, 0, 0))]
    return sorted((_place(link) for link in links), key=lambda place: place.order)


def _place(link: PointLink) -> Place:
    instrument, name = link.instrument, place_name(link)
    if link.paragraph is None:
        rank = 2 if link.target == LinkTarget.GENERAL else 3
        return Place(link.code, name, (rank, instrument.order, 0))
    order = (0 if instrument.is_main else 1, instrument.order, link.paragraph.order)
    return Place(link.code, name, order, link.paragraph.number, link.paragraph.pk)


def _sections(points: list[ShownPoint], wanted: str) -> list[Section]:
    """Put each point under the first place it speaks to, or under the one that is filtered for."""
    sections: dict[str, Section] = {}
    for point in points:
        place = next((p for p in point.places if p.code == wanted), point.places[0])
        sections.setdefault(place.code, Section(place)).points.append(point)
    found = sorted(sections.values(), key=lambda section: section.place.order)
    ids = [section.place.paragraph_id for section in found if section.place.paragraph_id]
    paragraphs = Paragraph.objects.filter(pk__in=ids).prefetch_related("texts")
    texts = {
        p.pk: p.heading_text or (p.shown_text.text if p.shown_text else "") for p in paragraphs
    }
    for section in found:
        section.text = texts.get(section.place.paragraph_id or 0, "")
    return found


def _shown_findings(sources: Sources) -> list[ShownFinding]:
    rows = FindingMember.objects.filter(finding__event=sources.event).select_related(
        "point_version__version__submission__stakeholder"
    )
    versions = {row.pk: row.point_version for row in rows}
    shown = []
    for key, finding in sources.findings.items():
        finding.contrasts_with = sources.findings.get(f"f{finding.contrasts_with_id}")
        standing = {point.point_id: point for point in sources.points[key]}
        members, lost = [], []
        for row in finding.members.all():
            if row.point_id in standing:
                members.append((row, member_of(standing[row.point_id])))
            else:
                point = versions[row.pk]
                code = reason(point, sources)
                lost.append((row, Lost(key, code, point.version.submission)))
        shown.append(ShownFinding(finding, str(PointKind(finding.kind).label), members, lost))
    return shown


def _proposals(sources: Sources) -> list[dict[str, Any]]:
    findings = {finding.pk: finding for finding in sources.findings.values()}
    return [
        {
            "members": [member_of(point) for point in proposal.points],
            "per_cent": proposal.per_cent,
            "finding": findings.get(proposal.finding or 0),
        }
        for proposal in propose_groups(sources)
    ]
