"""What a draft is made from: plain values, no models."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["message", "recommendation", "practice", "commitment", "proposal", "gap"]


@dataclass(frozen=True)
class Counts:
    """Stakeholders of each group, each counted once."""

    states: int = 0
    civil_society: int = 0
    others: int = 0

    @property
    def total(self) -> int:
        return self.states + self.civil_society + self.others

    def by_group(self) -> dict[str, int]:
        """Give the groups that are not empty, in the order of protocol."""
        groups = {
            "states": self.states,
            "civil_society": self.civil_society,
            "others": self.others,
        }
        return {group: n for group, n in groups.items() if n}


@dataclass(frozen=True)
class Instrument:
    """A reference text as sentences name and cite it."""

    name: str = "the Declaration"
    citation: str = ""  # "resolution 68/4, annex"
    key: str = ""  # "A/RES/68/4": the part before the colon in a reference to it


@dataclass(frozen=True)
class FindingInput:
    """One finding: the wording in the form of its kind, its places and its counts.

    `paragraphs` holds numbers of the table's instrument ("12"), "general", "missing", or
    "KEY:12" for another instrument. `contrasts_with` names the finding that says otherwise.
    """

    key: str
    kind: Kind
    wording: str
    addressee: str = ""
    concern: bool = False
    paragraphs: tuple[str, ...] = ()
    counts: Counts = field(default_factory=Counts)
    replaces: str = ""
    contrasts_with: str | None = None
    verbatim: bool = False
    language: str = "en"


@dataclass(frozen=True)
class TableInput:
    """A round table or another event, and all that may be cited of it.

    Raises:
        ValueError: when a finding counts more stakeholders than contributed, or two
            findings share a key.
    """

    contributors: Counts
    number: int | None = None
    title: str = ""  # "the panel discussion": used where there is no number
    theme: str = ""  # "measures to ensure respect for the human rights of all migrants"
    findings: tuple[FindingInput, ...] = ()
    instrument: Instrument = field(default_factory=Instrument)
    other_instruments: tuple[Instrument, ...] = ()
    submissions: Counts | None = None  # where somebody sent more than one; else the contributors
    group_statements: tuple[int, ...] = ()  # the States each of them speaks for
    names: tuple[str, ...] = ()  # names whose capital must stay at the start of a wording
    already_cited: bool = False  # the instrument was cited in full earlier in the report

    def __post_init__(self) -> None:
        keys = [finding.key for finding in self.findings]
        if len(keys) != len(set(keys)):
            raise ValueError("two findings share a key")
        contributed = self.contributors.by_group()
        for finding in self.findings:
            for group, n in finding.counts.by_group().items():
                if not 0 <= n <= contributed.get(group, 0):
                    raise ValueError(
                        f"finding {finding.key} counts {n} of {contributed.get(group, 0)} ({group})"
                    )
