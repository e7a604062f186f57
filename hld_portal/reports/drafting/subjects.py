"""Which findings stand together in a paragraph, and in which order."""

from __future__ import annotations

import math
from collections.abc import Sequence

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
    homes: dict[int | None, Subject] = {}
    for finding in by_support(findings):
        homes.setdefault(_home(citing, finding), []).append(finding)
    homeless = homes.pop(None, [])
    subjects = _join_neighbours([(number, homes[number]) for number in sorted(homes, key=_number)])
    subjects.sort(key=_order)
    if homeless and subjects and _words(homeless) < PARAGRAPH_WORDS // 2:
        subjects[-1] += homeless
    elif homeless:
        subjects.append(homeless)
    return subjects


def _number(number: int | None) -> int:
    return number or 0


def _home(citing: Citing, finding: FindingInput) -> int | None:
    places = citing.place(finding.paragraphs)
    return leading_number(places[0]) if places else None


def _words(findings: Sequence[FindingInput]) -> int:
    return sum(len(finding.wording.split()) + 6 for finding in findings)


def _order(subject: Subject) -> tuple[int, int, str]:
    support = [finding.counts.total for finding in subject]
    return (-max(support), -sum(support), min(finding.wording for finding in subject))


def _join_neighbours(numbered: list[tuple[int | None, Subject]]) -> list[Subject]:
    """Join neighbours while they fit one paragraph, then the smallest until few are left."""
    subjects = [subject for _, subject in numbered]
    last = [_number(number) for number, _ in numbered]
    first = list(last)
    allowed = max(SUBJECTS, math.ceil(sum(map(_words, subjects)) / PARAGRAPH_WORDS))
    while len(subjects) > 1:
        costs = [_cost(subjects, first, last, index) for index in range(len(subjects) - 1)]
        best = min(range(len(costs)), key=lambda index: costs[index])
        if costs[best][0] and len(subjects) <= allowed:
            break
        subjects[best : best + 2] = [subjects[best] + subjects[best + 1]]
        first[best : best + 2] = [first[best]]
        last[best : best + 2] = [last[best + 1]]
    return subjects


def _cost(
    subjects: list[Subject], first: list[int], last: list[int], index: int
) -> tuple[bool, int]:
    """Price a joining: free for neighbours that fit and for very small ones."""
    words = _words(subjects[index]) + _words(subjects[index + 1])
    neighbours = first[index + 1] - last[index] <= 1 and words <= PARAGRAPH_WORDS
    small = min(_words(subjects[index]), _words(subjects[index + 1])) < SMALL_SUBJECT_WORDS
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
