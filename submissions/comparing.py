"""What changed between two contents, field by field and word by word."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest

from django.utils.translation import gettext as _

from hld_portal.text.differences import Change, word_differences
from submissions.content import Content, PointContent


@dataclass(frozen=True)
class Comparison:
    """One part of a text that is not the same in both."""

    label: str
    changes: list[Change]


def compare_contents(old: Content, new: Content) -> list[Comparison]:
    """Return the parts that differ, in the form's order; none where all is the same."""
    parts = [
        (_("Title"), old.title, new.title),
        (_("Statement"), old.statement, new.statement),
    ]
    for number, (before, after) in enumerate(zip_longest(old.points, new.points), start=1):
        label = _("Point %(number)d") % {"number": number}
        parts.append((label, _said(before), _said(after)))
    return [
        Comparison(str(label), word_differences(before, after, new.language or "en"))
        for label, before, after in parts
        if before != after
    ]


def _said(point: PointContent | None) -> str:
    """A point in one line: its kind, its words, what it speaks to."""
    if point is None:
        return ""
    parts = [point.kind, point.text.strip(), point.replaces.strip(), " ".join(point.paragraphs)]
    return " · ".join(part for part in parts if part)
