"""What a dialogue's first page shows: dates, round tables, figures, the latest texts."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count
from django.utils.text import capfirst
from django.utils.timezone import now
from django.utils.translation import gettext as _

from hld_portal.accounts.enums import Group, StakeholderKind
from hld_portal.reports.models import Build
from hld_portal.site.templatetags.ui import in_zone
from roundtables.models import Call, Dialogue, Event, Instrument, RoundTable
from submissions.enums import State
from submissions.listing import list_rows
from submissions.models import PointLink, Submission

LATEST = 4


@dataclass
class Table:
    """A round table with the number of published submissions by group."""

    event: Event
    round_table: RoundTable
    counts: Counter = field(default_factory=Counter)

    @property
    def number(self) -> int:
        return self.round_table.number

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def call(self) -> Call | None:
        return getattr(self.event, "call", None)

    @property
    def is_open(self) -> bool:
        return self.call is not None and self.call.is_open()


@dataclass
class Milestone:
    """A date of the dialogue; `mark` is past, next or nothing."""

    starts_on: date
    ends_on: date
    label: str
    mark: str = ""


def dialogue_context(dialogue: Dialogue, user: Any) -> dict[str, Any]:
    """Return everything the page shows. Queries: 10, however many submissions there are."""
    events = list(dialogue.events.select_related("round_table", "call").order_by("order"))
    for event in events:
        event.dialogue = dialogue
    tables = tables_of(events, published_by_event(dialogue, user))
    instruments = list(dialogue.instruments.order_by("-is_main", "order"))
    return {
        "dialogue": dialogue,
        "tables": tables,
        "wheel_tables": [(table.number, table.counts) for table in tables],
        "milestones": milestones_of(dialogue, events),
        "call": leading_call(tables),
        "figures": figures_of(dialogue, user, instruments),
        "latest": latest_of(dialogue, user),
        "instruments": instruments,
        "reports": public_builds(dialogue),
    }


def public_builds(dialogue: Dialogue) -> list[Build]:
    """Return the build of each report that everybody may read, with its issue. Queries: 1

    Of a report that was revised only the text that holds: the one before it is issued, too.
    """
    builds = (
        Build.objects.public().filter(report__dialogue=dialogue).select_related("report", "issue")
    )
    found = builds.defer("snapshot", "issue__manifest").order_by("report", "published_at", "pk")
    return list({build.report_id: build for build in found}.values())


def published_by_event(dialogue: Dialogue, user: Any) -> dict[int | None, Counter]:
    """Return counts by group of the published submissions of each event. Queries: 1"""
    rows = (
        Submission.objects.filter(dialogue=dialogue)
        .published()
        .visible_to(user)
        .values("event_id", "stakeholder__kind")
        .annotate(number=Count("pk"))
    )
    counts: dict[int | None, Counter] = {}
    for row in rows:
        group = StakeholderKind(row["stakeholder__kind"]).group
        counts.setdefault(row["event_id"], Counter())[group] += row["number"]
    return counts


def tables_of(events: list[Event], counts: dict[int | None, Counter]) -> list[Table]:
    tables = [
        Table(event, event.round_table, counts.get(event.pk, Counter()))
        for event in events
        if hasattr(event, "round_table")
    ]
    return sorted(tables, key=lambda table: table.number)


def leading_call(tables: list[Table]) -> Call | None:
    """Return the open call that closes first; one without a closing time comes last."""
    calls = [table.call for table in tables if table.call and table.is_open]
    return min(
        calls, key=lambda call: (call.closes_at is None, call.closes_at or now()), default=None
    )


def milestones_of(dialogue: Dialogue, events: list[Event]) -> list[Milestone]:
    """Return the dates in order; meetings on the same days stand together as one."""
    meetings: dict[tuple[date, date], list[str]] = {}
    for event in events:
        if event.starts_on and not hasattr(event, "round_table"):
            days = (event.starts_on, event.ends_on or event.starts_on)
            meetings.setdefault(days, []).append(event.title)
    tables = {
        (event.starts_on, event.ends_on or event.starts_on)
        for event in events
        if event.starts_on and hasattr(event, "round_table")
    }
    for days in tables:
        meetings.setdefault(days, []).append(_("round tables"))
    milestones = [
        Milestone(*days, label=capfirst(", ".join(names))) for days, names in meetings.items()
    ]
    closings = {
        in_zone(event.call.closes_at, dialogue.zone).date()
        for event in events
        if hasattr(event, "call") and event.call.closes_at
    }
    milestones += [Milestone(day, day, label=_("Submissions close")) for day in closings]
    milestones.sort(key=lambda milestone: (milestone.starts_on, milestone.ends_on))
    return mark_milestones(milestones, in_zone(now(), dialogue.zone).date())


def mark_milestones(milestones: list[Milestone], today: date) -> list[Milestone]:
    """Mark what is over, and the first that is not."""
    for milestone in milestones:
        milestone.mark = "past" if milestone.ends_on < today else ""
    coming = [milestone for milestone in milestones if not milestone.mark]
    if coming:
        coming[0].mark = "next"
    return milestones


def figures_of(dialogue: Dialogue, user: Any, instruments: list[Instrument]) -> dict[str, Any]:
    """Count what was received and published, who has spoken, and to what. Queries: 4"""
    received = Submission.objects.filter(dialogue=dialogue).exclude(state=State.DRAFT)
    published = Submission.objects.filter(dialogue=dialogue).published().visible_to(user)
    speakers: Counter = Counter()
    rows = published.values("stakeholder__kind").annotate(
        number=Count("stakeholder", distinct=True)
    )
    for row in rows:
        speakers[StakeholderKind(row["stakeholder__kind"]).group] += row["number"]
    main = next((instrument for instrument in instruments if instrument.is_main), None)
    spoken_to = PointLink.objects.filter(
        paragraph__instrument=main,
        confirmed_at__isnull=False,
        point_version__version__in=published.values("published_version"),
    )
    return {
        "received": received.count(),
        "published": published.count(),
        "states": speakers[Group.STATES],
        "others": sum(speakers.values()) - speakers[Group.STATES],
        "paragraphs": spoken_to.values("paragraph").distinct().count() if main else 0,
        "main": main,
    }


def latest_of(dialogue: Dialogue, user: Any) -> list[Submission]:
    """Return the last few published, with what their rows show. Queries: 2"""
    published = Submission.objects.filter(dialogue=dialogue).published().visible_to(user)
    return list_rows(published.order_by("-published_at", "-pk")[:LATEST])
