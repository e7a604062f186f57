"""What changed between two issued documents, piece by piece and word by word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from hld_portal.reports.content_json import from_json
from hld_portal.reports.enums import IssueKind
from hld_portal.reports.issuing.corrigendum import Correction, corrections_in
from hld_portal.reports.issuing.units import Unit, units_of
from hld_portal.reports.models import Issue
from hld_portal.text.differences import Change, word_differences

ALIKE = 45.0  # of 100; below it one piece went and another came
LOOK_AHEAD = 12  # pieces among which a partner is sought


@dataclass(frozen=True)
class Step:
    """One step of a comparison: a run that is the same, or a piece that changed, went or came."""

    kind: str  # same, changed, removed, added
    place: str
    anchor: str = ""
    before: str = ""  # the place it had before, where that is another
    changes: tuple[Change, ...] = ()
    count: int = 1  # pieces of a run that is the same


def differences_of(issue: Issue) -> list[Step]:
    """Compare a document with the one that it changes; nothing of an original."""
    if issue.changes is None or issue.build is None or issue.changes.build is None:
        return []
    if issue.kind == IssueKind.CORRIGENDUM:
        return list(corrected(corrections_in(issue)))
    if issue.kind == IssueKind.REVISION:
        old, new = (from_json(each.snapshot) for each in (issue.changes.build, issue.build))
        return list(compare_units(units_of(old), units_of(new), new.language))
    return []


def compare_units(old: Sequence[Unit], new: Sequence[Unit], language: str) -> Iterator[Step]:
    """Set the pieces of two documents side by side, in reading order."""
    before, after = ([_key(unit) for unit in units] for units in (old, new))
    gone: list[Unit] = []
    come: list[Unit] = []
    for step in Indel.opcodes(before, after):
        if step.tag != "equal":
            gone += old[step.src_start : step.src_end]
            come += new[step.dest_start : step.dest_end]
            continue
        yield from _gap(gone, come, language)
        gone, come = [], []
        yield _same(old[step.src_start : step.src_end], new[step.dest_start : step.dest_end])
    yield from _gap(gone, come, language)


def _key(unit: Unit) -> str:
    return f"{unit.kind}\n{unit.reference}\n{unit.text}"


def _same(old: Sequence[Unit], new: Sequence[Unit]) -> Step:
    place, before = _run(new), _run(old)
    return Step("same", place, new[0].anchor, before if before != place else "", count=len(new))


def _run(units: Sequence[Unit]) -> str:
    first, last = units[0].label, units[-1].label
    return first if first == last else f"{first} – {last}"


def _gap(gone: Sequence[Unit], come: Sequence[Unit], language: str) -> Iterator[Step]:
    """Pair what went with what came where the words are alike; each keeps its order."""
    at = 0
    for unit in gone:
        partner = _partner(unit, come, at)
        if partner is None:
            yield Step("removed", unit.label, changes=(Change("removed", unit.text),))
            continue
        yield from (_added(each) for each in come[at:partner])
        yield _changed(unit, come[partner], language)
        at = partner + 1
    yield from (_added(each) for each in come[at:])


def _partner(unit: Unit, come: Sequence[Unit], at: int) -> int | None:
    scores = [
        (fuzz.ratio(unit.text, other.text), -place, place)
        for place, other in enumerate(come[at : at + LOOK_AHEAD], start=at)
        if (other.kind, other.reference) == (unit.kind, unit.reference)
    ]
    best = max(scores, default=(0.0, 0, 0))
    return best[2] if best[0] >= ALIKE else None


def _added(unit: Unit) -> Step:
    return Step("added", unit.label, unit.anchor, changes=(Change("added", unit.text),))


def _changed(old: Unit, new: Unit, language: str) -> Step:
    changes = tuple(word_differences(old.text, new.text, language))
    before = old.label if old.label != new.label else ""
    return Step("changed", new.label, new.anchor, before, changes)


def corrected(corrections: Sequence[Correction]) -> Iterator[Step]:
    """Show each correction: word by word where the portal knows what stood there."""
    for each in corrections:
        if each.was:
            changes = tuple(word_differences(each.was, each.reads, "en"))
        else:
            changes = (Change("added", each.reads),)
        yield Step("changed", each.place, each.anchor, changes=changes)
