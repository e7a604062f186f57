"""From a checked plan to rows: all of it or nothing."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from hld_portal.record.services import log_move
from roundtables.loading.faults import Faults
from roundtables.loading.plan import DialoguePlan, EventPlan, InstrumentPlan, Target
from roundtables.loading.rehearsing import as_rehearsal
from roundtables.loading.removing import remove_absent, remove_call
from roundtables.loading.tally import Tally
from roundtables.models import (
    Call,
    Dialogue,
    Event,
    Instrument,
    Paragraph,
    ParagraphText,
    RoundTable,
    SuggestedLink,
)


def apply_plan(plan: DialoguePlan, *, trial_slug: str = "", check: bool = False) -> Tally:
    """Bring a dialogue to what its file says, in one transaction.

    The file is the truth for all that it can say, with one exception: whether a call is
    open is taken from it only when the call is made; afterwards the secretariat opens and
    closes in the portal, and a later load never undoes that.

    Args:
        trial_slug: apply it as a rehearsal copy at this address instead.
        check: work everything out, then roll back.

    Raises:
        FaultyFile: the file and what is in the database do not go together; every
            conflict is named, nothing is written.
    """
    faults, tally = Faults(), Tally()
    with transaction.atomic():
        if trial_slug:
            plan = as_rehearsal(plan, trial_slug)
        dialogue = _settle_dialogue(plan, tally, faults)
        events = {
            event.slug: _settle_event(dialogue, event, tally, faults) for event in plan.events
        }
        paragraphs = _settle_instruments(dialogue, plan, tally)
        _settle_links(dialogue, plan, paragraphs, events, tally)
        remove_absent(dialogue, plan, tally, faults)
        faults.raise_if_any()
        if tally.wrote_anything:
            counts: dict[str, Any] = tally.counts()
            log_move(dialogue, verb="load", **counts)
        if check:
            transaction.set_rollback(True)
    return tally


def _settle_dialogue(plan: DialoguePlan, tally: Tally, faults: Faults) -> Dialogue:
    existing = Dialogue.objects.filter(slug=plan.slug).first()
    _check_identity(existing, plan, faults)
    # Rows that follow need a dialogue, and a taken prefix would break its constraint.
    faults.raise_if_any()
    name = f'dialogue "{plan.slug}"'
    return tally.settle(Dialogue, existing, {"slug": plan.slug}, plan.values, name)


def _check_identity(existing: Dialogue | None, plan: DialoguePlan, faults: Faults) -> None:
    prefix, line = plan.values["reference_prefix"], plan.lines.get("reference_prefix", 0)
    if existing and existing.trial != plan.values["trial"]:
        is_one = "is" if existing.trial else "is not"
        faults.add(plan.lines.get("slug", 0), f'"{plan.slug}" is there and {is_one} a rehearsal')
    elif existing and existing.reference_prefix != prefix:
        # References such as HLD2013/0042 are frozen for ever.
        message = f'"reference_prefix" was "{existing.reference_prefix}" and can never change'
        faults.add(line, message)
    taken = Dialogue.objects.filter(reference_prefix=prefix).exclude(slug=plan.slug).first()
    if taken:
        faults.add(line, f'"reference_prefix" {prefix} belongs to the dialogue "{taken.slug}"')


def _settle_event(dialogue: Dialogue, plan: EventPlan, tally: Tally, faults: Faults) -> Event:
    name = f"round table {plan.slug}" if plan.round_table else f'event "{plan.slug}"'
    lookup = {"dialogue": dialogue, "slug": plan.slug}
    existing = Event.objects.filter(**lookup).first()
    event = tally.settle(Event, existing, lookup, plan.values, name)
    if plan.round_table:
        table = RoundTable.objects.filter(event=event).first()
        tally.settle(RoundTable, table, {"event": event}, plan.round_table, name)
    _settle_call(event, plan, name, tally, faults)
    return event


def _settle_call(event: Event, plan: EventPlan, name: str, tally: Tally, faults: Faults) -> None:
    call = Call.objects.select_related("event").filter(event=event).first()
    if not plan.call:
        if call:
            remove_call(call, plan.line, tally, faults)
        return
    values = dict(plan.call)
    if call and call.closed != values["closed"]:
        state = "closed" if call.closed else "open"
        tally.remarks.append(f"kept: the call of {name} is {state} in the portal and stays so")
        del values["closed"]
    tally.settle(Call, call, {"event": event}, values, f"the call of {name}")


def _settle_instruments(
    dialogue: Dialogue, plan: DialoguePlan, tally: Tally
) -> dict[Target, Paragraph]:
    existing = {instrument.slug: instrument for instrument in dialogue.instruments.all()}
    paragraphs: dict[Target, Paragraph] = {}
    # The main one last: there can be one only, and the former one must have ceased to be it.
    for one in sorted(plan.instruments, key=lambda instrument: instrument.values["is_main"]):
        lookup = {"dialogue": dialogue, "slug": one.slug}
        name = f'instrument "{one.slug}"'
        row = tally.settle(Instrument, existing.get(one.slug), lookup, one.values, name)
        for paragraph in _settle_paragraphs(row, one, tally):
            paragraphs[Target(one.slug, paragraph.number)] = paragraph
    return paragraphs


def _settle_paragraphs(
    instrument: Instrument, plan: InstrumentPlan, tally: Tally
) -> list[Paragraph]:
    existing = {one.number: one for one in instrument.paragraphs.prefetch_related("texts")}
    settled = []
    for one in plan.paragraphs:
        known = existing.get(one.number)
        texts = {text.language: text for text in known.texts.all()} if known else {}
        lookup = {"instrument": instrument, "number": one.number}
        name = f'paragraph {one.number} of "{instrument.slug}"'
        paragraph = tally.settle(Paragraph, known, lookup, one.values, name)
        for language, values in one.texts.items():
            key = {"paragraph": paragraph, "language": language}
            text_name = f"{name} ({language})"
            tally.settle(ParagraphText, texts.pop(language, None), key, values, text_name)
        for language, text in texts.items():
            tally.remove(text, f"{name} ({language})")
        settled.append(paragraph)
    return settled


def _settle_links(
    dialogue: Dialogue,
    plan: DialoguePlan,
    paragraphs: dict[Target, Paragraph],
    events: dict[str, Event],
    tally: Tally,
) -> None:
    rows = SuggestedLink.objects.filter(paragraph__instrument__dialogue=dialogue)
    existing = {(row.paragraph_id, row.event_id, row.other_id): row for row in rows}
    for link in plan.links:
        start = paragraphs[link.start]
        event = events[link.end.number] if link.end.is_round_table else None
        other = None if event else paragraphs[link.end]
        lookup = {"paragraph": start, "event": event, "other": other}
        ends = (start.pk, event.pk if event else None, other.pk if other else None)
        known = existing.pop(ends, None)
        name = f"the link from {link.start} to {link.end}"
        tally.settle(SuggestedLink, known, lookup, link.values, name)
    for row in existing.values():
        tally.remove(row, f"the suggested link {row}")
