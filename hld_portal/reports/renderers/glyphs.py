"""Signs that no installed font can draw, found before a page would show a box for them."""

from __future__ import annotations

import shutil
import subprocess
import sys
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

from hld_portal.reports.content import Document, FootnoteCall, Part, plain
from hld_portal.reports.content_json import RUNS, Fault
from hld_portal.reports.renderers.fonts import font_files

# Spaces, line ends and signs without a shape of their own are drawn by no font.
SHAPELESS = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})
VARIATIONS = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))
NOT_PRINTED = frozenset({"mark", "citations", "target", "reference", "language", "voice", "date"})


def glyph_faults(document: Document) -> list[Fault]:
    """List the signs that no font on this machine has, each with its place.

    The fonts of documents are asked first, then all that are installed, as the
    typesetter does; the message names the part, such as a submission, it is in. Empty where the machine cannot say (no fontconfig).
    """
    if not _covered():
        return []
    return [
        Fault(place, f"no font has U+{ord(sign):04X} ({_name(sign)}){part and f', in {part}'}")
        for place, text, part in _printed(document, "")
        if not (text.isascii() and _covers_ascii())
        for sign in dict.fromkeys(text)
        if not _is_covered(ord(sign)) and not _is_shapeless(sign) and not _has_any_font(ord(sign))
    ]


def _name(sign: str) -> str:
    return unicodedata.name(sign, "without a name").lower()


def _is_shapeless(sign: str) -> bool:
    code = ord(sign)
    return unicodedata.category(sign) in SHAPELESS or any(code in each for each in VARIATIONS)


def _printed(value: Any, place: str, part: str = "") -> Iterator[tuple[str, str, str]]:
    """Walk all printed words of a tree with their places, as `blocks[3].text`, and parts."""
    if isinstance(value, str):
        yield place, value, part
    elif isinstance(value, tuple) and value and type(value[0]) in RUNS.values():
        yield place, plain(value), part
    elif isinstance(value, tuple):
        for i, each in enumerate(value):
            yield from _printed(each, f"{place}[{i}]", part)
    elif is_dataclass(value) and not isinstance(value, FootnoteCall):
        part = value.reference or part if isinstance(value, Part) else part
        for each in fields(value):
            if each.name not in NOT_PRINTED:
                name = f"{place}.{each.name}" if place else each.name
                yield from _printed(getattr(value, each.name), name, part)


@cache
def _covers_ascii() -> bool:
    """Whether most texts need no look at each of their signs."""
    return all(_is_covered(ord(each)) for each in map(chr, range(0x20, 0x7F)))


@cache
def _is_covered(code: int) -> bool:
    spans = _covered()
    at = bisect_right(spans, (code, sys.maxunicode)) - 1
    return at >= 0 and code <= spans[at][1]


@cache
def _covered() -> tuple[tuple[int, int], ...]:
    """Give the signs that the fonts of documents have, as spans that do not overlap."""
    command = shutil.which("fc-query")
    if command is None:
        return ()
    # One process for all files: a process for each would take most of a second.
    done = subprocess.run(  # noqa: S603 -- paths of installed fonts
        [command, "-f", "%{charset} ", *map(str, font_files())],
        capture_output=True,
        text=True,
        check=False,
    )
    found: set[tuple[int, int]] = set()
    for span in done.stdout.split():
        first, _, last = span.partition("-")
        found.add((int(first, 16), int(last or first, 16)))
    spans: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if spans and start <= spans[-1][1] + 1:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return tuple(spans)


@cache
def _has_any_font(code: int) -> bool:
    command = shutil.which("fc-list")
    if command is None:
        return True
    done = subprocess.run(  # noqa: S603 -- a number
        [command, f":charset={code:x}", "file"], capture_output=True, text=True, check=False
    )
    return bool(done.stdout.strip())
