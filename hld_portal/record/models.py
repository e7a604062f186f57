"""Rows that may only be added to (the log), worked off (the outbox) and counted up."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class LogEntry(models.Model):
    """One thing that somebody did; never changed and never deleted (a trigger sees to it).

    Entries of one object form a chain: each carries the hash of the one before it.
    Written only by `record.services.log_move`.
    """

    object_kind = models.CharField(max_length=40)
    object_id = models.BigIntegerField()
    sequence = models.PositiveIntegerField()
    verb = models.CharField(max_length=40)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    from_state = models.CharField(max_length=40, blank=True)
    to_state = models.CharField(max_length=40, blank=True)
    # The reason itself stands where it can be erased; the log proves what it was.
    reason_hash = models.CharField(max_length=64, blank=True)
    details = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField()
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["object_kind", "object_id", "sequence"], name="one_entry_per_place_in_chain"
            )
        ]
        indexes = [models.Index(fields=["object_kind", "object_id"])]

    def __str__(self) -> str:
        return f"{self.object_kind} {self.object_id} #{self.sequence}: {self.verb}"


class LogAnchor(models.Model):
    """The state of the whole log at one moment of a day, so that a cut end shows."""

    day = models.DateField(unique=True)
    last_entry_id = models.BigIntegerField()
    entries_count = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.day}: {self.entries_count} entries"


class Logged(models.Model):
    """A row whose history is chained: it keeps the hash and number of its last entry."""

    log_head = models.CharField(max_length=64, blank=True, editable=False)
    log_count = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        abstract = True

    @property
    def log_kind(self) -> str:
        return self._meta.model_name or ""

    def log_entries(self) -> models.QuerySet[LogEntry]:
        """Return the history, oldest first, with its actors."""
        return (
            LogEntry.objects.filter(object_kind=self.log_kind, object_id=self.pk)
            .select_related("actor")
            .order_by("sequence")
        )


class Outbox(models.Model):
    """A mail or a task, written in the same transaction as what it tells of."""

    class Kind(models.TextChoices):
        MAIL = "mail"
        TASK = "task"

    kind = models.CharField(max_length=10, choices=Kind.choices)
    name = models.CharField(max_length=80)
    payload = models.JSONField(default=dict)
    # Two rows of one key are the same message; the second is not written.
    key = models.CharField(max_length=120, unique=True, null=True)  # noqa: DJ001 -- NULL is "no key", many times
    created_at = models.DateTimeField(auto_now_add=True)
    due_at = models.DateTimeField()
    attempts = models.PositiveIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["due_at"],
                name="outbox_waiting",
                condition=models.Q(sent_at=None, failed_at=None),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"


class Counter(models.Model):
    """A number that only goes up: references, symbols. Never `max() + 1`."""

    name = models.CharField(max_length=80, unique=True)
    value = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name}: {self.value}"
