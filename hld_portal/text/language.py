"""The six official languages: their order, their direction, and which one a text is in."""

from __future__ import annotations

# The United Nations lists them by their English names.
LANGUAGES = ("ar", "zh", "en", "fr", "ru", "es")
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})


def direction(language: str) -> str:
    """Give "rtl" or "ltr", the value of HTML's `dir`."""
    return "rtl" if language.split("-")[0].lower() in RIGHT_TO_LEFT else "ltr"
