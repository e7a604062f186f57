"""What a plan must agree on within itself: nothing twice, nothing that leads nowhere."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from roundtables.loading.faults import Faults
from roundtables.loading.plan import DialoguePlan, InstrumentPlan, LinkPlan, Target


def check_plan(plan: DialoguePlan, faults: Faults) -> None:
    """Note every number, address or link that stands twice, and every unknown reference."""
    _note_twice(faults, "round table", [(e.number, e.line) for e in plan.events if e.number])
    _note_twice(faults, "event", [(e.slug, e.line) for e in plan.events if not e.round_table])
    _note_twice(faults, "instrument", [(i.slug, i.line) for i in plan.instruments])
    _note_twice(faults, "symbol", [(i.values["symbol"], i.line) for i in plan.instruments])
    for instrument in plan.instruments:
        _check_paragraphs(instrument, faults)
    _check_addressees(plan, faults)
    _check_main(plan, faults)
    _check_links(plan, faults)
    _check_references(plan, faults)


def _note_twice(faults: Faults, noun: str, found: Iterable[tuple[Hashable, int]]) -> None:
    first: dict[Hashable, int] = {}
    for name, line in found:
        if name and name in first:
            faults.add(line, f'{noun} "{name}" stands twice, first in line {first[name]}')
        else:
            first[name] = line


def _check_paragraphs(instrument: InstrumentPlan, faults: Faults) -> None:
    found = [(paragraph.number, paragraph.line) for paragraph in instrument.paragraphs]
    _note_twice(faults, "paragraph", found)


def _check_addressees(plan: DialoguePlan, faults: Faults) -> None:
    line = plan.lines.get("addressees", 0)
    keys = [(addressee["key"], line) for addressee in plan.values.get("addressees", [])]
    _note_twice(faults, "addressee", keys)


def _check_main(plan: DialoguePlan, faults: Faults) -> None:
    mains = [instrument for instrument in plan.instruments if instrument.values["is_main"]]
    if plan.instruments and not mains:
        faults.add(plan.lines["instruments"], 'one instrument must have "main: true"')
    for extra in mains[1:]:
        faults.add(extra.line, f'only one instrument can be the main one; "{mains[0].slug}" is')


def _check_links(plan: DialoguePlan, faults: Faults) -> None:
    known = {Target(slug, number) for slug, number in plan.paragraph_names()}
    known |= {Target("round-table", event.slug) for event in plan.events if event.round_table}
    for link in plan.links:
        for end in (link.start, link.end):
            if end.number and end not in known:
                faults.add(link.line, f'unknown reference "{end}": {_what_is_missing(end, plan)}')
        if link.start == link.end:
            faults.add(link.line, f'"{link.start}" is linked to itself')
    _note_twice(faults, "the link", [(_name(link), link.line) for link in plan.links])


def _name(link: LinkPlan) -> str:
    return f"{link.start} to {link.end}" if link.start.number and link.end.number else ""


def _what_is_missing(end: Target, plan: DialoguePlan) -> str:
    if end.is_round_table:
        return f"there is no round table {end.number}"
    slugs = [instrument.slug for instrument in plan.instruments]
    if end.place in slugs:
        return f'"{end.place}" has no paragraph {end.number}'
    return f'there is no instrument "{end.place}"; known: {", ".join(slugs)}'


def _check_references(plan: DialoguePlan, faults: Faults) -> None:
    known = {
        "event": {event.slug for event in plan.events if not event.round_table},
        "round_table": {event.slug for event in plan.events if event.round_table},
        "instrument": {instrument.slug for instrument in plan.instruments},
    }
    for reference in plan.references:
        if reference.name not in known[reference.kind]:
            noun = reference.kind.replace("_", " ")
            message = f'unknown reference "{reference.name}": there is no such {noun}'
            faults.add(reference.line, message)
