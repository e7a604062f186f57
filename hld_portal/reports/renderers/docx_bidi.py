"""Words cut into pieces that run one way each, for a format that wants to be told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from unicodedata import bidirectional

RIGHT = frozenset({"R", "AL"})
FIGURES = frozenset({"EN", "AN"})
ANY_RIGHT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
HEBREW = re.compile(r"[\u0590-\u05ff\ufb1d-\ufb4f]")


def split_directions(text: str, *, rtl: bool) -> Iterator[tuple[str, bool]]:
    """Cut text into pieces, each with whether it runs from right to left.

    A short form of the bidirectional algorithm: figures go with Latin letters
    before them, and signs between two pieces of one direction go with these.

    Args:
        rtl: how the paragraph around runs.
    """
    if not rtl and not ANY_RIGHT.search(text):
        yield text, False
        return
    sides = _settled(_strong(text, rtl), rtl)
    place = 0
    for side, group in groupby(sides):
        length = len(list(group))
        yield text[place : place + length], side
        place += length


def _strong(text: str, rtl: bool) -> list[bool | None]:
    """Say for each letter how it runs; None for signs that follow their neighbours."""
    found: list[bool | None] = []
    last = rtl
    for letter in text:
        kind = bidirectional(letter)
        if kind in RIGHT or kind == "L":
            last = kind in RIGHT
            found.append(last)
        elif kind in FIGURES and not last:
            found.append(False)
        else:
            found.append(None)
    return found


def _settled(sides: list[bool | None], rtl: bool) -> list[bool]:
    settled: list[bool] = []
    before = rtl
    for place, side in enumerate(sides):
        if side is None:
            after = next((each for each in sides[place:] if each is not None), rtl)
            settled.append(before if before == after else rtl)
        else:
            before = side
            settled.append(side)
    return settled
