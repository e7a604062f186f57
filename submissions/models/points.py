"""Points, their wording in each version, and what they speak to."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q

from roundtables.models import Instrument, Paragraph
from submissions.enums import (
    LinkOrigin,
    LinkTarget,
    PointKind,
    PointOrigin,
)
from submissions.querysets import PointVersionQuerySet

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager
from submissions.models.submissions import Submission, Version


class Point(models.Model):
    """The identity of a point; its words stand in its versions."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="points")
    key = models.UUIDField(default=uuid.uuid4, unique=True)

    def __str__(self) -> str:
        return f"point of {self.submission}"


class PointVersion(models.Model):
    """A point as one version of the submission words it; never changed."""

    point = models.ForeignKey(Point, on_delete=models.PROTECT, related_name="versions")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="points")
    position = models.PositiveSmallIntegerField()  # from 1
    kind = models.CharField(max_length=15, choices=PointKind.choices)
    text = models.TextField()
    addressee = models.CharField(max_length=40, blank=True)
    replaces = models.TextField(blank=True)  # old wording, of a language proposal
    concern = models.BooleanField(default=False)
    origin = models.CharField(
        max_length=10, choices=PointOrigin.choices, default=PointOrigin.SUBMITTER
    )

    objects = PointVersionQuerySet.as_manager()

    if TYPE_CHECKING:
        links: RelatedManager[PointLink]

    class Meta:
        ordering = ["version", "position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "position"], name="one_point_per_position"),
            models.UniqueConstraint(fields=["version", "point"], name="one_wording_per_version"),
        ]

    def __str__(self) -> str:
        return f"point {self.position} of {self.version}"


class PointLink(models.Model):
    """A point speaks to a paragraph, to the text as a whole, or to what it lacks."""

    point_version = models.ForeignKey(PointVersion, on_delete=models.CASCADE, related_name="links")
    target = models.CharField(max_length=10, choices=LinkTarget.choices)
    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="links")
    paragraph = models.ForeignKey(
        Paragraph, null=True, blank=True, on_delete=models.PROTECT, related_name="links"
    )
    origin = models.CharField(max_length=12, choices=LinkOrigin.choices)
    score = models.FloatField(null=True, blank=True)  # 0 to 1, of a suggestion
    # A suggestion counts for nothing until somebody confirms it.
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["point_version", "-confirmed_at", "-score", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["point_version", "target", "instrument", "paragraph"],
                name="one_link_per_target",
            ),
            # NULLs are distinct to a unique constraint, so the empty ones need their own.
            models.UniqueConstraint(
                fields=["point_version", "target", "instrument"],
                condition=Q(paragraph=None),
                name="one_link_per_target_without_paragraph",
            ),
            models.CheckConstraint(
                condition=(Q(target=LinkTarget.PARAGRAPH) & Q(paragraph__isnull=False))
                | (~Q(target=LinkTarget.PARAGRAPH) & Q(paragraph__isnull=True)),
                name="link_to_paragraph_names_it",
            ),
        ]
        indexes = [models.Index(fields=["paragraph", "confirmed_at"], name="link_by_paragraph")]

    def __str__(self) -> str:
        return f"{self.point_version} → {self.code}"

    @property
    def code(self) -> str:
        """How forms name the target: `A/RES/68/4:12`, `…:general`, `…:missing`."""
        end = self.paragraph.number if self.paragraph else self.target
        return f"{self.instrument.symbol}:{end}"

    @property
    def is_confirmed(self) -> bool:
        return self.confirmed_at is not None
