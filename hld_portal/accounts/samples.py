"""Sample accounts: invented people with one password, for trying the portal locally."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.hashers import make_password

from hld_portal.accounts.models import SampleAccount, User

# Known to everybody: `backends.PortalBackend` lets nobody in with it outside local mode.
SAMPLE_PASSWORD = "four-arcs-almost-close"  # noqa: S105


def is_offered() -> bool:
    """Whether this portal may sign people in as somebody invented."""
    return settings.PORTAL_MODE == "local"


def sample_password_hash() -> str:
    """Hash the sample's password; hashing is slow by design, so call it once for all people."""
    return make_password(SAMPLE_PASSWORD)


def make_sample_person(*, email: str, name: str, password: str, language: str = "en") -> User:
    """Return the invented person of this address, made with a confirmed address if new.

    Args:
        password: of `sample_password_hash`.
    """
    fields = {"name": name, "language": language, "password": password, "is_sample": True}
    user, _made = User.objects.get_or_create(email=email, defaults=fields)
    EmailAddress.objects.get_or_create(
        user=user, email=email, defaults={"verified": True, "primary": True}
    )
    return user


def offer_account(*, user: User, role: str, title: str, may: str, order: int) -> SampleAccount:
    """Put a sample person on the sign-in page, under a role that stands there once."""
    fields = {"role": role, "title": title, "may": may, "order": order}
    return SampleAccount.objects.update_or_create(user=user, defaults=fields)[0]


def offered_accounts() -> list[SampleAccount]:
    """Return the accounts on the sign-in page; none outside local mode. Queries: 1"""
    if not is_offered():
        return []
    return list(SampleAccount.objects.filter(user__is_sample=True).select_related("user"))


def sample_accounts() -> list[dict[str, Any]]:
    """Return role, e-mail and password of each sample account; none outside local mode."""
    return [
        {
            "role": account.role,
            "email": account.user.email,
            "password": SAMPLE_PASSWORD,
            "totp_secret": None,
        }
        for account in offered_accounts()
    ]
