"""Published submissions as lists show them: without their bodies, a page by key."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from hld_portal.refusals import Refused
from submissions.models import PointLink, Submission

PER_PAGE = 25
NEWEST_FIRST = ("-published_at", "-pk")
OLDEST_FIRST = ("published_at", "pk")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True)
class Key:
    """The place of a submission in the order of publication, as addresses carry it."""

    published_at: datetime
    pk: int

    def __str__(self) -> str:
        return f"{(self.published_at - _EPOCH) // _MICROSECOND}-{self.pk}"

    @classmethod
    def of(cls, submission: Submission) -> Key:
        assert submission.published_at is not None
        return cls(submission.published_at, submission.pk)

    @classmethod
    def parse(cls, text: str) -> Key:
        """Read a key from an address.

        Raises:
            Refused: `bad_key` (422) when it is none.
        """
        try:
            moment, pk = (int(part) for part in text.split("-"))
            key = cls(_EPOCH + moment * _MICROSECOND, pk)
        except (ValueError, OverflowError):
            key = None
        if key is None or not 0 < key.pk < 2**63:
            raise Refused("bad_key", _("This page of the list does not exist; here is the first."))
        return key


@dataclass(frozen=True)
class Page:
    """One page of a list, with the keys of its neighbours (empty: there is none)."""

    submissions: list[Submission]
    previous_key: str = ""
    next_key: str = ""


def page_by_key(
    queryset: QuerySet[Submission], *, after: Key | None = None, before: Key | None = None
) -> Page:
    """Return the page after or before a key, newest first; without one, the first.

    Costs the same on page 1 and on page 300. Queries: 2
    """
    if before is not None:
        newer = Q(published_at__gt=before.published_at) | Q(pk__gt=before.pk)
        found = _rows(queryset.filter(newer, published_at__gte=before.published_at), OLDEST_FIRST)
        more, rows = len(found) > PER_PAGE, found[:PER_PAGE][::-1]
        return Page(rows, _key(rows[:1]) if more else "", _key(rows[-1:]))
    if after is not None:
        older = Q(published_at__lt=after.published_at) | Q(pk__lt=after.pk)
        queryset = queryset.filter(older, published_at__lte=after.published_at)
    rows = _rows(queryset, NEWEST_FIRST)
    more, rows = len(rows) > PER_PAGE, rows[:PER_PAGE]
    return Page(rows, _key(rows[:1]) if after else "", _key(rows[-1:]) if more else "")


def _key(rows: list[Submission]) -> str:
    return str(Key.of(rows[0])) if rows else ""


def _rows(queryset: QuerySet[Submission], order: tuple[str, ...]) -> list[Submission]:
    ids = queryset.order_by(*order).values("pk")[: PER_PAGE + 1]
    return list_rows(Submission.objects.filter(pk__in=ids).order_by(*order))


def list_rows(queryset: QuerySet[Submission]) -> list[Submission]:
    """Fetch what a row of a list shows: author, meeting, title, paragraphs. Queries: 2"""
    rows = list(
        queryset.select_related("stakeholder", "event__round_table", "published_version").defer(
            "published_version__statement", "published_version__reason", "stakeholder__about"
        )
    )
    spoken = spoken_numbers([row.published_version_id for row in rows])
    for row in rows:
        row.spoken_to = spoken.get(row.published_version_id, [])  # type: ignore[attr-defined]
    return rows


def spoken_numbers(version_ids: Iterable[Any]) -> dict[int | None, list[str]]:
    """Return the numbers of the main text's paragraphs each version speaks to. Queries: 1"""
    rows = (
        PointLink.objects.filter(
            point_version__version__in=list(version_ids),
            confirmed_at__isnull=False,
            paragraph__isnull=False,
            instrument__is_main=True,
        )
        .order_by("paragraph__order")
        .values_list("point_version__version_id", "paragraph__number")
    )
    numbers: dict[int | None, list[str]] = {}
    for version, number in rows:
        known = numbers.setdefault(version, [])
        if number not in known:
            known.append(number)
    return numbers


def language_name(code: str) -> str:
    """Return the name of a language in the reader's own: "zh" → "Chinese"."""
    names = {known.split("-")[0]: str(name) for known, name in settings.LANGUAGES}
    return names.get(code.split("-")[0], code)


__all__ = ["PER_PAGE", "Key", "Page", "language_name", "list_rows", "page_by_key", "spoken_numbers"]
