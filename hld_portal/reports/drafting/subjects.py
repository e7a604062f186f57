"""Which findings stand together in a paragraph, and in which order."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from hld_portal.reports.drafting.citing import Citing
from hld_portal.reports.drafting.inputs import FindingInput
from hld_portal.reports.drafting.messages import Message
from hld_portal.text.english import leading_number

PARAGRAPH_WORDS = 130  # about what a paragraph of A/69/207, section II, holds
SMALL_SUBJECT_WORDS = 40  # less than this reads better with its neighbour
SUBJECTS = 2  # with an opening and a list this makes four paragraphs

Subject = list[FindingInput]


def by_support(findings: Sequence[FindingInput]) -> list[FindingInput]:
    """Sort by how many share it; what is equal sorts by its own words, not by chance."""
    return sorted(findings, key=lambda f: (-f.counts.total, -f.counts.states, f.wording, f.key))


def group_subjects(citing: Citing, findings: Sequence[FindingInput]) -> list[Subject]:
    """Put findings on the same or neighbouring paragraphs together, the widest shared first.

    What is linked to no paragraph closes the last one; where it is much, it stands alone.
    """
    homes: dict[int, Subject] = {}
    homeless: Subject = []
    for finding in by_support(findings):
        home = _home(citing, finding)
        (homeless if home is None else homes.setdefault(home, [])).append(finding)
    subjects = _join_neighbours([_Span(home, home, [homes[home]]) for home in sorted(homes)])
    subjects.sort(key=_order)
    if homeless and subjects and _words(homeless) < PARAGRAPH_WORDS // 2:
        subjects[-1] += homeless
    elif homeless:
        subjects.append(homeless)
    return subjects


@dataclass
class _Span:
    """Findings on a run of paragraphs, kept by paragraph so that each is cited in one go."""

    first: int
    last: int
    by_home: list[Subject]

    @property
    def words(self) -> int:
        return sum(map(_words, self.by_home))

    def joined(self, following: _Span) -> _Span:
        return _Span(self.first, following.last, self.by_home + following.by_home)

    def in_order(self) -> Subject:
        return [finding for subject in sorted(self.by_home, key=_order) for finding in subject]


def _home(citing: Citing, finding: FindingInput) -> int | None:
    places = citing.place(finding.paragraphs)
    return leading_number(places[0]) if places else None


def _words(findings: Sequence[FindingInput]) -> int:
    return sum(len(finding.wording.split()) + 6 for finding in findings)


def _order(subject: Subject) -> tuple[int, int, str]:
    support = [finding.counts.total for finding in subject]
    return (-max(support), -sum(support), min(finding.wording for finding in subject))


def _join_neighbours(spans: list[_Span]) -> list[Subject]:
    """Join neighbours while they fit one paragraph, then the smallest until few are left."""
    allowed = max(SUBJECTS, math.ceil(sum(span.words for span in spans) / PARAGRAPH_WORDS))
    while len(spans) > 1:
        costs = [_cost(one, other) for one, other in pairwise(spans)]
        best = min(range(len(costs)), key=lambda index: costs[index])
        is_free = not costs[best][0]
        if not is_free and len(spans) <= allowed:
            break
        spans[best : best + 2] = [spans[best].joined(spans[best + 1])]
    return [span.in_order() for span in spans]


def _cost(one: _Span, other: _Span) -> tuple[bool, int]:
    """Price a joining: free for neighbours that fit and for very small ones."""
    words = one.words + other.words
    neighbours = other.first - one.last <= 1 and words <= PARAGRAPH_WORDS
    small = min(one.words, other.words) < SMALL_SUBJECT_WORDS
    return (not (neighbours or small), words)


def pair_messages(findings: Sequence[FindingInput]) -> list[Message]:
    """Pair each message with those that say otherwise; the most shared one leads."""
    left = {finding.key: finding for finding in by_support(findings)}
    messages = []
    while left:
        head = left.pop(next(iter(left)))
        differing = [finding for finding in left.values() if _differ(head, finding)]
        for finding in differing:
            del left[finding.key]
        messages.append(Message(head, tuple(differing)))
    return messages


def _differ(one: FindingInput, other: FindingInput) -> bool:
    return one.contrasts_with == other.key or other.contrasts_with == one.key
