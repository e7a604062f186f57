"""In which language the portal speaks to a person."""

from __future__ import annotations

from django.conf import settings
from django.urls import translate_url
from django.utils.translation import get_language_info, get_supported_language_variant

from hld_portal.accounts.models import User


def language_of(user: User) -> str:
    """Return the code of a person's language, as settings spell it; English if it is none."""
    try:
        return get_supported_language_variant(user.language)
    except LookupError:
        return settings.LANGUAGE_CODE


def language_choices() -> list[tuple[str, str]]:
    """Return the six languages, each under its own name."""
    return [(code, get_language_info(code)["name_local"]) for code, _name in settings.LANGUAGES]


def in_language_of(user: User, url: str) -> str:
    """Return an address of the portal in a person's language: /mine/ → /fr/mine/."""
    return translate_url(url, language_of(user))
