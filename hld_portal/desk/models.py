"""What moderators write for each other."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models

from submissions.models import Submission


class NoteQuerySet(models.QuerySet["Note"]):
    def visible_to(self, user: Any) -> NoteQuerySet:
        """Those on texts that the person moderates, never on their own organization's."""
        desk = Submission.objects.on_desk_of(user).exclude(pk__in=Submission.objects.own(user))
        return self.filter(submission__in=desk)


class Note(models.Model):
    """A remark on a submission, for the desk alone: never public, never for its author."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="desk_notes")
    body = models.TextField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = NoteQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(body=""), name="desk_note_says_something")
        ]

    def __str__(self) -> str:
        return f"{self.author} on {self.submission}"
