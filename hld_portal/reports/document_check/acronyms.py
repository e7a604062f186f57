"""Acronyms: spelled out where they first stand, with the acronym in brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator

ACRONYM = re.compile(
    r"(?<![\w/.\-])[A-Z](?=[A-Z0-9]{0,13}[A-Z])[A-Z0-9]{1,14}(?=s?(?![\w/]))(?!-[A-Z])"
)
# "EFA Global Monitoring Report": part of a title, which stays as it is.
IN_A_TITLE = re.compile(r"(?:\s[A-Z\u00c0-\u00de][a-z]+){2}")
ROMAN = re.compile(r"[IVXLC]+")
# Better known than their long forms, or never written out; the last are for style to judge.
WELL_KNOWN = frozenset(
    [
        "HIV",
        "AIDS",
        "COVID",
        "DNA",
        "PDF",
        "TV",
        "ISBN",
        "SMS",
        "URL",
        "AM",
        "PM",
        "OK",
        "UN",
        "GA",
        "SG",
        "UNGA",
        "USA",
        "UK",
        "US",
        "UAE",
        "DPRK",
    ]
)


def find_unspelled(texts: list[str]) -> Iterator[tuple[int, str, int]]:
    """Give each acronym that is not spelled out at its first use: text, acronym, place in it.

    Spelled out means "International Labour Organization (ILO)", or the other way round.

    Args:
        texts: in reading order, with quotations blanked out.
    """
    met: set[str] = set()
    for at, text in enumerate(texts):
        for found in ACRONYM.finditer(text):
            acronym = found[0]
            if acronym in met or acronym in WELL_KNOWN or ROMAN.fullmatch(acronym):
                continue
            if IN_A_TITLE.match(text, found.end()):
                continue
            met.add(acronym)
            if not _is_spelled_out(text, found):
                yield at, acronym, found.start()


def _is_spelled_out(text: str, found: re.Match[str]) -> bool:
    before, after = text[: found.start()], text[found.end() :]
    in_brackets = re.search(r"\w\S*\s\((?:the\s)?$", before) and re.match(r"s?[),;]", after)
    opens_them = re.match(r"s?\s\([A-Z\u00c0-\u00de]\w+[^()]*\s[^()]*\)", after)
    return bool(in_brackets or opens_them)
