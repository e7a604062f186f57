"""The six official languages: their order, their direction, and which one a text is in."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

# The United Nations lists them by their English names.
LANGUAGES = ("ar", "zh", "en", "fr", "ru", "es")
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})
# More does not make the guess better, only slower.
_LETTERS_READ = 4000


def direction(language: str) -> str:
    """Give "rtl" or "ltr", the value of HTML's `dir`."""
    return "rtl" if language.split("-")[0].lower() in RIGHT_TO_LEFT else "ltr"


def guess_language(text: str) -> tuple[str, float]:
    """Guess which of the six languages a text is in, to be shown and corrected.

    A text in a seventh language comes out as the nearest of the six. The first call loads
    numpy and the model.

    Returns:
        The code and how sure the guess is, 0 to 1; ("", 0.0) for a text without letters.
    """
    if not any(letter.isalpha() for letter in text):
        return "", 0.0
    code, confidence = _identifier().classify(text[:_LETTERS_READ])
    return code, min(confidence, 1.0)


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import (  # noqa: PLC0415 -- loads numpy and a model of 5 MB
        MODEL_FILE,
        LanguageIdentifier,
    )

    # An identifier of our own: the module's functions share one for the whole process.
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(LANGUAGES)
    return identifier
