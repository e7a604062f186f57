"""What the pages of accounts need beyond their context."""

from __future__ import annotations

from typing import Any

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from hld_portal.accounts.models import SampleAccount
from hld_portal.accounts.samples import is_offered, offered_accounts

register = template.Library()


@register.simple_tag
def sample_accounts() -> list[SampleAccount]:
    """List the accounts that the sign-in page offers; none outside local mode. Queries: 1"""
    return offered_accounts()


@register.simple_tag(takes_context=True)
def own_pages(context: Any) -> list[dict[str, Any]]:
    """List the pages of a person's own account, as tabs."""
    pages = {
        reverse("accounts:profile_edit"): _("Details"),
        reverse("account_email"): _("E-mail address"),
        reverse("account_change_password"): _("Password"),
    }
    here = context["request"].path
    return [
        {"label": label, "url": url, "count": None, "current": url == here}
        for url, label in pages.items()
    ]


@register.simple_tag
def mail_folder() -> str:
    """Say where a local portal's mails lie; nothing where they are really sent."""
    return str(settings.EMAIL_FILE_PATH) if is_offered() else ""
