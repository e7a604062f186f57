"""Who stands behind a document; their check of it before issue, and what they object."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.timezone import now

from hld_portal.record.models import Logged
from hld_portal.reports.enums import Outcome
from hld_portal.reports.models.builds import Build, Report, new_public_id
from submissions.models import Submission

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class Chain(models.Model):
    """What stands behind each paragraph of a build: kept aside, never printed, never public.

    `passages` as `composing.attribution.passages_of` gives them; `printed` maps the reference
    of each submission that the build reproduces in full to its anchor.
    """

    build = models.OneToOneField(Build, on_delete=models.CASCADE, related_name="chain")
    passages = models.JSONField(default=list)
    printed = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"chain behind {self.build_id}"


class ContributorsCheck(Logged):
    """One round of asking those who stand behind a report, on the text of one build."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="checks")
    build = models.ForeignKey(Build, on_delete=models.PROTECT, related_name="checks")
    opened_at = models.DateTimeField(auto_now_add=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    closes_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)  # ended before that
    close_reason = models.TextField(blank=True)

    if TYPE_CHECKING:
        requests: RelatedManager[CheckRequest]

    class Meta:
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["report"],
                condition=Q(closed_at=None),
                name="one_unfinished_check_per_report",
            )
        ]

    def __str__(self) -> str:
        return f"Contributors' check of {self.report}, {self.opened_at:%Y-%m-%d}"

    @property
    def is_open(self) -> bool:
        return self.closed_at is None and now() < self.closes_at


class CheckRequest(models.Model):
    """The private link of one submission's contributors to what they stand behind."""

    check_round = models.ForeignKey(
        ContributorsCheck, on_delete=models.CASCADE, related_name="requests"
    )
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="+")
    public_id = models.CharField(max_length=24, unique=True, default=new_public_id)
    # [{"anchor", "number", "text", "points": [keys], "own": [sentences]}]: paragraphs of the
    # build, with what of them rests on this submission; never the author's conclusions
    passages = models.JSONField(default=list)
    seen_at = models.DateTimeField(null=True, blank=True)

    if TYPE_CHECKING:
        objections: RelatedManager[Objection]

    class Meta:
        ordering = ["check_round", "submission"]
        constraints = [
            models.UniqueConstraint(
                fields=["check_round", "submission"], name="one_link_per_submission_and_check"
            )
        ]

    def __str__(self) -> str:
        return f"{self.submission} in {self.check_round}"


class Objection(Logged):
    """What contributors say against a passage, and what was answered."""

    request = models.ForeignKey(CheckRequest, on_delete=models.PROTECT, related_name="objections")
    number = models.PositiveIntegerField()  # of the paragraph
    passage = models.TextField()  # as it read then
    text = models.TextField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, default=Outcome.OPEN)
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["request", "number", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="objection_says_something"),
            models.UniqueConstraint(
                fields=["request", "number"],
                condition=~Q(outcome=Outcome.WITHDRAWN),
                name="one_standing_objection_per_passage",
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=[Outcome.OPEN, Outcome.WITHDRAWN]) | ~Q(answer=""),
                name="settled_objection_has_its_answer",
            ),
        ]

    def __str__(self) -> str:
        return f"Objection to paragraph {self.number}"
