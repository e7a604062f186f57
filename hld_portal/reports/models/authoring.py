"""The author's own text of a report, warnings ticked, and what is being typed."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.timezone import now

from hld_portal.record.models import Logged
from hld_portal.reports.enums import AuthorSection
from hld_portal.reports.models.builds import Report
from hld_portal.reports.models.summaries import SummaryParagraph
from roundtables.models import Dialogue


class AuthorParagraph(Logged):
    """A paragraph that a person writes for the summary report; it needs no source.

    The introduction's stand in roman before the figures, the conclusions and
    recommendations in bold at the end.
    """

    dialogue = models.ForeignKey(
        Dialogue, on_delete=models.PROTECT, related_name="author_paragraphs"
    )
    section = models.CharField(max_length=15, choices=AuthorSection.choices)
    position = models.PositiveSmallIntegerField()
    text = models.TextField()
    revision = models.PositiveIntegerField(default=0)
    updated_at = models.DateTimeField(auto_now=True)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["dialogue", "section", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["dialogue", "section", "position"],
                name="one_author_paragraph_per_position",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="author_paragraph_has_text"),
        ]

    def __str__(self) -> str:
        return f"{self.dialogue}, {self.section} {self.position}"


class WarningTick(models.Model):
    """A person has seen a warning of the document check and lets it stand, as it reads now."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="ticks")
    key = models.CharField(max_length=64)  # hash of the warning's code, place and words
    reason = models.TextField(blank=True)
    ticked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    ticked_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "key"], name="one_tick_per_warning")
        ]

    def __str__(self) -> str:
        return f"tick on {self.report}"


class ParagraphDraft(models.Model):
    """What one person has typed into a paragraph and not saved; also who is at it."""

    paragraph = models.ForeignKey(SummaryParagraph, on_delete=models.CASCADE, related_name="drafts")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    revision = models.PositiveIntegerField()  # of the paragraph that it began from
    sentences = models.JSONField(default=list)  # texts
    items = models.JSONField(default=list)  # texts
    has_text = models.BooleanField(default=False)  # False: only looking at the form
    seen_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["paragraph", "user"], name="one_draft_per_person_and_paragraph"
            )
        ]

    def __str__(self) -> str:
        return f"draft of {self.paragraph} by {self.user}"
