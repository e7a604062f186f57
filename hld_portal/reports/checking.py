"""Compare the sentences of a summary with what may be cited and counted now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import Any

from hld_portal.record.models import LogEntry
from hld_portal.reports.drafting.document_check import Remark, Stand, check_sentence, counts_for
from hld_portal.reports.drafting.opening import draft_opening
from hld_portal.reports.drafting.outputs import CountedWord
from hld_portal.reports.drafting.scale import Scale
from hld_portal.reports.drafting.spotting import find_quantifiers
from hld_portal.reports.drafting.words import quantifier
from hld_portal.reports.enums import ParagraphRole
from hld_portal.reports.models import FindingMember, SummaryParagraph
from hld_portal.reports.sources import Sources, scale_of
from submissions.citing import may_be_cited
from submissions.enums import State
from submissions.models import PointVersion, Submission

UNCOUNTED = ("uncounted", "nobody")  # codes of a `Remark` without a count
Row = dict[str, Any]  # a sentence or an item of a SummaryParagraph


@dataclass(frozen=True)
class Change:
    """A count that differs from the one the text was drafted with."""

    then: CountedWord
    n: int
    total: int
    becomes: str  # the word it deserves now; the same one where that still fits, "" for nobody


@dataclass(frozen=True)
class Lost:
    """A source that may no longer be cited, and why: a code, and when for a withdrawal."""

    key: str
    code: (
        str  # withdrawn, declined, on_hold, duplicate, late, moved, reworded, unquotable, dissolved
    )
    submission: Submission | None = None
    at: datetime | None = None


@dataclass(frozen=True)
class Decision:
    """A counted word that a person lets stand, against the count it has now."""

    stand: Stand
    reason: str
    by: int | None  # id of a user
    at: datetime | None


@dataclass
class RowCheck:
    """What is wrong with one sentence or item."""

    row: Row
    counted: list[CountedWord] = field(default_factory=list)  # as of now
    remarks: list[Remark] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)  # words that stand by decision
    lost: list[str] = field(default_factory=list)  # keys without any source now
    no_source: bool = False

    @property
    def is_wrong(self) -> bool:
        return bool(self.remarks or self.lost or self.no_source)

    @property
    def is_unsound(self) -> bool:
        """Whether nobody may approve it: a word no count is found for is only a remark."""
        miscounted = any(remark.code != "uncounted" for remark in self.remarks)
        return bool(self.lost or self.no_source or miscounted)


def check_row(row: Row, sources: Sources, scale: Scale, *, role: str) -> RowCheck:
    """Check one sentence or item against the counts of now."""
    check = RowCheck(row)
    needs_source = role not in (ParagraphRole.OPENING, ParagraphRole.OWN)
    check.no_source = needs_source and not row["citations"]
    check.lost = [key for key in row["citations"] if not sources.points.get(key)]
    for word, n, total in _counted_now(row, sources):
        becomes = quantifier(n, total, scale) if n else ""
        if n:
            check.counted.append(replace(word, n=n, total=total))
        if (n, total) != (word.n, word.total):
            check.changes.append(Change(word, n, total, becomes))
    check.counted += missing_counts(row, sources, scale)
    if role not in (ParagraphRole.OPENING, ParagraphRole.OWN):
        check.decisions = _decisions(row, check.counted)
        stands = {decision.stand for decision in check.decisions}
        remarks = check_sentence(row["text"], check.counted, scale, stands=stands)
        # Where a source is gone, that its count is gone with it says nothing new.
        check.remarks = [r for r in remarks if not (check.lost and r.code in UNCOUNTED)]
    return check


def _decisions(row: Row, counted: Sequence[CountedWord]) -> list[Decision]:
    """Return the decisions that hold: the word is there, its count is the one decided on."""
    filed = row.get("overrides") or []
    said = {(word.word, word.group) for word in find_quantifiers(row["text"])} if filed else set()
    counts = {(count.group, count.n, count.total) for count in counted}
    counts |= {(group, 0, 0) for _word, group in said} - {(each.group, 0, 0) for each in counted}
    return [
        Decision(
            Stand(one["word"], one["group"], one["n"], one["total"]),
            one["reason"],
            one.get("by"),
            datetime.fromisoformat(one["at"]) if one.get("at") else None,
        )
        for one in filed
        if (one["word"], one["group"]) in said and (one["group"], one["n"], one["total"]) in counts
    ]


def counted_as_used(row: Row, sources: Sources) -> list[Row]:
    """Return the counts that words of a row speak of, as of now, each with the word it has there.

    A count on file of which the text says nothing is none of them. A word that stands by
    decision carries `by_decision`.
    """
    counts = [replace(word, n=n, total=total) for word, n, total in _counted_now(row, sources) if n]
    found = [word for word in find_quantifiers(row["text"]) if word.speaks]
    stands = {decision.stand for decision in _decisions(row, counts)}
    used = []
    for count in counts:
        word = next((each for each in found if count in counts_for(each, counts, found)), None)
        if word is not None:
            stand = Stand(word.word, word.group, count.n, count.total)
            used.append(asdict(count) | {"word": word.word, "by_decision": stand in stands})
    return used


def _counted_now(row: Row, sources: Sources) -> Iterator[tuple[CountedWord, int, int]]:
    for filed in row["counted"]:
        word = CountedWord(**filed)
        yield word, *count_now(word, sources)


def missing_counts(
    row: Row, sources: Sources, scale: Scale, keys: Iterable[str] = ()
) -> list[CountedWord]:
    """Return the counts that a row wants and has not on file, for the groups its text names.

    Args:
        keys: citations whose counts are wanted in any case; of the others only for a group
            of which nothing is on file.
    """
    said = {word.group for word in find_quantifiers(row["text"]) if word.speaks}
    filed = {(count["group"], count["finding"]) for count in row["counted"]}
    groups = {group for group, _finding in filed}
    wanted = [
        CountedWord("", group, 0, 0, key)
        for key in row["citations"]
        for group in sorted(said)
        if (group, key) not in filed and (key in keys or group not in groups)
    ]
    counts = [(word, *count_now(word, sources)) for word in wanted]
    return [
        replace(word, word=quantifier(n, total, scale), n=n, total=total)
        for word, n, total in counts
        if n
    ]


def count_now(word: CountedWord, sources: Sources) -> tuple[int, int]:
    """Return how many of how many stand behind a counted word by now."""
    counts, contributors = sources.counts(word.finding), sources.table.contributors
    if word.group == "participants":
        return counts.total, contributors.total
    return counts.by_group().get(word.group, 0), contributors.by_group().get(word.group, 0)


def is_unsound(paragraph: SummaryParagraph, sources: Sources) -> bool:
    """Whether a paragraph says what its sources do not bear out now."""
    scale = scale_of(sources.event.dialogue)
    rows = [*paragraph.sentences, *paragraph.items]
    return any(check_row(row, sources, scale, role=paragraph.role).is_unsound for row in rows)


def outdated_opening(paragraph: SummaryParagraph, sources: Sources) -> str:
    """Return how the opening would read now, where its figures are no longer those on file."""
    now = draft_opening(sources.table).text
    if paragraph.role != ParagraphRole.OPENING or paragraph.text == now:
        return ""
    figures = now.rpartition("drew on ")[2]
    if paragraph.edited and figures in paragraph.text:
        return ""  # reworded, with the right figures
    return now


def uncited(paragraphs: Iterable[SummaryParagraph], sources: Sources) -> list[str]:
    """Return the keys of findings and points that could be told and stand in no sentence."""
    cited = {
        key
        for paragraph in paragraphs
        for row in [*paragraph.sentences, *paragraph.items]
        for key in row["citations"]
    }
    told = {point.point_id for key in cited for point in sources.points.get(key, [])}
    return [
        finding.key
        for finding in sources.table.findings
        if finding.key not in cited
        and any(point.point_id not in told for point in sources.points[finding.key])
    ]


def find_lost(keys: Sequence[str], sources: Sources) -> list[Lost]:
    """Say of keys, and of the points of findings, which may no longer be cited and why.

    Queries: 2, and 1 where something was withdrawn.
    """
    ids = {key: int(key[1:]) for key in keys if key[1:].isdigit()}
    findings = {key: pk for key, pk in ids.items() if key.startswith("f")}
    members = FindingMember.objects.filter(finding__in=findings.values()).select_related(
        "point_version__version__submission"
    )
    alone = {
        pk: key for key, pk in ids.items() if key.startswith("p") and key not in sources.points
    }
    points = PointVersion.objects.filter(pk__in=alone).select_related("version__submission")
    standing = {key: {point.point_id for point in sources.points.get(key, [])} for key in findings}
    gone = [(f"p{point.pk}", point) for point in points]
    gone += [
        (f"f{member.finding_id}", member.point_version)
        for member in members
        if member.point_id not in standing[f"f{member.finding_id}"]
    ]
    found = [Lost(key, reason(point, sources), point.version.submission) for key, point in gone]
    found += [Lost(key, "dissolved") for key in findings if key not in sources.findings]
    return _dated(found)


def reason(point: PointVersion, sources: Sources) -> str:
    """Say why a point may no longer stand behind a sentence, as a code of `Lost`."""
    submission = point.version.submission
    reasons = {
        "withdrawn": submission.state == State.WITHDRAWN,
        "declined": submission.state == State.DECLINED,
        "duplicate": submission.duplicate_of_id is not None,
        "on_hold": submission.on_hold,
        "late": submission.waits_for_admission,
        "moved": submission.event_id != sources.event.pk,
        "unquotable": submission.standing_version_id == point.version_id
        and not may_be_cited(submission).quoted,
    }
    return next((code for code, holds in reasons.items() if holds), "reworded")


def _dated(found: list[Lost]) -> list[Lost]:
    withdrawn = [
        lost.submission.pk for lost in found if lost.submission and lost.code == "withdrawn"
    ]
    if not withdrawn:
        return found
    entries = LogEntry.objects.filter(
        object_kind="submission", object_id__in=withdrawn, to_state=State.WITHDRAWN
    )
    times = dict(entries.values_list("object_id", "created_at"))
    return [
        replace(lost, at=times.get(lost.submission.pk)) if lost.submission else lost
        for lost in found
    ]
