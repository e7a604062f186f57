"""Paragraphs that a little tightening mends: a last line of next to nothing, a call alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any

from hld_portal.reports.content import FootnoteCall, Inline, Run, Text, plain
from hld_portal.reports.renderers.fonts import font_file
from hld_portal.reports.renderers.glue import glue

COLUMN = 365.55  # points
SIZE = 10.0
SPACING = 0.32
INDENT = 23.75
CALL = 3.4  # points that a footnote call takes
TIGHTER = (0.05, 0.08, 0.10)  # points less between letters, tried in turn
SHORT, SHORTISH = COLUMN / 10, COLUMN / 7  # a last line below them is a runt
TAIL = 5  # lines before the last that may be tightened alone

WORD = re.compile(r"[^ ]+ ?")
HYPHEN = re.compile(r"(?<=[-–—/])(?=\w)")


@dataclass(frozen=True)
class Tightening:
    """How tight (a place in `TIGHTER`, from 1), from which character on and up to which."""

    step: int
    start: int
    end: int | None = None  # None: to the end of the paragraph


@dataclass(frozen=True)
class Metrics:
    """Advances and kerning pairs of a font, in parts of its size."""

    advances: dict[str, float]
    kerning: dict[tuple[str, str], float]

    def width(self, word: str) -> float:
        """Give the width of a word in points, without the spacing of its letters."""
        advances = sum(self.advances.get(each, 0.5) for each in word)
        kerning = sum(self.kerning.get(pair, 0.0) for pair in pairwise(word))
        return SIZE * (advances + kerning)


@dataclass(frozen=True)
class Word:
    """An unbreakable word as measured: once, though lines are tried many times."""

    text: str
    width: float
    letters: int
    space: bool
    called: bool  # a footnote is called at its end


def tightening(runs: Inline, *, bold: bool, language: str) -> Tightening | None:
    """Say how to tighten a paragraph so that its runt joins the line before.

    Typists do the same by hand: in A/69/207 some twenty paragraphs are set
    tighter, each where it saves a line. A very short runt tightens the whole
    paragraph, a longer one the fewest of its last lines. Where there is none,
    the line is tightened that a word leaves only for the footnote called at its end.
    """
    style = "Bold" if bold else "Regular"
    if _metrics(style) is None or language.split("-")[0] in ("ar", "zh"):
        return None
    words = [_measured(text, called, style) for text, called in _words(runs, language)]
    space = _width(" ", style)
    lines, last = _set_lines(words, space)
    if len(lines) < 2:
        return None
    if last >= SHORTISH:
        return _for_a_call(words, lines, space)
    starts = [0] if last < SHORT else []
    starts += [lines[-1 - back] for back in range(1, min(TAIL, len(lines) - 1) + 1)]
    for start in starts:
        for step, less in enumerate(TIGHTER, start=1):
            if len(_set_lines(words, space, less, start)[0]) < len(lines):
                return Tightening(step, _letters(words[:start]))
    return None


def _for_a_call(words: list[Word], lines: list[int], space: float) -> Tightening | None:
    """Keep the first word that would have stayed on its line but for its footnote call."""
    for line, (start, place) in enumerate(pairwise(lines), start=1):
        here = words[: place + 1]  # as if the paragraph ended here: no other line is looked at
        bare = [*here[:-1], replace(here[-1], called=False)]
        if not here[-1].called or len(_set_lines(bare, space)[0]) > line:
            continue
        for step, less in enumerate(TIGHTER, start=1):
            if len(_set_lines(here, space, less, start)[0]) <= line:
                return Tightening(step, _letters(words[:start]), _letters(here))
    return None


def _letters(words: list[Word]) -> int:
    return sum(len(word.text) for word in words)


def split_runs(runs: Inline, at: int) -> tuple[Inline, Inline]:
    """Part inline text after `at` characters; a footnote call stays with the word before it."""
    before: list[Run] = []
    after: list[Run] = []
    for run in runs:
        length = 0 if isinstance(run, FootnoteCall) else len(run.text)
        if after or (at == 0 and length):
            after.append(run)
        elif length <= at:
            before.append(run)
        else:
            before.append(_with_text(run, plain((run,))[:at], cited=False))
            after.append(_with_text(run, plain((run,))[at:]))
        at = max(0, at - length)
    return tuple(before), tuple(after)


def _with_text(run: Any, text: str, *, cited: bool = True) -> Run:
    # The sources of a sentence stand once, at its end.
    return Text(text) if isinstance(run, Text) and not cited else replace(run, text=text)


def _words(runs: Inline, language: str) -> Iterator[tuple[str, bool]]:
    """Give each unbreakable word, and whether a footnote is called at its end."""
    for i, run in enumerate(runs):
        if isinstance(run, FootnoteCall):
            continue
        called = i + 1 < len(runs) and isinstance(runs[i + 1], FootnoteCall)
        pieces = [
            piece
            for word in WORD.findall(glue(plain((run,)), language))
            for piece in HYPHEN.split(word)
        ]
        for k, piece in enumerate(pieces, start=1):
            yield piece, called and k == len(pieces)


@lru_cache(maxsize=50_000)
def _measured(text: str, called: bool, style: str) -> Word:
    bare = text.rstrip(" ")
    return Word(text, _width(bare, style), len(bare), bare != text, called)


@lru_cache(maxsize=50_000)
def _width(word: str, style: str) -> float:
    metrics = _metrics(style)
    return metrics.width(word) if metrics else 0.0


def _set_lines(
    words: list[Word], space: float, less: float = 0.0, start: int = 0
) -> tuple[list[int], float]:
    """Break lines as WeasyPrint does, `less` tight from word `start` on.

    Returns:
        The first word of each line, and the width of the last line.
    """
    lines, at = [0], INDENT
    for place, word in enumerate(words):
        spacing = SPACING - (less if place >= start else 0.0)
        width = word.width + spacing * word.letters + (CALL if word.called else 0)
        if at + width - spacing > COLUMN and place > lines[-1]:
            lines.append(place)
            at = 0.0
        at += width + (space + spacing if word.space else 0)
    return lines, at


@cache
def _metrics(style: str) -> Metrics | None:
    path = font_file("Liberation Serif", style)
    if path is None:
        return None
    from fontTools.ttLib import TTFont  # noqa: PLC0415 -- leaf, slow to import

    with TTFont(path) as font:
        units = font["head"].unitsPerEm
        names = {chr(code): name for code, name in font.getBestCmap().items()}
        advances = {sign: font["hmtx"][name][0] / units for sign, name in names.items()}
        kerning = _kerning(font, names, units)
    return Metrics(advances, kerning)


def _kerning(font: object, names: dict[str, str], units: int) -> dict[tuple[str, str], float]:
    if "kern" not in font:  # type: ignore[operator]
        return {}
    signs: dict[str, list[str]] = {}
    for sign, name in names.items():
        signs.setdefault(name, []).append(sign)
    return {
        (left, right): value / units
        for table in font["kern"].kernTables  # type: ignore[index]
        for (first, second), value in table.kernTable.items()
        for left in signs.get(first, ())
        for right in signs.get(second, ())
    }
