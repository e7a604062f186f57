"""Counted words: which one a count deserves, and whether one in a text fits its count."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from hld_portal.reports.drafting.groups import GROUPS
from hld_portal.reports.drafting.numbers import number
from hld_portal.reports.drafting.scale import HOUSE_SCALE, LADDER, Scale

__all__ = [
    "GROUPS",
    "HOUSE_SCALE",
    "LADDER",
    "FoundQuantifier",
    "Scale",
    "Verdict",
    "check_quantifier",
    "find_quantifiers",
    "is_definite",
    "is_singular",
    "one_more_becomes",
    "phrase",
    "quantifier",
    "required_count",
    "subject",
]


def quantifier(n: int, total: int, scale: Scale = HOUSE_SCALE) -> str:
    """Give the counted word or the figures: "most", "two of the three", "the two".

    Raises:
        ValueError: when nobody is counted, or more than contributed.
    """
    word = scale.word(n, total)
    if total >= scale.figures_below:
        return word
    return f"the {number(n)}" if n == total else f"{number(n)} of the {number(total)}"


def phrase(group: str, n: int, total: int, scale: Scale = HOUSE_SCALE, *, variant: int = 0) -> str:
    """Name the speakers inside a sentence: "most civil society organizations"."""
    word = quantifier(n, total, scale)
    plural = word not in ("one", "the one")
    return f"{word} {GROUPS[group].noun(plural=plural, variant=variant)}"


def subject(group: str, n: int, total: int, scale: Scale = HOUSE_SCALE) -> str:
    """Name the speakers at the start of a sentence: "One Member State"."""
    text = phrase(group, n, total, scale)
    return text[0].upper() + text[1:]


def is_singular(n: int) -> bool:
    """Tell the number of the verb: "one of the two Member States has", "two have"."""
    return n == 1


def is_definite(word: str) -> bool:
    """Tell whether a word speaks of certain stakeholders ("one", "two of the three").

    Two findings must not share such a word: they may be two different ones.
    """
    return word == "one" or " of the " in word


def required_count(word: str, total: int, scale: Scale = HOUSE_SCALE) -> int | None:
    """Give the smallest number of stakeholders that deserves the word; None where none does."""
    wanted = _canonical(word)
    return next((n for n in range(1, total + 1) if quantifier(n, total, scale) == wanted), None)


def one_more_becomes(n: int, total: int, scale: Scale = HOUSE_SCALE) -> str | None:
    """Give the word after one stakeholder more ("many"), None where it stays the same.

    The one more is taken from those who contributed; where all of them are counted
    already, nothing changes.
    """
    if n >= total:
        return None
    now = quantifier(n, total, scale) if n else None
    then = quantifier(n + 1, total, scale)
    return then if then != now else None


class Verdict(StrEnum):
    FITS = "fits"
    TOO_MUCH = "too_much"
    TOO_LITTLE = "too_little"
    WANTS_FIGURES = "wants_figures"


_SYNONYMS = {
    "almost all": "nearly all",
    "virtually all": "nearly all",
    "the majority of": "most",
    "a majority of": "most",
    "most of the": "most",
    "numerous": "many",
    "a number of": "several",
    "a few": "some",
    "a single": "one",
    "every": "all",
    "each": "all",
    "all of the": "all",
    "both": "the two",
    "all three": "the three",
}


def _canonical(word: str) -> str:
    word = re.sub(r"\s+", " ", word.strip().lower())
    return _SYNONYMS.get(word, word)


def check_quantifier(word: str, n: int, total: int, scale: Scale = HOUSE_SCALE) -> Verdict:
    """Compare a word in a text with the count on file.

    Raises:
        ValueError: for a word that is none, or a count that cannot be.
    """
    word = _canonical(word)
    if word == quantifier(n, total, scale):
        return Verdict.FITS
    if word not in LADDER:
        return _check_figures(word, n, total)
    said, holds = LADDER.index(word), LADDER.index(scale.word(n, total))
    if said == holds:  # the right rung, but so small a group is told in figures
        return Verdict.WANTS_FIGURES
    return Verdict.TOO_MUCH if said > holds else Verdict.TOO_LITTLE


def _check_figures(word: str, n: int, total: int) -> Verdict:
    figures = [_FIGURES.get(part) or int(part) for part in re.findall(_FIGURE, word)]
    if not figures:
        raise ValueError(f"“{word}” is not a counted word")
    said, stated_total = figures[0], figures[-1] if word.startswith("the ") else total
    if len(figures) > 1:
        stated_total = figures[1]
    if said == n and stated_total == total:
        return Verdict.FITS
    # "two of the three" where two of five said it claims a larger share than the file holds.
    return Verdict.TOO_MUCH if (said, total) > (n, stated_total) else Verdict.TOO_LITTLE


_FIGURES = {number(n): n for n in range(1, 10)}


@dataclass(frozen=True)
class FoundQuantifier:
    """A counted word before a noun for those who spoke.

    `speaks` is false inside what was said ("observed that all Member States …"): it is
    part of the message there and has no count of its own.
    """

    word: str
    group: str
    start: int
    end: int
    speaks: bool


_FIGURE = r"(?:one|two|three|four|five|six|seven|eight|nine|\d+)"
_WORDS = "|".join(
    sorted((re.escape(w) for w in (*LADDER, *_SYNONYMS)), key=len, reverse=True)
).replace(r"\ ", r"\s+")
_NOUN_GROUPS = {
    noun.lower(): group.key for group in GROUPS.values() for pair in group.nouns for noun in pair
}
_NOUNS = "|".join(sorted((re.escape(n) for n in _NOUN_GROUPS), key=len, reverse=True)).replace(
    r"\ ", r"\s+"
)
_WORD = rf"{_FIGURE}\s+of\s+the\s+{_FIGURE}|the\s+{_FIGURE}|{_WORDS}|{_FIGURE}"
_FOUND = re.compile(rf"\b(?P<word>{_WORD})\s+(?P<noun>{_NOUNS})\b", flags=re.IGNORECASE)
# What follows speakers after "and": more of them, then that they say something.
_SAY = re.compile(
    rf"(?:(?:,| and)\s+(?:{_WORD})\s+(?:{_NOUNS}))*\s+(?:\w+ed|that|called)\b", flags=re.IGNORECASE
)
_INSIDE = re.compile(
    r"\b(?:that|upon|on|for|to|in|from|among|between|with|(?<!view )of)\s+$", flags=re.IGNORECASE
)


def find_quantifiers(text: str) -> list[FoundQuantifier]:
    """Find every counted word that stands before a noun for those who spoke.

    "most countries" or "all migrants" are not found: no count on file stands behind them.
    """
    found: list[FoundQuantifier] = []
    chained_at = -1  # where the noun of the last speaker ends
    for match in _FOUND.finditer(text):
        before = text[: match.start()]
        between = text[chained_at : match.start()] if chained_at >= 0 else ""
        speaks = _speaks(before, text[match.end() :], is_chained=between in (", ", " and "))
        chained_at = match.end() if speaks else -1
        word, noun = _canonical(match["word"]), _canonical(match["noun"])
        found.append(
            FoundQuantifier(
                word, _NOUN_GROUPS[noun], match.start("word"), match.end("word"), speaks
            )
        )
    return found


def _speaks(before: str, after: str, *, is_chained: bool) -> bool:
    if before.count("“") > before.count("”") or _INSIDE.search(before):
        return False
    new_clause = not before.endswith("and ") or _SAY.match(after)
    return is_chained or bool(new_clause)
