"""Symbols of documents: HLD2013/3, and what follows it as /Corr.1, /Rev.1, /Add.1."""

from __future__ import annotations

import re
from dataclasses import dataclass

from hld_portal.record.models import Counter
from hld_portal.record.services import next_number, reach_number
from hld_portal.reports.enums import IssueKind
from hld_portal.reports.models import Issue
from roundtables.models import Dialogue

SUFFIXES = {
    IssueKind.CORRIGENDUM: "Corr",
    IssueKind.REVISION: "Rev",
    IssueKind.ADDENDUM: "Add",
}
# As printed: documents are in English.
LABELS = {
    IssueKind.CORRIGENDUM: "Corrigendum",
    IssueKind.REVISION: "Revision",
    IssueKind.ADDENDUM: "Addendum",
}


@dataclass(frozen=True)
class Symbol:
    """What a document is called.

    `part` counts behind `stem`, 0 of an original. A revision is one of the original; what
    corrects or adds to a revision or an addendum stands behind that one's own symbol
    ("HLD2013/3/Rev.1/Corr.1"), for it corrects that text and no other.
    """

    series: str
    number: int
    kind: IssueKind = IssueKind.ORIGINAL
    part: int = 0
    stem: str = ""

    def __str__(self) -> str:
        base = self.stem or f"{self.series}/{self.number}"
        return f"{base}/{SUFFIXES[self.kind]}.{self.part}" if self.part else base

    @property
    def slug(self) -> str:
        """The symbol as addresses carry it: "HLD2013-3-Corr-1"; whatever else a series holds."""
        return re.sub(r"[^A-Za-z0-9_]+", "-", str(self)).strip("-")


def series_of(dialogue: Dialogue) -> str:
    """Return the series of a dialogue's symbols; a rehearsal never takes the real one's."""
    own = "" if dialogue.trial else dialogue.symbol_series
    return own or dialogue.reference_prefix


def proposed_number(series: str) -> int:
    """Return the number after the last one given; one typed before its turn is passed over.

    Queries: 2
    """
    counter = Counter.objects.filter(name=_counter(series)).values_list("value", flat=True)
    taken = set(Issue.objects.filter(series=series).values_list("number", flat=True))
    number = (counter.first() or 0) + 1
    while number in taken:
        number += 1
    return number


def take_symbol(series: str, number: int) -> Symbol:
    """Take an original's symbol; the next proposal is at least the number after it."""
    reach_number(_counter(series), number)
    return Symbol(series, number)


def take_following_symbol(base: Issue, kind: IssueKind) -> Symbol:
    """Take the next Corr., Rev. or Add. of a document; none is given twice."""
    stem = _stem(base, kind)
    part = next_number(f"symbol {stem}/{SUFFIXES[kind]}")
    return Symbol(base.series, base.number, kind, part, stem)


def proposed_following_symbol(base: Issue, kind: IssueKind) -> Symbol:
    """Return what `take_following_symbol` would give now. Queries: 1"""
    stem = _stem(base, kind)
    name = f"symbol {stem}/{SUFFIXES[kind]}"
    value = Counter.objects.filter(name=name).values_list("value", flat=True).first() or 0
    return Symbol(base.series, base.number, kind, value + 1, stem)


def _stem(base: Issue, kind: IssueKind) -> str:
    original = str(Symbol(base.series, base.number))
    return original if kind == IssueKind.REVISION else base.symbol


def holder_of(series: str, number: int) -> Issue | None:
    """Return the document that has or had a number of the series, whatever became of it."""
    issues = Issue.objects.filter(series=series, number=number, kind=IssueKind.ORIGINAL)
    return issues.select_related("report").first()


def _counter(series: str) -> str:
    return f"symbol {series}"
