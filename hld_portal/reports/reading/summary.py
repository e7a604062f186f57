"""What the drafting page shows of a summary: sentences with their counts, sources, faults."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from hld_portal.accounts.enums import Group
from hld_portal.record.models import LogEntry
from hld_portal.reports.checking import (
    Change,
    Decision,
    Lost,
    RowCheck,
    check_row,
    find_lost,
    outdated_opening,
    uncited,
)
from hld_portal.reports.drafting.document_check import Remark, counts_for
from hld_portal.reports.drafting.spotting import FoundQuantifier, find_quantifiers
from hld_portal.reports.models import Summary, SummaryParagraph
from hld_portal.reports.reading.decisions import ShownDecision, name_decisions
from hld_portal.reports.reading.sources import Source, sources_behind
from hld_portal.reports.reading.words import WordRow, word_rows
from hld_portal.reports.sources import Sources, gather_sources, scale_of
from hld_portal.text.counting import count_words
from hld_portal.text.differences import Change as Difference
from hld_portal.text.differences import word_differences
from roundtables.models import Event

WORDS_LEAST = 160  # of a round table's summary (design/drafting.md, section 3)


@dataclass(frozen=True)
class Piece:
    """A stretch of a sentence; a counted word carries its count beside it."""

    text: str
    n_of: str = ""
    counted: bool = False
    wrong: bool = False


@dataclass
class ShownRow:
    """One sentence or item as the page shows it."""

    text: str
    pieces: list[Piece]
    check: RowCheck
    letter: str = ""


@dataclass
class ShownParagraph:
    """One paragraph with its number, its text in pieces, and what is wrong with it."""

    number: int
    paragraph: SummaryParagraph
    sentences: list[ShownRow]
    items: list[ShownRow]
    opening_now: str = ""  # where the figures of the opening are outdated
    lost: list[Lost] = field(default_factory=list)
    decisions: list[ShownDecision] = field(default_factory=list)
    at_work: list[str] = field(default_factory=list)  # names of others who have its form open

    @property
    def rows(self) -> list[ShownRow]:
        return [*self.sentences, *self.items]

    @property
    def decided(self) -> list[Decision]:
        return [decision for row in self.rows for decision in row.check.decisions]

    @property
    def keys(self) -> list[str]:
        return list(dict.fromkeys(key for row in self.rows for key in row.check.row["citations"]))

    @property
    def keys_without_source(self) -> list[str]:
        return list(dict.fromkeys(key for row in self.rows for key in row.check.lost))

    @property
    def word_faults(self) -> list[Remark]:
        """The counted words that do not fit, each said once."""
        remarks = [remark for row in self.rows for remark in row.check.remarks]
        return list({(r.code, r.word, r.group, r.should_be): r for r in remarks}.values())

    @property
    def quiet_changes(self) -> list[Change]:
        """The counts that moved where the words still fit, each said once."""
        found = [
            change
            for row in self.rows
            if not row.check.remarks
            for change in row.check.changes
            if change.n
        ]
        return list(
            {(c.then.word, c.then.group, c.then.n, c.then.total, c.n): c for c in found}.values()
        )

    @property
    def leads_nowhere(self) -> bool:
        """Whether a sentence leads to a list that is gone."""
        return not self.items and self._ends_with_colon

    @property
    def lacks_lead(self) -> bool:
        """Whether a list is led to by no sentence."""
        return bool(self.items) and not self._ends_with_colon

    @property
    def _ends_with_colon(self) -> bool:
        return bool(self.sentences) and self.sentences[-1].text.rstrip().endswith(":")

    @property
    def is_wrong(self) -> bool:
        return bool(self.opening_now) or any(row.check.is_wrong for row in self.rows)

    @property
    def has_changed(self) -> bool:
        return any(row.check.changes for row in self.rows)

    @property
    def may_be_approved_at_once(self) -> bool:
        paragraph = self.paragraph
        settled = paragraph.edited or paragraph.is_approved
        return not settled and not self.is_wrong and not self.has_changed


@dataclass
class ShownSummary:
    """A summary with all that stands behind it."""

    event: Event
    sources: Sources
    summary: Summary | None
    paragraphs: list[ShownParagraph]
    uncited: list[str] = field(default_factory=list)

    @property
    def words(self) -> int:
        return sum(count_words(row.text, "en") for p in self.paragraphs for row in p.rows)

    @property
    def words_most(self) -> int:
        return self.event.dialogue.summary_words

    @property
    def words_left(self) -> int:
        return max(self.words_most - self.words, 0)

    @property
    def words_over(self) -> int:
        return max(self.words - self.words_most, 0)

    @property
    def approved_count(self) -> int:
        return sum(row.paragraph.is_approved for row in self.paragraphs)

    @property
    def is_wrong(self) -> bool:
        return any(row.is_wrong or row.has_changed for row in self.paragraphs)

    @property
    def at_once(self) -> list[SummaryParagraph]:
        return [row.paragraph for row in self.paragraphs if row.may_be_approved_at_once]

    def numbered(self, number: int | None) -> ShownParagraph | None:
        return next((row for row in self.paragraphs if row.number == number), None)

    def of(self, pk: int) -> ShownParagraph | None:
        return next((row for row in self.paragraphs if row.paragraph.pk == pk), None)


def show_summary(event: Event) -> ShownSummary:
    """Return a summary, checked against what may be cited now. Queries: 20 at most

    One more where a source was withdrawn since, and where a word stands by decision.
    """
    sources = gather_sources(event)
    summary = Summary.objects.filter(event=event).first()
    rows = list(summary.paragraphs.select_related("approved_by")) if summary else []
    scale = scale_of(event.dialogue)
    shown = [_show(number, row, sources, scale) for number, row in enumerate(rows, start=1)]
    keys = list(dict.fromkeys(key for row in shown for key in row.keys))
    lost = find_lost(keys, sources) if rows else []
    named = name_decisions(one for row in shown for one in row.decided)
    for row in shown:
        row.lost = [entry for entry in lost if entry.key in row.keys]
        row.decisions = list(dict.fromkeys(named[one] for one in row.decided))
    return ShownSummary(event, sources, summary, shown, uncited(rows, sources) if rows else [])


def _show(number: int, paragraph: SummaryParagraph, sources: Sources, scale: Any) -> ShownParagraph:
    checked = [
        [check_row(row, sources, scale, role=paragraph.role) for row in rows]
        for rows in (paragraph.sentences, paragraph.items)
    ]
    sentences, items = [[_show_row(check) for check in checks] for checks in checked]
    opening_now = outdated_opening(paragraph, sources)
    return ShownParagraph(number, paragraph, sentences, items, opening_now)


def _show_row(check: RowCheck) -> ShownRow:
    text = check.row["text"]
    return ShownRow(text, pieces_of(check), check, check.row.get("letter", ""))


def pieces_of(check: RowCheck) -> list[Piece]:
    """Cut a text at its counted words, each with its count as of now."""
    text, shows = check.row["text"], check.counted or check.remarks
    found = [word for word in find_quantifiers(text) if word.speaks] if shows else []
    wrong = {remark.start for remark in check.remarks}
    pieces, at = [], 0
    for word in found:
        pieces.append(Piece(text[at : word.start]))
        n_of = _n_of(word, check, found)
        said = text[word.start : word.end]
        pieces.append(Piece(said, n_of, counted=True, wrong=word.start in wrong))
        at = word.end
    return [piece for piece in [*pieces, Piece(text[at:])] if piece.text]


def _n_of(word: FoundQuantifier, check: RowCheck, found: list[FoundQuantifier]) -> str:
    counts = counts_for(word, check.counted, found)
    if not counts:
        return ""
    ns = sorted({count.n for count in counts})
    n = str(ns[0]) if len(ns) == 1 else f"{ns[0]}–{ns[-1]}"
    return _("%(n)s of %(total)s") % {"n": n, "total": counts[0].total}


def behind(shown: ShownSummary, row: ShownParagraph) -> list[Source]:
    """Return what stands behind a paragraph, in the order it is cited."""
    return sources_behind(row.keys, shown.sources, row.lost)


def words_of(shown: ShownSummary, row: ShownParagraph) -> list[WordRow]:
    """Return the counted words of a paragraph for the table under it."""
    checks = [one.check for one in row.rows]
    return word_rows(checks, shown.sources, scale_of(shown.event.dialogue))


def moves_of(paragraph: SummaryParagraph) -> list[LogEntry]:
    """Return what was done to a paragraph since it was drafted, oldest first. Queries: 1"""
    return list(paragraph.log_entries())


def drafted_difference(paragraph: SummaryParagraph, moves: Iterable[LogEntry]) -> list[Difference]:
    """Tell what people made of the paragraph since it was drafted, word by word."""
    first = next((e for e in moves if "before" in e.details or e.verb == "write"), None)
    if first is None:
        return []
    before = first.details["after" if first.verb == "write" else "before"]
    return difference(before, texts_of(paragraph))


def difference(before: Iterable[str], after: Iterable[str]) -> list[Difference]:
    changes = word_differences("\n".join(before), "\n".join(after), "en")
    return changes if any(change.kind != "same" for change in changes) else []


def texts_of(paragraph: SummaryParagraph) -> list[str]:
    return [row["text"] for row in [*paragraph.sentences, *paragraph.items]]


def contributors_by_group(sources: Sources) -> Mapping[Group, int]:
    """Return those who contributed, for the strip of squares."""
    counts = sources.table.contributors
    return {Group.STATES: counts.states, Group.CIVIL_SOCIETY: counts.civil_society} | {
        Group.OTHERS: counts.others
    }
