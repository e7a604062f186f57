"""The annex that lists the submissions a report rests on."""

from __future__ import annotations

from django.utils import translation

from hld_portal.reports.composing.tables import nothing, row
from hld_portal.reports.content import Column, Row, Table
from roundtables.models import Dialogue, Event
from submissions.models import Submission

LANGUAGE_NAMES = {
    "ar": "Arabic",
    "zh": "Chinese",
    "en": "English",
    "fr": "French",
    "ru": "Russian",
    "es": "Spanish",
}


def submissions_table(dialogue: Dialogue, event: Event | None = None) -> Table:
    """Published submissions by reference. Queries: 1

    One whose author is not to be named stands under its kind; one that is not for
    publication is counted in the tables but not listed.
    """
    submissions = (
        Submission.objects.citable()
        .published()
        .filter(dialogue=dialogue)
        .select_related("stakeholder", "published_version", "event__round_table")
        .order_by("reference")
    )
    if event is not None:
        submissions = submissions.for_event(event)
    with translation.override("en"):
        rows = tuple(_row(submission) for submission in submissions)
    return Table(
        number=None,
        title="Published submissions",
        columns=(
            Column("Reference", share=16),
            Column("Participant", share=30),
            Column("Title", share=34),
            Column("Round table", align="end", share=8),
            Column("Language", share=12),
        ),
        rows=rows or (nothing(5),),
        wide=True,
    )


def unlisted_count(dialogue: Dialogue, event: Event | None = None) -> int:
    """Return how many may be cited as a number only. Queries: 1"""
    submissions = Submission.objects.citable().filter(dialogue=dialogue, published_version=None)
    return (submissions.for_event(event) if event else submissions).count()


def _row(submission: Submission) -> Row:
    version = submission.published_version
    assert version is not None  # the queryset asks for published ones
    number = submission.event.number if submission.event else None
    author = submission.public_author
    return row(
        submission.reference or "",
        author if submission.is_named else author[0].upper() + author[1:],
        version.title,
        str(number or "–"),
        LANGUAGE_NAMES.get(version.language, version.language),
    )
