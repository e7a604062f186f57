"""Who has which tasks, and what waits for them: the first page of the desk."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _

from hld_portal.desk.places import UNASSIGNED
from hld_portal.desk.queueing import TABS
from roundtables.enums import AppointmentRole
from roundtables.models import Appointment, Dialogue, Event
from submissions.models import Submission

CURATES = frozenset({AppointmentRole.MODERATOR, AppointmentRole.SECRETARIAT})
DRAFTS = frozenset({AppointmentRole.RAPPORTEUR, AppointmentRole.SECRETARIAT})
SHOWN = ("open", "on_hold", "late", "returned", "published")


@dataclass(frozen=True)
class Meeting:
    """One meeting, or the texts without one, with what a person does there."""

    title: str
    theme: str
    number: int | None
    slug: str
    queue_url: str  # empty where they do not moderate
    counts: list[tuple[str, int, str]]  # words, how many, where
    is_drafted: bool


@dataclass
class Tasks:
    """What one person does in one dialogue."""

    dialogue: Dialogue
    roles: list[str]
    is_secretariat: bool
    issues: bool  # they give documents their symbols
    meetings: list[Meeting] = field(default_factory=list)

    @property
    def drafts(self) -> bool:
        """Whether they write a summary: then the page of drafting is theirs too."""
        return any(meeting.is_drafted for meeting in self.meetings)


def tasks_of(user: Any) -> list[Tasks]:
    """Return a person's tasks by dialogue, each queue with its counts. Queries: 3"""
    appointments = list(
        Appointment.objects.filter(user=user)
        .select_related("dialogue", "event")
        .order_by("dialogue__trial", "-dialogue__starts_on", "dialogue", "event__order", "pk")
    )
    if not appointments:
        return []
    events: dict[int, list[Event]] = defaultdict(list)
    dialogues = {appointment.dialogue_id: appointment.dialogue for appointment in appointments}
    rows = Event.objects.filter(dialogue__in=dialogues).select_related("round_table")
    for event in rows.order_by("order"):
        events[event.dialogue_id].append(event)
    counts = _counts(user, dialogues)
    held: dict[int, list[Appointment]] = defaultdict(list)
    for appointment in appointments:
        held[appointment.dialogue_id].append(appointment)
    return [_tasks(dialogues[key], own, events[key], counts) for key, own in held.items()]


Counts = dict[tuple[int, int | None], dict[str, int]]


def _counts(user: Any, dialogues: dict[int, Dialogue]) -> Counts:
    rows = (
        Submission.objects.on_desk_of(user)
        .filter(dialogue__in=dialogues)
        .order_by()
        .values("dialogue", "event")
        .annotate(**{key: Count("pk", filter=TABS[key][1]) for key in SHOWN}, every=Count("pk"))
    )
    return {
        (row["dialogue"], row["event"]): {key: row[key] for key in (*SHOWN, "every")}  # type: ignore[literal-required]
        for row in rows
    }


def _tasks(
    dialogue: Dialogue, own: list[Appointment], events: list[Event], counts: Counts
) -> Tasks:
    curated = _events_of(own, CURATES, events)
    drafted = [event for event in _events_of(own, DRAFTS, events) if event.number]
    tasks = Tasks(
        dialogue=dialogue,
        roles=[_role(appointment) for appointment in own],
        is_secretariat=any(one.role == AppointmentRole.SECRETARIAT for one in own),
        issues=any(one.role == AppointmentRole.DOCUMENTS_OFFICER for one in own),
    )
    for event in events:
        held = counts.get((dialogue.pk, event.pk), {}) if event in curated else None
        # A meeting that nothing was sent to is shown where it is somebody's only task.
        if held is not None and not (event.number or held.get("every") or len(curated) == 1):
            held = None
        if held is not None or event in drafted:
            tasks.meetings.append(_meeting(dialogue, event, held, is_drafted=event in drafted))
    unassigned = counts.get((dialogue.pk, None), {})
    if curated and unassigned.get("every"):
        tasks.meetings.append(_meeting(dialogue, None, unassigned, is_drafted=False))
    return tasks


def _events_of(
    own: list[Appointment], roles: frozenset[AppointmentRole], events: list[Event]
) -> list[Event]:
    mine = [appointment for appointment in own if appointment.role in roles]
    if any(appointment.event_id is None for appointment in mine):
        return events
    keys = {appointment.event_id for appointment in mine}
    return [event for event in events if event.pk in keys]


def _meeting(
    dialogue: Dialogue, event: Event | None, held: dict[str, int] | None, *, is_drafted: bool
) -> Meeting:
    slug = event.slug if event else UNASSIGNED
    url = reverse("desk:queue", args=[dialogue.slug, slug]) if held is not None else ""
    return Meeting(
        title=event.title if event else _("Without a round table"),
        theme=event.round_table.theme if event and event.number else "",
        number=event.number if event else None,
        slug=slug,
        queue_url=url,
        counts=[(str(TABS[key][0]), held.get(key, 0), f"{url}?state={key}") for key in SHOWN]
        if held is not None
        else [],
        is_drafted=is_drafted,
    )


def _role(appointment: Appointment) -> str:
    label = str(AppointmentRole(appointment.role).label)
    return f"{label}, {appointment.event.title}" if appointment.event else label


__all__ = ["Meeting", "Tasks", "tasks_of"]
