"""What search knows of a published version: its terms. Never whether it may be seen."""

from __future__ import annotations

from django.db import models

from submissions.models import Version


class IndexedVersion(models.Model):
    """The search terms of a version that was published at some time.

    A row says nothing about who may see the text: every search also asks that. So a
    text that is withdrawn is gone from all results at once, whatever stands here.
    """

    version = models.OneToOneField(
        Version, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    stems = models.TextField()  # of title, statement and points
    # Names of author and States; asked only where the author wished to be named.
    author = models.TextField(blank=True)
    rules = models.PositiveSmallIntegerField()  # INDEX_RULES when it was made

    def __str__(self) -> str:
        return f"terms of {self.version_id}"
