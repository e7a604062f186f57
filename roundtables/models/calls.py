"""Invitations to submit: windows, limits, extensions."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.utils.timezone import now
from django.utils.translation import gettext as _

from hld_portal.accounts.enums import StakeholderKind
from hld_portal.accounts.models import Stakeholder
from roundtables.models.dialogues import Event


class Call(models.Model):
    """The invitation to submit to one event: its window and its rules."""

    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="call")
    opens_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    # Closed by the secretariat, whatever the times say.
    closed = models.BooleanField(default=False)
    languages = models.JSONField(default=list)
    word_limits = models.JSONField(default=dict)  # {"default": 500, "state": 1000, "joint": …}
    points_most = models.PositiveSmallIntegerField(default=5)
    point_words = models.PositiveSmallIntegerField(default=60)
    consent_wording = models.JSONField(default=dict, blank=True)

    def __str__(self) -> str:
        return f"{self.event}: call"

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.event.dialogue.zone)

    def is_open(self, at: datetime | None = None) -> bool:
        """Whether the window is open; extensions of single stakeholders come on top."""
        at = at or now()
        return (
            not self.closed
            and (self.opens_at is None or self.opens_at <= at)
            and (self.closes_at is None or at < self.closes_at)
        )

    def has_closed(self, at: datetime | None = None) -> bool:
        at = at or now()
        return self.closed or (self.closes_at is not None and self.closes_at <= at)

    def word_limit(self, stakeholder: Stakeholder | None, *, joint: bool = False) -> int:
        """Return how many words a statement may have: joint, by kind, by status, default."""
        keys = ["joint"] if joint else []
        if stakeholder is not None:
            if joint:
                keys.insert(0, f"joint_{stakeholder.kind}")
            keys += [stakeholder.kind, stakeholder.accreditation]
        for key in keys:
            if key in self.word_limits:
                return int(self.word_limits[key])
        return int(self.word_limits["default"])

    def limits_table(self) -> list[tuple[str, int]]:
        """Return who may write how much, for reading, in the order of the file."""
        names: dict[str, Any] = dict(StakeholderKind.choices)
        names |= {
            "default": _("Others"),
            "joint": _("Joint statements"),
            "none": _("Not accredited"),
        }
        names |= {"consultative_status": _("In consultative status"), "invited": _("Invited")}
        return [(str(names.get(key, key)), int(limit)) for key, limit in self.word_limits.items()]


class Extension(models.Model):
    """More time for one stakeholder, given by the secretariat with a reason."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="extensions")
    stakeholder = models.ForeignKey(
        Stakeholder, on_delete=models.CASCADE, related_name="extensions"
    )
    closes_at = models.DateTimeField()
    reason = models.TextField()
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["call", "stakeholder"], name="one_extension_per_stakeholder"
            )
        ]

    def __str__(self) -> str:
        return f"{self.stakeholder} until {self.closes_at}"
