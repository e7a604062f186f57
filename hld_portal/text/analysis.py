"""Turn words into search terms: the same on SQLite and PostgreSQL, in six languages."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

import snowballstemmer

from hld_portal.text.counting import HAN_AND_KANA, WORD

_STEMMERS = {"ar": "arabic", "en": "english", "es": "spanish", "fr": "french", "ru": "russian"}
# Snowball cuts "органов" to "орган" but "орган" to "орга": cut until nothing changes or
# less than so many letters would be left, where other words fall in.
_CUT_AGAIN = {"ar": 3, "ru": 4}

# What Unicode does not take apart, and digits of the Arabic script.
_LETTERS = str.maketrans(
    {"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "ـ": None}
    | {chr(zero + digit): str(digit) for zero in (0x660, 0x6F0) for digit in range(10)}
)
_ARABIC = str.maketrans("ىةٱ", "يها")
_TOKEN = re.compile(f"[{HAN_AND_KANA}]+|[{WORD}]+")
_HAN = re.compile(f"[{HAN_AND_KANA}]")
_ELISION = re.compile(r"\b(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)['’](?=\w)")
_POSSESSIVE = re.compile(r"['’]s\b")


def fold(text: str) -> str:
    """Write a text as search sees it: lower case, without accents, vowel signs and tatweel.

    Folding twice changes nothing.
    """
    return _plain_letters(text).translate(_ARABIC)


def stems(text: str, language: str | None, *, raw: bool = False) -> list[str]:
    """Give the search terms of a text in their order.

    Words are cut to their stems, runs of Han and kana to pairs. A query without accents
    gives the same terms as one with them. Without a known language words are only folded.

    Args:
        raw: put each folded word (and single Han character) beside its stem. For what is
            indexed, not for what is asked: it lets a query match by its beginning where
            the stemmer fails.
    """
    code = (language or "").split("-")[0].lower()
    terms: list[str] = []
    for token in _TOKEN.findall(_prepared(text, code)):
        if _HAN.match(token):
            terms += _pairs(token, raw=raw)
        else:
            terms += _stem_and_word(token, code, raw=raw)
    return terms


def _plain_letters(text: str) -> str:
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    letters = "".join(c for c in apart if unicodedata.category(c) not in ("Mn", "Me", "Cf"))
    return unicodedata.normalize("NFKC", letters.translate(_LETTERS))


def _prepared(text: str, code: str) -> str:
    # Russian keeps й and Arabic its ending ة until the stemmer has seen them.
    if code == "ru":
        composed = unicodedata.normalize("NFKC", text).casefold().replace("ё", "е")
        return "".join(c for c in composed if unicodedata.category(c) != "Mn")
    letters = _plain_letters(text)
    if code == "fr":
        return _ELISION.sub(" ", letters)
    return _POSSESSIVE.sub("", letters) if code == "en" else letters


def _pairs(run: str, *, raw: bool) -> list[str]:
    pairs = [run[at : at + 2] for at in range(len(run) - 1)]
    return [*pairs, *run] if raw or not pairs else pairs


def _stem_and_word(token: str, code: str, *, raw: bool) -> list[str]:
    word, stem = fold(token), _stem(token, code)
    if not stem:
        return [word] if word else []
    return [stem, word] if raw and word != stem else [stem]


@lru_cache(maxsize=50_000)
def _stem(token: str, code: str) -> str:
    stemmer = _stemmer(code)
    if stemmer is None:
        return fold(token)
    stem = stemmer.stemWord(token)
    while code in _CUT_AGAIN:
        shorter = stemmer.stemWord(stem)
        if shorter == stem or len(shorter) < _CUT_AGAIN[code]:
            break
        stem = shorter
    return fold(stem)


@cache
def _stemmer(code: str):
    return snowballstemmer.stemmer(_STEMMERS[code]) if code in _STEMMERS else None
