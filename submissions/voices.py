"""Who speaks to which paragraph: counts and the latest texts, of what is published."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.db.models import Count, F, QuerySet, Window
from django.db.models.functions import DenseRank

from hld_portal.accounts.enums import StakeholderKind
from roundtables.models import Dialogue
from submissions.models import PointLink, Submission

# What is spoken to: the instrument, and its paragraph or "general" or "missing".
Key = tuple[int, int | str]

_SUBMISSION = "point_version__version__submission"
_KIND = f"{_SUBMISSION}__stakeholder__kind"


def published_links(dialogue: Dialogue, user: Any) -> QuerySet[PointLink]:
    """Return the confirmed links of the texts that the public reads."""
    published = Submission.objects.filter(dialogue=dialogue).visible_to(user).published()
    return PointLink.objects.filter(
        confirmed_at__isnull=False, point_version__version__in=published.values("published_version")
    ).order_by()


def key_of(instrument_id: int, paragraph_id: int | None, target: str) -> Key:
    return (instrument_id, target if paragraph_id is None else paragraph_id)


def count_speakers(links: QuerySet[PointLink]) -> dict[Key, Counter]:
    """Count stakeholders by group for each target; each counts once. Queries: 1"""
    counts: dict[Key, Counter] = {}
    for row in _by_kind(links):
        key = key_of(row["instrument_id"], row["paragraph_id"], row["target"])
        group = StakeholderKind(row[_KIND]).group
        counts.setdefault(key, Counter())[group] += row["number"]
    return counts


def count_speakers_by_event(links: QuerySet[PointLink]) -> dict[tuple[Key, int | None], Counter]:
    """The same, parted by the event that was written to. Queries: 1"""
    counts: dict[tuple[Key, int | None], Counter] = {}
    for row in _by_kind(links, f"{_SUBMISSION}__event_id"):
        key = key_of(row["instrument_id"], row["paragraph_id"], row["target"])
        group = StakeholderKind(row[_KIND]).group
        place = (key, row[f"{_SUBMISSION}__event_id"])
        counts.setdefault(place, Counter())[group] += row["number"]
    return counts


def _by_kind(links: QuerySet[PointLink], *more: str) -> Iterable[dict[str, Any]]:
    return links.values("instrument_id", "paragraph_id", "target", _KIND, *more).annotate(
        number=Count(f"{_SUBMISSION}__stakeholder", distinct=True)
    )


def latest_by_target(links: QuerySet[PointLink], most: int) -> dict[Key, list[int]]:
    """Return the ids of the last published submissions on each target. Queries: 1"""
    # Points of one submission share its rank, so that it comes once.
    rank = Window(
        DenseRank(),
        partition_by=[F("instrument_id"), F("target"), F("paragraph_id")],
        order_by=[F(f"{_SUBMISSION}__published_at").desc(), F(f"{_SUBMISSION}_id").desc()],
    )
    rows = (
        links.annotate(rank=rank)
        .filter(rank__lte=most)
        .values_list("instrument_id", "paragraph_id", "target", "rank", f"{_SUBMISSION}_id")
        .distinct()
    )
    latest: dict[Key, list[int]] = {}
    for instrument, paragraph, target, _rank, submission in sorted(rows, key=lambda row: row[3]):
        latest.setdefault(key_of(instrument, paragraph, target), []).append(submission)
    return latest


__all__ = [
    "Key",
    "count_speakers",
    "count_speakers_by_event",
    "key_of",
    "latest_by_target",
    "published_links",
]
