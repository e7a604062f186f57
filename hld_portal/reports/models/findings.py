"""Findings: points that say the same, merged by a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q

from hld_portal.record.models import Logged
from roundtables.models import Event, Instrument, Paragraph
from submissions.enums import LinkTarget, PointKind
from submissions.models import Point, PointVersion

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class Finding(Logged):
    """Points of one kind that say the same, merged by a person, in the rapporteur's words."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="findings")
    kind = models.CharField(max_length=15, choices=PointKind.choices)
    wording = models.TextField()
    addressee = models.CharField(max_length=40, blank=True)
    replaces = models.TextField(blank=True)
    concern = models.BooleanField(default=False)
    # Still in the words of the one who sent it: printed in quotation marks, if at all.
    verbatim = models.BooleanField(default=False)
    language = models.CharField(max_length=10, default="en")
    contrasts_with = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="contrasted_by"
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    if TYPE_CHECKING:
        members: RelatedManager[FindingMember]

    class Meta:
        ordering = ["event", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(wording=""), name="finding_has_wording"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.wording[:60]}"


class FindingMember(models.Model):
    """A point, at one version, that stands behind a finding."""

    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="members")
    point = models.ForeignKey(Point, on_delete=models.PROTECT, related_name="memberships")
    point_version = models.ForeignKey(
        PointVersion, on_delete=models.PROTECT, related_name="memberships"
    )

    class Meta:
        constraints = [
            # A point says one thing, so it stands behind one finding.
            models.UniqueConstraint(fields=["point"], name="point_in_one_finding")
        ]

    def __str__(self) -> str:
        return f"{self.point_version} in {self.finding_id}"


class FindingTarget(models.Model):
    """What a finding speaks to: a paragraph, a text as a whole, what it lacks."""

    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="targets")
    target = models.CharField(max_length=10, choices=LinkTarget.choices)
    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="+")
    paragraph = models.ForeignKey(
        Paragraph, null=True, blank=True, on_delete=models.PROTECT, related_name="finding_targets"
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["finding", "target", "instrument", "paragraph"],
                name="one_target_of_a_finding",
            ),
            # NULLs are distinct to a unique constraint, so the empty ones need their own.
            models.UniqueConstraint(
                fields=["finding", "target", "instrument"],
                condition=Q(paragraph=None),
                name="one_target_of_a_finding_without_paragraph",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.finding_id} → {self.paragraph or self.target}"
