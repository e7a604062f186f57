"""What stands behind a sentence or a finding, as drafters see it: names, words, reasons."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hld_portal.accounts.enums import Group
from hld_portal.reports.checking import Lost
from hld_portal.reports.models import Finding
from hld_portal.reports.sources import Sources
from submissions.citing import may_be_cited
from submissions.enums import LinkTarget, PointKind
from submissions.models import PointVersion, Submission

REASONS = {
    "withdrawn": gettext_lazy("withdrawn"),
    "declined": gettext_lazy("declined"),
    "duplicate": gettext_lazy("a duplicate of another"),
    "on_hold": gettext_lazy("on hold"),
    "late": gettext_lazy("late and not admitted"),
    "moved": gettext_lazy("moved to another meeting"),
    "reworded": gettext_lazy("the point reads otherwise in a newer version, or was dropped"),
    "unquotable": gettext_lazy("no longer to be published: it may not be quoted"),
    "dissolved": gettext_lazy("the finding was taken apart"),
}


@dataclass(frozen=True)
class Member:
    """A point as the submitter wrote it, with its author and what may be done with it."""

    point: PointVersion
    submission: Submission
    quoted: bool
    named: bool

    @property
    def author(self) -> str:
        return self.submission.stakeholder.local_name

    @property
    def kind(self) -> str:
        return str(PointKind(self.point.kind).label)

    @property
    def addressee(self) -> str:
        dialogue, key = self.submission.dialogue, self.point.addressee
        return dict(dialogue.addressee_choices()).get(key, key)

    @property
    def places(self) -> list[str]:
        return [place_name(link) for link in self.point.links.all() if link.is_confirmed]


@dataclass
class Source:
    """A finding, or a point that no finding holds, with the points behind it."""

    key: str
    wording: str = ""
    kind: str = ""
    finding: Finding | None = None
    members: list[Member] = field(default_factory=list)
    lost: list[Lost] = field(default_factory=list)

    @property
    def counts(self) -> dict[Group, int]:
        return groups_of(member.point for member in self.members)


def member_of(point: PointVersion) -> Member:
    submission = point.version.submission
    use = may_be_cited(submission)
    return Member(point, submission, quoted=use.quoted, named=use.named)


def groups_of(points: Iterable[PointVersion]) -> dict[Group, int]:
    """Count the stakeholders behind points by group, each once, for the strip of squares."""
    found: dict[Group, set[int]] = {}
    for point in points:
        stakeholder = point.version.submission.stakeholder
        found.setdefault(stakeholder.group, set()).add(stakeholder.pk)
    return {group: len(ids) for group, ids in found.items()}


def sources_behind(keys: Iterable[str], sources: Sources, lost: Iterable[Lost]) -> list[Source]:
    """Return the sources of some keys, with what of them may no longer be cited."""
    lost = list(lost)
    return [_source(key, sources, [entry for entry in lost if entry.key == key]) for key in keys]


def _source(key: str, sources: Sources, lost: list[Lost]) -> Source:
    members = [member_of(point) for point in sources.points.get(key, [])]
    finding = sources.findings.get(key)
    if finding is None and key.startswith("f"):
        return Source(key, lost=lost)
    wording = finding.wording if finding else ""
    kind = finding.kind if finding else (members[0].point.kind if members else "")
    label = str(PointKind(kind).label) if kind else ""
    return Source(key, wording, label, finding, members, lost)


def lost_words(lost: Lost) -> str:
    """Say why a source may no longer be cited: "withdrawn on 3 October 2013, 08:50"."""
    words = str(REASONS[lost.code])
    if lost.at is None:
        return words
    when = date_format(lost.at, "DATETIME_FORMAT")
    return _("%(reason)s on %(when)s UTC") % {"reason": words, "when": when}


def place_name(link: Any) -> str:
    """Name what a link or a target speaks to: "para. 12", "text as a whole"."""
    if link.target == LinkTarget.PARAGRAPH:
        name = _("para. %(number)s") % {"number": link.paragraph.number}
    else:
        name = str(LinkTarget(link.target).label)
    return name if link.instrument.is_main else f"{link.instrument.short_title}, {name}"
