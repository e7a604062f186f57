"""What changed between two versions of a submission."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import zip_longest
from typing import NamedTuple

from django.utils.translation import gettext as _

from hld_portal.text.differences import Change, word_differences
from submissions.models import PointVersion, Version


class Difference(NamedTuple):
    """One part of the text that is not the same in both."""

    label: str
    changes: list[Change]


def differences(
    old: Version, new: Version, old_points: Iterable[PointVersion], points: Iterable[PointVersion]
) -> list[Difference]:
    """Return the parts that differ, in reading order; none where all is the same."""
    parts = [
        (_("Title"), old.title, new.title),
        (_("Statement"), old.statement, new.statement),
    ]
    for number, (before, after) in enumerate(zip_longest(old_points, points), start=1):
        parts.append((_("Point %(n)d") % {"n": number}, _words(before), _words(after)))
    return [
        Difference(label, word_differences(before, after, new.language))
        for label, before, after in parts
        if before != after
    ]


def _words(point: PointVersion | None) -> str:
    if point is None:
        return ""
    return f"{point.replaces} → {point.text}" if point.replaces else point.text
