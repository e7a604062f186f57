"""What the public page of a submission shows: the published version and nothing else."""

from __future__ import annotations

from typing import Any
from urllib.parse import urljoin
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Exists, OuterRef, Prefetch, Q, Subquery
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from hld_portal.text.language import direction
from hld_portal.text.markdown import render_blocks
from roundtables.models import Dialogue
from submissions.enums import State
from submissions.listing import language_name
from submissions.models import PointLink, PointVersion, Submission, Version
from submissions.querysets import SubmissionQuerySet


def find_published(dialogue_slug: str, slug: str, user: Any) -> Submission | None:
    """Return what is published under a reference in its address form. Queries: 1"""
    earlier = Version.objects.filter(
        submission=OuterRef("pk"),
        state=State.PUBLISHED,
        number__lt=OuterRef("published_version__number"),
    )
    return (
        of_address(dialogue_slug, slug)
        .visible_to(user)
        .published()
        .select_related("dialogue", "event__round_table", "stakeholder", "published_version")
        .annotate(has_earlier=Exists(earlier))
        .first()
    )


def of_address(dialogue_slug: str, slug: str) -> SubmissionQuerySet:
    """Return the submission that an address names, whatever its state: no list of these."""
    reference = "/".join(slug.rsplit("-", 1))
    return Submission.objects.filter(dialogue__slug=dialogue_slug, reference=reference)


def submission_context(submission: Submission, user: Any) -> dict[str, Any]:
    """Return everything the page shows. Queries: 4, three when it names no States."""
    version = submission.published_version
    assert version is not None
    older, newer = neighbours(submission, user)
    return {
        "dialogue": submission.dialogue,
        "submission": submission,
        "version": version,
        "author": capfirst(submission.public_author),
        "joint": joint_states(submission),
        "direction": direction(version.language),
        "language_name": language_name(version.language),
        "blocks": render_blocks(version.statement),
        "points": points_of(version, submission.dialogue),
        "older": older,
        "newer": newer,
        "address": address_of(submission),
        "citation": citation_of(submission),
    }


def joint_states(submission: Submission) -> list[Any]:
    """Return for whom it speaks besides its author; nobody where the author is not named."""
    return list(submission.on_behalf_of.order_by("name")) if submission.is_named else []


def points_of(version: Version, dialogue: Dialogue) -> list[PointVersion]:
    """Return the points with their confirmed links. Queries: 2"""
    links = (
        PointLink.objects.filter(confirmed_at__isnull=False)
        .select_related("paragraph", "instrument")
        .order_by("-instrument__is_main", "instrument__order", "paragraph__order", "target")
    )
    points = list(version.points.prefetch_related(Prefetch("links", links)).order_by("position"))
    names = dict(dialogue.addressee_choices())
    for point in points:
        point.addressee_name = names.get(point.addressee, point.addressee)  # type: ignore[attr-defined]
    return points


def neighbours(submission: Submission, user: Any) -> tuple[Submission | None, Submission | None]:
    """Return those published before and after it at the same meeting. Queries: 1"""
    same = (
        Submission.objects.filter(dialogue=submission.dialogue_id, event=submission.event_id)
        .visible_to(user)
        .published()
    )
    moment = submission.published_at
    older = same.filter(
        Q(published_at__lt=moment) | Q(published_at=moment, pk__lt=submission.pk)
    ).order_by("-published_at", "-pk")
    newer = same.filter(
        Q(published_at__gt=moment) | Q(published_at=moment, pk__gt=submission.pk)
    ).order_by("published_at", "pk")
    found = (
        Submission.objects.filter(
            Q(pk=Subquery(older.values("pk")[:1])) | Q(pk=Subquery(newer.values("pk")[:1]))
        )
        .select_related("published_version")
        .defer("published_version__statement")
        .annotate(
            is_newer=Q(published_at__gt=moment) | Q(published_at=moment, pk__gt=submission.pk)
        )
    )
    sides = {other.is_newer: other for other in found}
    return sides.get(False), sides.get(True)


def address_of(submission: Submission) -> str:
    path = reverse("submissions:submission_show", args=[submission.dialogue.slug, submission.slug])
    return urljoin(settings.PORTAL_URL, path)


ISOLATE, ISOLATE_END = "\u2068", "\u2069"


def citation_of(submission: Submission) -> str:
    """Return how to cite it; names the author only where the author wished it.

    Author and title are isolated, so that a text from right to left keeps its place.
    """
    version = submission.published_version
    assert version is not None
    assert submission.published_at is not None
    published = submission.published_at.astimezone(ZoneInfo(submission.dialogue.zone))
    return _(
        "%(author)s, “%(title)s”, %(reference)s, version %(number)s, submission to the "
        "%(dialogue)s, published on %(day)s."
    ) % {
        "author": f"{ISOLATE}{capfirst(submission.public_author)}{ISOLATE_END}",
        "title": f"{ISOLATE}{version.title}{ISOLATE_END}",
        "reference": submission.reference,
        "number": version.number,
        "dialogue": submission.dialogue.title,
        "day": date_format(published, "DATE_FORMAT"),
    }


__all__ = ["find_published", "of_address", "submission_context"]
