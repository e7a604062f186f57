"""The public coverage page: paragraphs by round tables and groups, silence shown."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from hld_portal.accounts.enums import Group
from roundtables.enums import TextStatus
from roundtables.models import Dialogue, Event, Instrument, Paragraph
from submissions.enums import LinkTarget
from submissions.models import Submission
from submissions.voices import Key, count_speakers, count_speakers_by_event, published_links

SHADES = 4  # of a cell, from pale to dark
OPENING_WORDS = 5


@dataclass(frozen=True)
class Cell:
    """How many stakeholders of a group speak to a row at a round table."""

    event: Event
    group: Group
    number: int
    shade: int  # 1 to 4, 0 where nobody speaks
    opens: bool  # the first of its round table

    @property
    def hue(self) -> int:
        return self.event.round_table.hue


@dataclass
class Row:
    """A paragraph, or the text as a whole, or what it lacks."""

    key: Key
    number: str
    label: str
    anchor: str
    code: str
    is_loaded: bool = True
    cells: list[Cell] = field(default_factory=list)
    counts: Counter = field(default_factory=Counter)  # at all meetings, each once

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def silent_groups(self) -> list[Group]:
        return [group for group in Group if not self.counts[group]]


@require_safe
def coverage_show(request: HttpRequest, dialogue: str) -> HttpResponse:
    """Show who speaks to what; `?instrument=` takes another text than the main one."""
    its_dialogue = get_object_or_404(Dialogue, slug=dialogue)
    instruments = list(its_dialogue.instruments.order_by("-is_main", "order"))
    slug = request.GET.get("instrument", "")
    instrument = next(
        (one for one in instruments if one.slug == slug), instruments[0] if instruments else None
    )
    context = coverage_context(its_dialogue, instrument, request.user)
    context["instruments"] = instruments
    context["faults"] = (
        [_("“%(slug)s” is no text of this dialogue; here is the main one.") % {"slug": slug}]
        if slug and instrument and instrument.slug != slug
        else []
    )
    return render(request, "desk/coverage.html", context)


def coverage_context(
    dialogue: Dialogue, instrument: Instrument | None, user: Any
) -> dict[str, Any]:
    """Return everything the page shows. Queries: 6, however much was said."""
    events = [
        event
        for event in dialogue.events.select_related("round_table").order_by("order")
        if hasattr(event, "round_table")
    ]
    rows = _rows(instrument) if instrument else []
    if instrument:
        _fill(rows, events, dialogue, instrument, user)
    cells = [cell for row in rows if row.is_loaded or row.total for cell in row.cells]
    return {
        "dialogue": dialogue,
        "instrument": instrument,
        "tables": events,
        "rows": rows,
        "groups": [(group, _short(group)) for group in Group],
        "columns": [(event, group) for event in events for group in Group],
        "published": Submission.objects.filter(dialogue=dialogue)
        .visible_to(user)
        .published()
        .count(),
        "cells_count": len(cells),
        "silent_count": sum(not cell.number for cell in cells),
        "silence": [row for row in rows if row.is_loaded and _is_silence(row)],
    }


def _is_silence(row: Row) -> bool:
    """Whether a paragraph is worth pointing at: a large group, or everybody, is silent."""
    large = (Group.STATES, Group.CIVIL_SOCIETY)
    return isinstance(row.key[1], int) and any(group in large for group in row.silent_groups)


def _rows(instrument: Instrument) -> list[Row]:
    """Return the rows without figures. Queries: 2"""
    head = "" if instrument.is_main else f"{instrument.slug}:"
    rows = [
        _paragraph_row(paragraph, head)
        for paragraph in instrument.paragraphs.order_by("order").prefetch_related("texts")
    ]
    for target in (LinkTarget.GENERAL, LinkTarget.MISSING):
        rows.append(
            Row(
                key=(instrument.pk, target.value),
                number="",
                label=str(target.label),
                anchor=target.value,
                code=f"{head}{target.value}",
            )
        )
    return rows


def _paragraph_row(paragraph: Paragraph, head: str) -> Row:
    text = paragraph.shown_text
    is_loaded = bool(paragraph.heading) or (
        text is not None and text.status != TextStatus.NOT_LOADED
    )
    words = (text.text if text else "").split()
    opening = " ".join(words[:OPENING_WORDS]) + ("…" if len(words) > OPENING_WORDS else "")
    return Row(
        key=(paragraph.instrument_id, paragraph.pk),
        number=paragraph.number,
        label=paragraph.heading_text or opening,
        anchor=paragraph.anchor,
        code=f"{head}{paragraph.number}",
        is_loaded=is_loaded,
    )


def _fill(
    rows: list[Row], events: list[Event], dialogue: Dialogue, instrument: Instrument, user: Any
) -> None:
    """Put the figures into the rows. Queries: 2"""
    links = published_links(dialogue, user).filter(instrument=instrument)
    everywhere = count_speakers(links)
    by_event = count_speakers_by_event(links)
    tables = {event.pk for event in events}
    largest = max(
        (
            number
            for (_key, event), counts in by_event.items()
            if event in tables
            for number in counts.values()
        ),
        default=1,
    )
    for row in rows:
        row.counts = everywhere.get(row.key, Counter())
        row.cells = [
            _cell(event, group, by_event.get((row.key, event.pk), Counter())[group], largest)
            for event in events
            for group in Group
        ]


def _cell(event: Event, group: Group, number: int, largest: int) -> Cell:
    shade = math.ceil(SHADES * number / largest)
    return Cell(event, group, number, shade, opens=group is Group.STATES)


def _short(group: Group) -> str:
    return {
        Group.STATES: pgettext("short for Member States", "MS"),
        Group.CIVIL_SOCIETY: pgettext("short for civil society", "CS"),
        Group.UN_SYSTEM: pgettext("short for United Nations system", "UN"),
        Group.OTHERS: pgettext("short for others", "Ot"),
    }[group]


__all__ = ["coverage_context", "coverage_show"]
