"""The portal's own list of States: 193 Member States, then the observer States."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

LIST = Path(__file__).parent / "data" / "member_states.csv"


@dataclass(frozen=True)
class State:
    """A State under its official English short name.

    `regional_group` is the group in which it votes in elections, in the words of
    `accounts.enums.Region`; "none" for observer States. `takes_article` says whether
    running text puts "the" before the name.
    """

    iso3: str
    iso2: str
    m49: str
    name: str
    regional_group: str
    takes_article: bool
    status: str

    @property
    def is_member(self) -> bool:
        return self.status == "member"

    @property
    def name_in_text(self) -> str:
        """The name as it stands within an English sentence: the Gambia, Ghana."""
        return f"the {self.name}" if self.takes_article else self.name


@cache
def all_states() -> tuple[State, ...]:
    """Every State in English alphabetical order, Member States before observer States."""
    with LIST.open(encoding="utf-8", newline="") as rows:
        return tuple(_read_state(row) for row in csv.DictReader(rows))


@cache
def states_by_iso3() -> dict[str, State]:
    return {state.iso3: state for state in all_states()}


def find_state(iso3: str) -> State | None:
    """The State with this ISO 3166 code of three letters, in either case; None for any other."""
    return states_by_iso3().get(iso3.strip().upper())


def _read_state(row: dict[str, str]) -> State:
    article = {"yes": True, "no": False}[row.pop("takes_article")]
    return State(**row, takes_article=article)
