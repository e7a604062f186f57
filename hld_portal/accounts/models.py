"""People, stakeholders, and who acts for whom."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.timezone import now
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from hld_portal.accounts.enums import (
    Accreditation,
    Group,
    MemberRole,
    Region,
    StakeholderKind,
)
from hld_portal.record.models import Logged

INVITATION_DAYS = 14


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """A person; signs in by e-mail. Never deleted once in the log: made inactive."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=150, blank=True)
    language = models.CharField(_("language"), max_length=10, default="en")
    time_zone = models.CharField(_("time zone"), max_length=50, default="UTC")
    is_active = models.BooleanField(default=True)
    # Invented, with a password that everybody knows: cannot sign in outside local mode.
    is_sample = models.BooleanField(default=False)
    date_joined = models.DateTimeField(default=now)

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []  # type: ignore[misc]

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="one_user_per_address")]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name or self.email


class SampleAccount(models.Model):
    """A sample person whom the sign-in page offers in local mode, by one click."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="sample_account")
    role = models.CharField(max_length=80, unique=True)  # "moderator", "focal point"
    title = models.CharField(max_length=200)
    may = models.CharField(max_length=300)  # what one can do with it, in a sentence
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return f"{self.role}: {self.user}"


class StakeholderQuerySet(models.QuerySet["Stakeholder"]):
    def in_group(self, group: Group) -> StakeholderQuerySet:
        return self.filter(kind__in=group.kinds)

    def of_member(self, user: User) -> StakeholderQuerySet:
        """Those a person acts for, in any role."""
        return self.filter(memberships__user=user, memberships__is_active=True)


class Stakeholder(Logged):
    """A State or an organization that submits. Its group follows from its kind alone."""

    name = models.CharField(_("name"), max_length=200)
    names = models.JSONField(default=dict, blank=True)  # language code → name
    kind = models.CharField(_("kind"), max_length=20, choices=StakeholderKind.choices)
    iso3 = models.CharField(max_length=3, blank=True)
    country = models.CharField(_("country"), max_length=100, blank=True)
    region = models.CharField(
        _("regional group"), max_length=20, choices=Region.choices, default=Region.NONE
    )
    accreditation = models.CharField(
        max_length=20, choices=Accreditation.choices, default=Accreditation.NONE
    )
    accredited_from = models.DateField(null=True, blank=True)
    accredited_until = models.DateField(null=True, blank=True)
    about = models.TextField(blank=True)
    # Invented States and bodies exist only in the sample; no picker offers them.
    invented = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = StakeholderQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(Lower("name"), name="one_stakeholder_per_name"),
            models.UniqueConstraint(
                fields=["iso3"], name="one_stakeholder_per_iso3", condition=~models.Q(iso3="")
            ),
        ]

    def __str__(self) -> str:
        return self.local_name

    @property
    def local_name(self) -> str:
        """The name in the reader's language where it is known."""
        language = (get_language() or "en").split("-")[0]
        return self.names.get(language) or self.name

    @property
    def group(self) -> Group:
        return StakeholderKind(self.kind).group

    @property
    def is_state(self) -> bool:
        return self.kind == StakeholderKind.STATE

    @property
    def indefinite(self) -> str:
        return StakeholderKind(self.kind).indefinite


class Membership(models.Model):
    """What a person may do for a stakeholder: sign, file or write."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    stakeholder = models.ForeignKey(
        Stakeholder, on_delete=models.PROTECT, related_name="memberships"
    )
    role = models.CharField(max_length=20, choices=MemberRole.choices)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "stakeholder"], name="one_membership_per_person_and_stakeholder"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} ({self.role}) for {self.stakeholder}"


class Invitation(models.Model):
    """A letter to a person to act for a stakeholder; only the token's hash is kept."""

    stakeholder = models.ForeignKey(
        Stakeholder, on_delete=models.CASCADE, related_name="invitations"
    )
    email = models.EmailField()
    role = models.CharField(max_length=20, choices=MemberRole.choices)
    token_hash = models.CharField(max_length=64, unique=True)
    # Empty: the secretariat, by command (`invite_head`).
    invited_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    accepted_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.email} to {self.stakeholder}"

    @staticmethod
    def new_token() -> str:
        return secrets.token_urlsafe(32)

    @staticmethod
    def hash_token(token: str) -> str:
        return hashlib.sha256(token.encode()).hexdigest()

    @property
    def expires_at(self) -> datetime:
        return self.created_at + timedelta(days=INVITATION_DAYS)

    @property
    def is_expired(self) -> bool:
        return now() >= self.expires_at
