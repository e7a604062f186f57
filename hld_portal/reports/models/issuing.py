"""Issued documents: what they are called, what they rest on. They never change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q

from hld_portal.record.models import Logged
from hld_portal.reports.enums import IssueKind, IssueState
from hld_portal.reports.models.builds import Build, Report
from roundtables.models import Dialogue
from submissions.models import Submission, Version

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class Issue(Logged):
    """A document with a symbol: its snapshot frozen, its files kept for ever.

    Its row may be written until it is issued; then a trigger refuses. What corrects,
    revises or adds to it is an issue of its own that names it in `changes`.
    """

    dialogue = models.ForeignKey(Dialogue, on_delete=models.PROTECT, related_name="issues")
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="issues")
    build = models.OneToOneField(
        Build, null=True, blank=True, on_delete=models.PROTECT, related_name="issue"
    )
    state = models.CharField(
        max_length=10, choices=IssueState.choices, default=IssueState.PREPARING
    )
    kind = models.CharField(max_length=12, choices=IssueKind.choices, default=IssueKind.ORIGINAL)
    series = models.CharField(max_length=40)  # "HLD2013"
    number = models.PositiveIntegerField()  # 3 of "HLD2013/3"
    part = models.PositiveIntegerField(default=0)  # 2 of "HLD2013/3/Corr.2"; 0 of an original
    symbol = models.CharField(max_length=80, unique=True)
    slug = models.SlugField(max_length=80)  # the symbol with hyphens, in addresses
    changes = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="changed_by"
    )
    note = models.TextField(blank=True)  # what it changes and why; printed on it
    session = models.CharField(max_length=100, blank=True)
    item = models.CharField(max_length=200, blank=True)
    dated_on = models.DateField()
    # {"files": [{"name", "format", "volume", "size", "sha256"}], "sources": [{"reference",
    # "version", "sha256"}], "snapshot": sha256}
    manifest = models.JSONField(default=dict, blank=True)
    manifest_sha256 = models.CharField(max_length=64, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    issued_at = models.DateTimeField(null=True, blank=True)

    if TYPE_CHECKING:
        sources: RelatedManager[IssueSource]
        changed_by: RelatedManager[Issue]

    class Meta:
        ordering = ["dialogue", "series", "number", "part", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["dialogue", "slug"], name="one_issue_per_address"),
            models.UniqueConstraint(
                fields=["series", "number"],
                condition=Q(kind=IssueKind.ORIGINAL),
                name="no_number_given_twice",
            ),
            models.UniqueConstraint(
                fields=["report"],
                condition=Q(state=IssueState.PREPARING),
                name="one_issue_in_preparation_per_report",
            ),
            models.CheckConstraint(
                condition=Q(kind=IssueKind.ORIGINAL, changes=None, part=0)
                | (~Q(kind=IssueKind.ORIGINAL) & Q(changes__isnull=False, part__gt=0)),
                name="what_follows_names_what_it_changes",
            ),
            models.CheckConstraint(
                condition=(Q(state=IssueState.ISSUED) & Q(issued_at__isnull=False))
                | (~Q(state=IssueState.ISSUED) & Q(issued_at=None)),
                name="issued_has_its_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=IssueState.ISSUED)
                | (Q(build__isnull=False) & ~Q(manifest_sha256="")),
                name="issued_has_build_and_manifest",
            ),
        ]

    def __str__(self) -> str:
        return self.symbol

    @property
    def is_issued(self) -> bool:
        return self.state == IssueState.ISSUED


class IssueSource(models.Model):
    """A version of a submission that an issue rests on: it stays as long as the issue does."""

    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="sources")
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="issues")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="issues")

    class Meta:
        ordering = ["issue", "submission"]
        constraints = [
            models.UniqueConstraint(
                fields=["issue", "submission"], name="one_version_of_a_source_per_issue"
            )
        ]

    def __str__(self) -> str:
        return f"{self.version} behind {self.issue}"
