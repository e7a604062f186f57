"""Spaces that must not break: a number stays with the word that it counts or that names it."""

from __future__ import annotations

import re

NO_BREAK = "\u00a0"

# "10.8 million", "21 December", "25,000 migrants"; a year ("in 2010 and") is free.
NUMBER = re.compile(r"(?<![\w.,/–-])(?!(?:19|20)\d\d )(\d(?:[\d.,]*\d)?) (?=[^\W\d_])")

# "para. 12", "sect. V", "No. 143", "table 2"
NAMED = re.compile(
    r"\b((?:paras?|sects?|chaps?|arts?|vol|Nos?|pp?)\.|[Tt]able|[Aa]nnex|[Rr]esolution) (?=\d|[IVX]+\b)"
)

LAST_NAMED = re.compile(r"(paras\.\u00a0[\d, ]*\d\u00a0and) (?=\d)")  # "paras. 9 and 12"


def glue(text: str, language: str) -> str:
    """Tie numbers to the word after them or before them, as the documents of the model do.

    Source: of the 679 line ends of A/69/207 that are known, none parts the two.
    """
    if language.split("-")[0] != "en":
        return text
    for pattern in (NUMBER, NAMED, LAST_NAMED):
        text = pattern.sub(rf"\1{NO_BREAK}", text)
    return text
