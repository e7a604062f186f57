"""Summaries of round tables, paragraph by paragraph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q

from hld_portal.record.models import Logged
from hld_portal.reports.enums import (
    ParagraphRole,
    SummaryState,
)
from roundtables.models import Event

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class Summary(Logged):
    """The account of one round table (or other event)."""

    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="summary")
    state = models.CharField(
        max_length=15, choices=SummaryState.choices, default=SummaryState.DRAFT
    )
    drafted_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)  # to the co-chairs
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    cleared_at = models.DateTimeField(null=True, blank=True)
    cleared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # Why it is a draft again, in the words of who took or gave it back, until it is sent again.
    returned_reason = models.TextField(blank=True)

    if TYPE_CHECKING:
        paragraphs: RelatedManager[SummaryParagraph]

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state=SummaryState.CLEARED, cleared_at__isnull=False)
                | (~Q(state=SummaryState.CLEARED) & Q(cleared_at=None)),
                name="cleared_summary_has_its_time",
            ),
            models.CheckConstraint(
                condition=Q(cleared_by=None) | ~Q(cleared_by=models.F("sent_by")),
                name="nobody_clears_what_they_sent",
            ),
        ]

    def __str__(self) -> str:
        return f"Summary of {self.event}"


class SummaryParagraph(Logged):
    """One paragraph of a summary: sentences and listed items, each citing findings.

    `sentences` and `items` hold `{"text", "citations": ["f12", "p34"], "counted": [{"word",
    "group", "n", "total", "finding"}], "overrides": [{"word", "group", "n", "total", "reason"}]}`
    and, for items, "letter"; keys as in `sources`. An override lets a counted word stand
    against its count as long as that count (n of total) is the one it was given for.
    """

    summary = models.ForeignKey(Summary, on_delete=models.CASCADE, related_name="paragraphs")
    position = models.PositiveSmallIntegerField()
    role = models.CharField(max_length=15, choices=ParagraphRole.choices)
    sentences = models.JSONField(default=list)
    items = models.JSONField(default=list, blank=True)
    revision = models.PositiveIntegerField(default=0)
    edited = models.BooleanField(default=False)
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["summary", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["summary", "position"], name="one_paragraph_per_position"
            )
        ]

    def __str__(self) -> str:
        return f"{self.summary}, paragraph {self.position}"

    @property
    def is_approved(self) -> bool:
        return self.approved_at is not None

    @property
    def text(self) -> str:
        return " ".join(sentence["text"] for sentence in self.sentences)


class SummaryCopy(models.Model):
    """A summary as it was before it was drafted anew: nothing a person wrote is lost."""

    summary = models.ForeignKey(Summary, on_delete=models.CASCADE, related_name="copies")
    paragraphs = models.JSONField()  # role, sentences, items, edited, approved, typed
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.summary} before {self.made_at:%Y-%m-%d %H:%M}"
