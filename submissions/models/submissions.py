"""A submission, its draft and its versions; state changes go through `services`."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q

from hld_portal.accounts.models import Stakeholder
from hld_portal.record.models import Logged
from roundtables.models import Dialogue, Event
from submissions.enums import (
    Channel,
    Consent,
    State,
)
from submissions.querysets import SubmissionQuerySet

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


def new_public_id() -> str:
    return secrets.token_urlsafe(12)


class Submission(Logged):
    """What one stakeholder sends to one event, through all its versions.

    `state` is that of the newest version (draft before there is one);
    `published_version` is what the public sees; `standing_version` is what findings
    may cite: the one published or accepted last, until it is withdrawn.
    """

    public_id = models.CharField(max_length=24, unique=True, default=new_public_id)
    dialogue = models.ForeignKey(Dialogue, on_delete=models.PROTECT, related_name="submissions")
    # Empty until a moderator confirms where an imported text belongs.
    event = models.ForeignKey(
        Event, null=True, blank=True, on_delete=models.PROTECT, related_name="submissions"
    )
    stakeholder = models.ForeignKey(
        Stakeholder, on_delete=models.PROTECT, related_name="submissions"
    )
    on_behalf_of = models.ManyToManyField(Stakeholder, blank=True, related_name="spoken_for_in")
    channel = models.CharField(max_length=15, choices=Channel.choices, default=Channel.PORTAL)
    reference = models.CharField(max_length=40, unique=True, null=True)  # noqa: DJ001 -- NULL until submitted
    receipt_code = models.CharField(max_length=24, unique=True, null=True)  # noqa: DJ001 -- as above
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFT)
    consent = models.CharField(max_length=15, choices=Consent.choices, blank=True)
    confidential = models.BooleanField(default=False)
    late = models.BooleanField(default=False)
    admitted = models.BooleanField(default=False)  # a late one, let in one by one
    on_hold = models.BooleanField(default=False)
    duplicate_of = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="duplicates"
    )
    newest_version = models.ForeignKey(
        "Version", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    published_version = models.ForeignKey(
        "Version", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    standing_version = models.ForeignKey(
        "Version", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # Stamped by an issue; from then on nothing about it changes.
    frozen_at = models.DateTimeField(null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    source_name = models.CharField(max_length=200, blank=True)  # file and row of an import

    objects = SubmissionQuerySet.as_manager()

    if TYPE_CHECKING:
        versions: RelatedManager[Version]
        draft: Draft

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state=State.DRAFT) | Q(reference__isnull=False),
                name="reference_once_submitted",
            ),
            models.CheckConstraint(
                condition=Q(published_version=None)
                | (Q(confidential=False) & ~Q(consent=Consent.NOT_PUBLISHED) & ~Q(consent="")),
                name="published_only_with_consent",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.WITHDRAWN)
                | Q(published_version=None, standing_version=None),
                name="withdrawn_stands_nowhere",
            ),
        ]
        indexes = [
            models.Index(fields=["dialogue", "-published_at"], name="submission_by_publication"),
            models.Index(fields=["event", "state"], name="submission_by_desk"),
        ]

    def __str__(self) -> str:
        return self.reference or f"draft {self.public_id}"

    @property
    def slug(self) -> str:
        """The reference as addresses carry it: `HLD2013-0042`."""
        return (self.reference or "").replace("/", "-")

    @property
    def public_author(self) -> str:
        """Whom the public reads as the author: a name, or "a trade union"."""
        if self.consent == Consent.NAMED:
            return self.stakeholder.local_name
        return self.stakeholder.indefinite

    @property
    def is_named(self) -> bool:
        return self.consent == Consent.NAMED

    @property
    def waits_for_admission(self) -> bool:
        return self.late and not self.admitted


class Draft(models.Model):
    """What is being written: one per submission, saved over and over."""

    submission = models.OneToOneField(Submission, on_delete=models.CASCADE, related_name="draft")
    title = models.TextField(blank=True)  # as long as it was typed; checked when it is sent
    statement = models.TextField(blank=True)
    language = models.CharField(max_length=10, blank=True)
    consent = models.CharField(max_length=15, choices=Consent.choices, blank=True)
    points = models.JSONField(default=list, blank=True)  # as content.PointContent
    on_behalf_of = models.JSONField(default=list, blank=True)  # stakeholder ids
    revision = models.PositiveIntegerField(default=0)
    updated_at = models.DateTimeField(auto_now=True)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    def __str__(self) -> str:
        return f"draft of {self.submission}"


class Version(models.Model):
    """A text as it was sent. Its words never change (a trigger sees to it); its state does."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    statement = models.TextField()
    language = models.CharField(max_length=10)
    word_count = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=12, choices=State.choices, default=State.SUBMITTED)
    submitted_at = models.DateTimeField()
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    ground = models.CharField(max_length=12, blank=True)  # of a return
    reason = models.TextField(blank=True)  # of a return or a decline, for the submitter

    class Meta:
        ordering = ["submission", "number"]
        constraints = [
            models.UniqueConstraint(fields=["submission", "number"], name="one_version_per_number"),
            models.CheckConstraint(
                condition=~Q(state__in=[State.RETURNED, State.DECLINED]) | ~Q(reason=""),
                name="return_and_decline_have_a_reason",
            ),
            models.CheckConstraint(condition=~Q(state=State.DRAFT), name="no_version_of_a_draft"),
        ]

    def __str__(self) -> str:
        return f"{self.submission} v{self.number}"


class EventSuggestion(models.Model):
    """Where an imported text without a round table may belong, for a moderator to confirm."""

    submission = models.ForeignKey(
        Submission, on_delete=models.CASCADE, related_name="event_suggestions"
    )
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="+")
    score = models.FloatField()

    class Meta:
        ordering = ["submission", "-score"]

    def __str__(self) -> str:
        return f"{self.submission}: {self.event} {self.score:.2f}"
