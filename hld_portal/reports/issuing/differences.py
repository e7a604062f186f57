"""What changed between two issued documents, piece by piece and word by word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from hld_portal.reports.content_json import from_json
from hld_portal.reports.enums import IssueKind
from hld_portal.reports.issuing.corrigendum import Correction, corrections_in
from hld_portal.reports.issuing.units import Unit, units_of
from hld_portal.reports.leaves import LONGEST_SNAPSHOT
from hld_portal.reports.models import Build, Issue
from hld_portal.text.differences import Change, word_differences

ALIKE = 45.0  # of 100; below it one piece went and another came
LOOK_AHEAD = 12  # pieces among which a partner is sought
MOST_LETTERS = 60_000  # of a page of differences
LETTERS_OF_A_PLACE = 200


@dataclass(frozen=True)
class Step:
    """One step of a comparison: a run that is the same, or a piece that changed, went or came.

    The words are compared when they are asked for: a page shows few of many steps.
    """

    kind: str  # same, changed, removed, added
    place: str
    anchor: str = ""
    before: str = ""  # the place it had before, where that is another
    old: str = ""
    new: str = ""
    language: str = "en"
    count: int = 1  # pieces of a run that is the same

    @property
    def changes(self) -> list[Change]:
        return [] if self.kind == "same" else word_differences(self.old, self.new, self.language)

    @property
    def size(self) -> int:
        """Letters that a page has to show for it, its place and markup counted as some."""
        return LETTERS_OF_A_PLACE + len(self.old) + len(self.new)


@dataclass(frozen=True)
class Comparison:
    """What a document changed, cut into pages; the counts are of the whole."""

    pages: tuple[tuple[Step, ...], ...] = ()
    changed: int = 0
    added: int = 0
    removed: int = 0
    is_too_long: bool = False


def comparison_of(issue: Issue) -> Comparison:
    """Compare a document with the one that it changes; nothing of an original or an addendum.

    Cost: of a revision the first time in a process, reads both texts whole (1,000 pages: 3 s).
    """
    if issue.kind == IssueKind.CORRIGENDUM:
        return cut_into_pages(list(corrected(corrections_in(issue))))
    if issue.kind != IssueKind.REVISION or issue.changes is None:
        return Comparison()
    return _of_revision(
        issue.build_id, issue.changes.build_id, issue.manifest_sha256, issue.changes.manifest_sha256
    )


@lru_cache(maxsize=2)
def _of_revision(new_id: int, old_id: int, *_hashes: str) -> Comparison:
    """Compare the snapshots of two issued builds, which never change.

    The hashes keep them apart from builds of these numbers in a database since replaced.
    Queries: 1, or none
    """
    builds = Build.objects.filter(pk__in=(old_id, new_id))
    snapshots = dict(builds.values_list("pk", "snapshot"))
    if max(map(len, snapshots.values())) > LONGEST_SNAPSHOT:
        return Comparison(is_too_long=True)
    old, new = from_json(snapshots[old_id]), from_json(snapshots[new_id])
    return cut_into_pages(list(compare_units(units_of(old), units_of(new), new.language)))


def cut_into_pages(steps: Sequence[Step], most: int = 0) -> Comparison:
    """Part steps into pages of at most so many letters; a step that is longer has its own."""
    most = most or MOST_LETTERS
    pages: list[list[Step]] = [[]]
    weight = 0
    for step in steps:
        if pages[-1] and weight + step.size > most:
            pages.append([])
            weight = 0
        pages[-1].append(step)
        weight += step.size
    kinds = Counter(step.kind for step in steps)
    return Comparison(
        pages=tuple(map(tuple, pages)) if steps else (),
        changed=kinds["changed"],
        added=kinds["added"],
        removed=kinds["removed"],
    )


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
            yield Step("removed", unit.label, old=unit.text)
            continue
        yield from (_added(each) for each in come[at:partner])
        yield _changed(unit, come[partner], language)
        at = partner + 1
    yield from (_added(each) for each in come[at:])


def _partner(unit: Unit, come: Sequence[Unit], at: int) -> int | None:
    scores = [
        (fuzz.ratio(unit.text, other.text, score_cutoff=ALIKE), -place, place)
        for place, other in enumerate(come[at : at + LOOK_AHEAD], start=at)
        if (other.kind, other.reference) == (unit.kind, unit.reference)
    ]
    best = max(scores, default=(0.0, 0, 0))
    return best[2] if best[0] >= ALIKE else None


def _added(unit: Unit) -> Step:
    return Step("added", unit.label, unit.anchor, new=unit.text)


def _changed(old: Unit, new: Unit, language: str) -> Step:
    before = old.label if old.label != new.label else ""
    return Step("changed", new.label, new.anchor, before, old.text, new.text, language)


def corrected(corrections: Sequence[Correction]) -> Iterator[Step]:
    """Show each correction: word by word where the portal knows what stood there."""
    for each in corrections:
        # An instruction stands as it is: it is no text that came.
        old = each.reads if each.is_instruction else each.was
        yield Step("changed", each.place, each.anchor, old=old, new=each.reads)
