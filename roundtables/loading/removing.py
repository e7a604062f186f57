"""What is in the database but no longer in the file: removed, unless something links to it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import ManyToOneRel, Model

from roundtables.loading.faults import Faults
from roundtables.loading.plan import DialoguePlan, InstrumentPlan
from roundtables.loading.tally import Tally
from roundtables.models import (
    Call,
    Dialogue,
    Event,
    Instrument,
    Paragraph,
    ParagraphText,
    RoundTable,
)


def count_links(row: Model, *, parts: Collection[type[Model]] = ()) -> str:
    """What leads to a row, in words: "2 point links, 1 finding"; empty when nothing does.

    Asks every relation that any app has to the row's model, so that a new kind of link
    protects paragraphs from its first day. `parts` are what belongs to the row itself.

    Queries: one for each relation
    """
    found = []
    # Hidden ones too: related_name="+" hides a link from us, not from the database. What is
    # many-to-many shows as the hidden foreign keys of its own table.
    for relation in row._meta.get_fields(include_hidden=True):
        if not isinstance(relation, ManyToOneRel):  # which one-to-one is a kind of
            continue
        model: Any = relation.related_model
        count = 0 if model in parts else _count(model, relation.field.name, row)
        if count:
            meta = model._meta
            found.append(f"{count} {meta.verbose_name if count == 1 else meta.verbose_name_plural}")
    return ", ".join(found)


def _count(model: Any, field_name: str, row: Model) -> int:
    return int(model._base_manager.filter(**{field_name: row}).count())


def remove_absent(dialogue: Dialogue, plan: DialoguePlan, tally: Tally, faults: Faults) -> None:
    """Remove events, instruments and paragraphs that the file no longer names.

    Suggested links must have been settled before: those of the file never protect what
    the file itself dropped.
    """
    wanted = {instrument.slug: instrument for instrument in plan.instruments}
    for instrument in dialogue.instruments.all():
        _remove_paragraphs(instrument, wanted.get(instrument.slug), plan, tally, faults)
    slugs = {event.slug for event in plan.events}
    for event in dialogue.events.exclude(slug__in=slugs):
        _remove_event(event, plan, tally, faults)


def remove_call(call: Call, line: int, tally: Tally, faults: Faults) -> None:
    """Take back the invitation to an event, as long as nobody has answered it."""
    event = call.event
    links = ", ".join(filter(None, (_links_to_event(event), count_links(call))))
    if links:
        message = f'{_name(event)} has no "call" in the file, but is in use: {links}'
        faults.add(line, f"{message}; close the call instead (status: closed)")
    else:
        tally.remove(call, f"the call of {_name(event)}")


def _remove_paragraphs(
    instrument: Instrument,
    wanted: InstrumentPlan | None,
    plan: DialoguePlan,
    tally: Tally,
    faults: Faults,
) -> None:
    numbers = {paragraph.number for paragraph in wanted.paragraphs} if wanted else set()
    line = wanted.paragraphs_line if wanted else plan.lines.get("instruments", 0)
    protected = False
    for paragraph in instrument.paragraphs.exclude(number__in=numbers):
        name = f'paragraph {paragraph.number} of "{instrument.slug}"'
        if links := count_links(paragraph, parts=[ParagraphText]):
            protected = True
            faults.add(line, _refusal(name, links))
        else:
            tally.remove(paragraph, name)
    if wanted is None and not protected:
        name = f'instrument "{instrument.slug}"'
        if links := count_links(instrument, parts=[Paragraph]):
            faults.add(line, _refusal(name, links))
        else:
            tally.remove(instrument, name)


def _remove_event(event: Event, plan: DialoguePlan, tally: Tally, faults: Faults) -> None:
    key = "round_tables" if event.kind == "round_table" else "events"
    call = Call.objects.filter(event=event).first()
    in_call = count_links(call) if call else ""
    if links := ", ".join(filter(None, (_links_to_event(event), in_call))):
        faults.add(plan.lines.get(key, 0), _refusal(_name(event), links))
    else:
        tally.remove(event, _name(event))


def _links_to_event(event: Event) -> str:
    return count_links(event, parts=[RoundTable, Call])


def _name(event: Event) -> str:
    if event.kind == "round_table":
        return f"round table {event.slug}"
    return f'event "{event.slug}"'


def _refusal(name: str, links: str) -> str:
    return f"{name} is not in the file, but something links to it ({links}); put it back"
