"""What a point can be linked to, and for whom a group statement speaks: lists to pick from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from hld_portal.accounts.enums import StakeholderKind
from hld_portal.accounts.models import Stakeholder
from roundtables.enums import InstrumentStatus
from roundtables.models import Dialogue, Instrument, Paragraph
from roundtables.states import all_states, find_state, states_by_iso3
from submissions.enums import LinkTarget


@dataclass(frozen=True)
class Pick:
    """One thing a point can be linked to."""

    code: str  # as the form posts it: A/RES/68/4:12
    number: str  # "12", or empty for the text as a whole and what it lacks
    label: str  # the paragraph's words, or what stands for them
    chip: str  # short: "para. 12"
    is_described: bool = False


@dataclass(frozen=True)
class PickGroup:
    """One instrument with what can be linked in it."""

    title: str
    instrument: Instrument
    picks: list[Pick]

    @property
    def is_main(self) -> bool:
        return self.instrument.is_main

    @property
    def is_draft(self) -> bool:
        return self.instrument.status == InstrumentStatus.DRAFT


def pick_groups(dialogue: Dialogue) -> list[PickGroup]:
    """Return every instrument of a dialogue with its paragraphs, the main one first. Queries: 3"""
    instruments = dialogue.instruments.order_by("-is_main", "order").prefetch_related(
        "paragraphs__texts"
    )
    return [_group(instrument) for instrument in instruments]


def _group(instrument: Instrument) -> PickGroup:
    picks = [_pick(instrument, paragraph) for paragraph in instrument.paragraphs.all()]
    name = instrument.short_title
    whole = _("%(text)s as a whole") % {"text": _raised(name)}
    missing = _("Missing from %(text)s") % {"text": name}
    picks.append(Pick(f"{instrument.symbol}:{LinkTarget.GENERAL}", "", whole, whole))
    picks.append(Pick(f"{instrument.symbol}:{LinkTarget.MISSING}", "", missing, missing))
    return PickGroup(_raised(instrument.title), instrument, picks)


def _pick(instrument: Instrument, paragraph: Paragraph) -> Pick:
    text = paragraph.shown_text
    label = (text.text if text else "") or paragraph.heading_text or _("Text not loaded")
    if instrument.is_main:
        chip = _("para. %(number)s") % {"number": paragraph.number}
    else:
        chip = _("%(text)s, %(number)s") % {
            "text": _raised(instrument.short_title.removeprefix("the ")),
            "number": paragraph.number,
        }
    code = f"{instrument.symbol}:{paragraph.number}"
    return Pick(code, paragraph.number, label, chip, bool(text and text.is_described))


def _raised(text: str) -> str:
    return text[:1].upper() + text[1:]


@dataclass(frozen=True)
class Speaker:
    """A State that a group statement may speak for; `value` is posted."""

    value: str
    name: str
    chosen: bool


def speaker_choices(stakeholder: Stakeholder, chosen: Iterable[int]) -> list[Speaker]:
    """Return the States to pick from: our checked list, for an invented one its like. Queries: 1

    Invented States are never offered beside real ones.
    """
    chosen = set(chosen)
    if stakeholder.invented:
        others = Stakeholder.objects.filter(invented=True, kind=StakeholderKind.STATE)
        return [
            Speaker(str(other.pk), other.local_name, other.pk in chosen)
            for other in others.exclude(pk=stakeholder.pk)
        ]
    known = dict(Stakeholder.objects.filter(pk__in=chosen).values_list("iso3", "pk"))
    return [
        Speaker(state.iso3, state.name, state.iso3 in known)
        for state in all_states()
        if state.iso3 != stakeholder.iso3
    ]


def read_speakers(stakeholder: Stakeholder, values: list[str]) -> list[int]:
    """Return the ids of the States that a post names, by ISO code or id; others are left out.

    A State of our list that is not yet a stakeholder becomes one, without members.
    """
    if not values:
        return []
    numbers = {int(value) for value in values if value.isascii() and value.isdigit()}
    states = {state.iso3: state for value in values if (state := find_state(value))}
    found = Stakeholder.objects.filter(
        Q(pk__in=numbers, kind=StakeholderKind.STATE, invented=stakeholder.invented)
        | Q(iso3__in=[] if stakeholder.invented else states, invented=False)
    )
    ids = {other.pk: other.iso3 for other in found.exclude(pk=stakeholder.pk)}
    if not stakeholder.invented:
        for iso3 in states.keys() - set(ids.values()) - {stakeholder.iso3}:
            ids[enter_state(iso3).pk] = iso3
    return sorted(ids)


def enter_state(iso3: str) -> Stakeholder:
    """Return a State of our list as a stakeholder, made without members if it is new."""
    state = states_by_iso3()[iso3]
    known = Stakeholder.objects.filter(Q(iso3=iso3) | Q(name__iexact=state.name), invented=False)
    return known.first() or Stakeholder.objects.create(
        iso3=state.iso3,
        name=state.name,
        kind=StakeholderKind.STATE if state.is_member else StakeholderKind.OBSERVER,
        region=state.regional_group,
    )
