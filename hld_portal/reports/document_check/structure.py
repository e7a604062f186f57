"""The order of a document: tables mentioned before they stand, no sub-heading alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hld_portal.reports.document_check.passages import Passage
from hld_portal.reports.document_check.references import tables_mentioned


def unmentioned_tables(passages: Sequence[Passage]) -> Iterator[Passage]:
    """Give the numbered tables of the body that no text before them mentions."""
    mentioned: set[str] = set()
    for each in passages:
        if each.in_annex:
            continue
        if each.kind == "table":
            if each.number and str(each.number) not in mentioned:
                yield each
        elif each.kind != "footnote":
            mentioned |= tables_mentioned(each.text)


def single_headings(passages: Sequence[Passage]) -> Iterator[Passage]:
    """Give each heading that stands alone under the one above it: an "A" without a "B"."""
    headings = [each for each in passages if each.kind == "heading" and not each.in_annex]
    for at, each in enumerate(headings):
        if each.level > 1 and _siblings(headings, at) == 1:
            yield each


def _siblings(headings: Sequence[Passage], at: int) -> int:
    """Count the headings of one's own level between the neighbouring higher ones."""
    level, count = headings[at].level, 1
    for way in (reversed(headings[:at]), headings[at + 1 :]):
        for other in way:
            if other.level < level:
                break
            count += other.level == level
    return count
