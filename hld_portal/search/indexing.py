"""Keep the terms of what is published: a few at each search, all by command or by the clock."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet, Subquery

from hld_portal.record.models import LogEntry
from hld_portal.search.backends import backend
from hld_portal.search.models import IndexedVersion
from hld_portal.text.analysis import stems
from hld_portal.text.markdown import plain_text
from submissions.models import Submission, Version

# Raise it when the terms are made in another way: all rows are then made anew.
INDEX_RULES = 1
# At a search: after a publication there is one; after an import the clock does the rest.
MOST_AT_A_SEARCH = 100


def missing_versions() -> QuerySet[Submission]:
    """Return the submissions whose published version has no terms yet."""
    indexed = IndexedVersion.objects.filter(
        version=OuterRef("published_version"), rules=INDEX_RULES
    )
    return Submission.objects.filter(~Exists(indexed), published_version__isnull=False)


def index_missing(most: int | None = None) -> int:
    """Index what is published and not indexed, the latest first. Queries: 1 when none is."""
    ids = list(
        missing_versions()
        .order_by("-published_version")
        .values_list("published_version", flat=True)[:most]
    )
    for start in range(0, len(ids), MOST_AT_A_SEARCH):
        _index(ids[start : start + MOST_AT_A_SEARCH])
    return len(ids)


# State of log and index when this process last found nothing missing.
_complete_at: tuple[str, int | None] | None = None


def index_before_search() -> None:
    """Index what was published since the last search; a few at once.

    Looks for what is missing only if the log has a new entry: every publication writes
    one. Where two commit out of order one may be overlooked, until the clock's turn.
    Queries: 1 when nothing has happened.
    """
    global _complete_at
    state = _state()
    if state is not None and state == _complete_at:
        return
    if index_missing(MOST_AT_A_SEARCH) == 0:
        _complete_at = state


def _state() -> tuple[str, int | None] | None:
    """Return the last entry of the log and the last version indexed, None without a log."""
    newest = IndexedVersion.objects.order_by("-pk").values("pk")[:1]
    entries = LogEntry.objects.order_by("-pk").annotate(newest=Subquery(newest))
    return entries.values_list("hash", "newest").first()


def reindex() -> int:
    """Make all terms anew, also after a stakeholder changed its name."""
    IndexedVersion.objects.all().delete()
    return index_missing()


def _index(version_ids: list[int]) -> None:
    versions = Version.objects.filter(pk__in=version_ids).select_related("submission__stakeholder")
    rows = [
        (version.pk, " ".join(terms_of(version)), " ".join(author_terms(version)))
        for version in versions.prefetch_related("points", "submission__on_behalf_of")
    ]
    with transaction.atomic():
        # Two searches at once may find the same ones missing: the later one changes nothing.
        IndexedVersion.objects.bulk_create(
            [
                IndexedVersion(version_id=pk, stems=words, author=author, rules=INDEX_RULES)
                for pk, words, author in rows
            ],
            update_conflicts=True,
            unique_fields=["version"],
            update_fields=["stems", "author", "rules"],
        )
        backend().store(rows)


def terms_of(version: Version) -> Iterable[str]:
    """Return stems and words of everything the public reads in a version."""
    points = [text for point in version.points.all() for text in (point.text, point.replaces)]
    parts = [version.title, plain_text(version.statement), *points]
    return stems("\n\n".join(parts), version.language, raw=True)


def author_terms(version: Version) -> Iterable[str]:
    """Return the words of all names of the author, and of those it speaks for."""
    submission = version.submission
    named = [submission.stakeholder, *submission.on_behalf_of.all()]
    names = [name for one in named for name in (one.name, *one.names.values())]
    return stems("\n".join(dict.fromkeys(names)), None, raw=True)
