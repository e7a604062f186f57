"""Counted words: which one a count deserves, and whether one in a text fits its count."""

from __future__ import annotations

import re
from enum import StrEnum

from hld_portal.reports.drafting.groups import GROUPS
from hld_portal.reports.drafting.numbers import number
from hld_portal.reports.drafting.scale import HOUSE_SCALE, LADDER, Scale

__all__ = [
    "GROUPS",
    "HOUSE_SCALE",
    "LADDER",
    "Scale",
    "Verdict",
    "canonical",
    "check_quantifier",
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
    wanted = canonical(word)
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
    OFF_SCALE = "off_scale"


# What else says a word of the ladder, without the "of (the)" that may follow.
SYNONYMS = {
    "almost all": "nearly all",
    "virtually all": "nearly all",
    "almost every": "nearly all",
    "nearly every": "nearly all",
    "the vast majority": "nearly all",
    "a vast majority": "nearly all",
    "the overwhelming majority": "nearly all",
    "an overwhelming majority": "nearly all",
    "the majority": "most",
    "a majority": "most",
    "the large majority": "most",
    "a large majority": "most",
    "the great majority": "most",
    "a great majority": "most",
    "a clear majority": "most",
    "a broad majority": "most",
    "more than half": "most",
    "over half": "most",
    "well over half": "most",
    "numerous": "many",
    "countless": "many",
    "dozens": "many",
    "scores": "many",
    "a great many": "many",
    "a good many": "many",
    "a large number": "many",
    "a great number": "many",
    "a good number": "many",
    "a significant number": "many",
    "a considerable number": "many",
    "a number": "several",
    "various": "several",
    "certain": "some",
    "few": "some",
    "very few": "some",
    "a few": "some",
    "only a few": "some",
    "quite a few": "some",
    "a handful": "some",
    "a couple": "some",
    "a small number": "some",
    "a single": "one",
    "only one": "one",
    "every": "all",
    "every one": "all",
    "every single": "all",
    "each": "all",
    "each and every": "all",
    "each one": "all",
    "everyone": "all",
    "everybody": "all",
    "both": "the two",
    "no one": "no",
    "nobody": "no",
    "none": "no",
    "not one": "no",
    "not a single": "no",
    "not any": "no",
    "neither": "no",
}
_UNITS = (*("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),)
_TEENS = (
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
    *("eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_FIGURES = {
    **{word: n for n, word in enumerate((*_UNITS, *_TEENS), start=1)},
    **{word: 10 * n for n, word in enumerate(_TENS, start=2)},
    **{
        f"{ten}-{unit}": 10 * tens + n
        for tens, ten in enumerate(_TENS, start=2)
        for n, unit in enumerate(_UNITS[:9], start=1)
    },
}
FIGURE = (
    r"(?:"
    + "|".join(sorted(_FIGURES, key=len, reverse=True))
    + r"|\d{1,3}(?:,\d{3})+(?!\d)|\d+(?![\d.,/]*\d))"
)
# What claims a share or a number that no word of the scale stands for.
OFF_SCALE = (
    r"(?:(?:about|around|roughly|some|almost|nearly|just\s+over|more\s+than|over|less\s+than"
    r"|fewer\s+than|under|up\s+to|at\s+least)\s+)?"
    r"(?:half|(?:an?|one|two|three|four)[\s-](?:third|quarter|fifth|sixth|eighth|tenth)s?"
    r"|\d+(?:\.\d+)?\s*(?:per\s+cent|percent|%))"
    rf"|all\s+(?:but|except)\s+(?:an?|{FIGURE})|not\s+(?:all|every|each|many|most)"
    r"|(?:an?|the)\s+(?:small\s+|large\s+|significant\s+)?minority|hardly\s+any"
)
_OF_THE = re.compile(r"(?: of(?: all)?)?(?: (?:the|these|those|them|whom))?$")


def canonical(word: str) -> str:
    """Give the word of the scale that a phrase says: "a majority of the" gives "most".

    What no word of the scale says stays as it is: "half", "two of the three".
    """
    word = re.sub(r"\s+", " ", word.strip().lower())
    shared = re.fullmatch(rf"({FIGURE}) (?:out )?of (?:the )?({FIGURE})", word)
    if shared:
        return f"{shared[1]} of the {shared[2]}"
    word = re.sub(rf"^all (?:of )?(?:the )?({FIGURE})$", r"the \1", word)
    bare = _OF_THE.sub("", word) or word
    return SYNONYMS.get(word, SYNONYMS.get(bare, bare))


def check_quantifier(word: str, n: int, total: int, scale: Scale = HOUSE_SCALE) -> Verdict:
    """Compare a word in a text with the count on file.

    Raises:
        ValueError: for a word that is none, or a count that cannot be.
    """
    word = canonical(word)
    if word == quantifier(n, total, scale):
        return Verdict.FITS
    if word == "no":
        return Verdict.TOO_LITTLE
    if re.fullmatch(OFF_SCALE, word):
        return Verdict.OFF_SCALE
    if word not in LADDER:
        return _check_figures(word, n, total)
    said, holds = LADDER.index(word), LADDER.index(scale.word(n, total))
    if said == holds:  # the right rung, but so small a group is told in figures
        return Verdict.WANTS_FIGURES
    return Verdict.TOO_MUCH if said > holds else Verdict.TOO_LITTLE


def _check_figures(word: str, n: int, total: int) -> Verdict:
    figures = [
        _FIGURES.get(part) or int(part.replace(",", "")) for part in re.findall(FIGURE, word)
    ]
    if not figures:
        raise ValueError(f"“{word}” is not a counted word")
    said, stated_total = figures[0], figures[-1] if word.startswith("the ") else total
    if len(figures) > 1:
        stated_total = figures[1]
    if said == n and stated_total == total:
        return Verdict.FITS
    # "two of the three" where two of five said it claims a larger share than the file holds.
    return Verdict.TOO_MUCH if (said, total) > (n, stated_total) else Verdict.TOO_LITTLE
