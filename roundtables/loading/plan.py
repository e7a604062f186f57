"""What a set-up file asks for: values under the names of the models, each part with its line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

Values = dict[str, Any]


@dataclass
class EventPlan:
    line: int
    slug: str
    values: Values
    number: int | None = None  # of a round table
    round_table: Values = field(default_factory=dict)
    call: Values = field(default_factory=dict)  # empty: no submissions to this event


@dataclass
class ParagraphPlan:
    line: int
    number: str
    values: Values
    texts: dict[str, Values]  # language → fields of its text


@dataclass
class InstrumentPlan:
    line: int
    paragraphs_line: int
    slug: str
    values: Values
    paragraphs: list[ParagraphPlan]


@dataclass(frozen=True)
class Target:
    """One end of a link: a paragraph ("declaration", "12") or an event ("round-table", "2")."""

    place: str
    number: str

    @property
    def is_round_table(self) -> bool:
        return self.place == "round-table"

    def __str__(self) -> str:
        return f"{self.place}:{self.number}"


@dataclass
class LinkPlan:
    line: int
    start: Target
    end: Target
    values: Values


@dataclass(frozen=True)
class Reference:
    """A name in the outline that must be found elsewhere in the file."""

    line: int
    kind: str  # event, round_table, instrument
    name: str


@dataclass
class DialoguePlan:
    """Everything a file says, before and after checking; nothing of it is in the database."""

    slug: str
    lines: dict[str, int]  # of the keys under "dialogue" and of the top-level lists
    values: Values
    events: list[EventPlan]
    instruments: list[InstrumentPlan]
    links: list[LinkPlan]
    references: list[Reference]

    def paragraph_names(self) -> Iterator[tuple[str, str]]:
        for instrument in self.instruments:
            for paragraph in instrument.paragraphs:
                yield instrument.slug, paragraph.number
