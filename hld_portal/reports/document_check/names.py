"""States and organizations named in a text: a summary attributes nothing to them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from django.db.models import Q

from hld_portal.accounts.models import Stakeholder
from roundtables.models import Dialogue
from roundtables.states import all_states

# What people write instead of, or beside, the short name of the list.
OTHER_NAMES = (
    *("Bolivia", "Brunei", "Burma", "Cape Verde", "Czech Republic", "DPRK", "East Timor"),
    *("Great Britain", "Iran", "Ivory Coast", "Laos", "Macedonia", "Micronesia", "Moldova"),
    *("North Korea", "South Korea", "Palestine", "Russia", "Swaziland", "Syria", "Tanzania"),
    *("Turkey", "UAE", "UK", "USA", "United Kingdom", "United States", "Venezuela", "Vietnam"),
    *("Vatican", "Republic of Türkiye", "Kingdom of the Netherlands"),
)
INVERTED = re.compile(r"(?P<name>.+) \((?P<form>.+ (?:of|of the))\)")
IN_BRACKETS = re.compile(r"(?P<name>.+?) \((?P<short>[^()]+)\)")
SMALL = frozenset(["of", "the", "and", "for", "on", "in", "to", "de", "la", "des", "et", "a"])
SHORTEST_INITIALS = 3


@dataclass(frozen=True)
class Name:
    """A name as it stands in a text."""

    name: str
    start: int


class NameFinder:
    """Finds names as whole words, the longest first, whichever apostrophe they bear."""

    def __init__(self, names: Iterable[str]) -> None:
        longest = sorted({each for each in names if each}, key=lambda each: (-len(each), each))
        words = "|".join(_either_apostrophe(each) for each in longest)
        self._pattern = re.compile(rf"(?<![\w-])(?:{words})(?!\w)") if longest else None

    def find(self, text: str) -> list[Name]:
        if self._pattern is None:
            return []
        return [Name(found[0], found.start()) for found in self._pattern.finditer(text)]


def _either_apostrophe(name: str) -> str:
    return re.sub(r"['’]", "['’]", re.escape(name))


def finder_for(dialogue: Dialogue) -> NameFinder:
    """Return what finds every State, and everybody who takes part in a dialogue. Queries: 1"""
    return NameFinder([*state_names(), *organization_names(dialogue)])


@cache
def state_names() -> tuple[str, ...]:
    """Return every State's name, short and official, and names in common use."""
    names = [state.name for state in all_states()]
    forms = [form for name in names for form in _forms(name)]
    return (*names, *forms, *OTHER_NAMES)


def _forms(name: str) -> list[str]:
    """Turn "Iran (Islamic Republic of)" into "Islamic Republic of Iran"."""
    found = INVERTED.fullmatch(name)
    return [f"{found['form']} {found['name']}"] if found else []


def organization_names(dialogue: Dialogue) -> list[str]:
    """Return the names and short forms of those who take part in a dialogue. Queries: 1"""
    taking_part = Stakeholder.objects.filter(
        Q(submissions__dialogue=dialogue) | Q(spoken_for_in__dialogue=dialogue)
    )
    return [form for name in taking_part.values_list("name", flat=True) for form in _short(name)]


def _short(name: str) -> list[str]:
    """Give the forms of a name: "Union of Dockers (UD)" gives itself, its words and "UD"."""
    bracketed = IN_BRACKETS.fullmatch(name)
    if bracketed:
        return [name, bracketed["name"], bracketed["short"]]
    initials = "".join(w[0] for w in re.findall(r"\w+", name) if w.lower() not in SMALL)
    is_name = initials.isupper() and len(initials) >= SHORTEST_INITIALS
    return [name, initials] if is_name else [name]
