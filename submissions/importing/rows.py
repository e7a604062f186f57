"""Rows of an import file (JSON Lines), read and checked one by one."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from hld_portal.accounts.enums import StakeholderKind
from hld_portal.accounts.models import Stakeholder
from hld_portal.text.language import LANGUAGES, guess_language
from roundtables.models import Dialogue, Event
from roundtables.states import State, all_states, find_state
from submissions.content import TITLE_LENGTH_MOST
from submissions.enums import Consent

KNOWN_FIELDS = (
    *("iso3", "stakeholder", "text", "title", "round_table", "paragraphs", "language", "consent"),
)


class RowFault(NamedTuple):
    """What is wrong with a row; rows are counted from 1, as an editor counts lines."""

    row: int
    field: str
    message: str


@dataclass
class Row:
    """One statement to take in. `state` is a State that has no stakeholder yet."""

    number: int
    text: str
    title: str
    language: str
    consent: str
    stakeholder: Stakeholder | None
    state: State | None
    event: Event | None
    paragraphs: list[str]
    unknown_fields: list[str] = field(default_factory=list)

    @property
    def author(self) -> str:
        return self.stakeholder.name if self.stakeholder else self.state.name if self.state else ""


class RowReader:
    """Reads rows against one dialogue; loads what rows may name once. Queries: 4"""

    def __init__(self, dialogue: Dialogue) -> None:
        self.events = {
            event.round_table.number: event
            for event in dialogue.events.filter(round_table__isnull=False).select_related(
                "round_table"
            )
        }
        stakeholders = list(Stakeholder.objects.all())
        self.by_iso3 = {each.iso3: each for each in stakeholders if each.iso3}
        self.by_name = {each.name.casefold(): each for each in stakeholders}
        self.states_by_name = {state.name.casefold(): state for state in all_states()}
        main = dialogue.instruments.filter(is_main=True).first()
        self.symbol = main.symbol if main else ""
        self.codes = {
            f"{symbol}:{number}"
            for symbol, number in dialogue.instruments.values_list("symbol", "paragraphs__number")
        } | {
            f"{instrument.symbol}:{end}"
            for instrument in dialogue.instruments.all()
            for end in ("general", "missing")
        }

    def read(self, lines: Iterable[str]) -> tuple[list[Row], list[RowFault]]:
        """Return the rows and every fault of all of them; empty lines are passed over."""
        rows, faults = [], []
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            found: list[RowFault] = []
            row = self._row(number, line, found)
            faults += found
            if row is not None and not found:
                rows.append(row)
        return rows, faults

    def _row(self, number: int, line: str, faults: list[RowFault]) -> Row | None:
        try:
            data = json.loads(line)
        except json.JSONDecodeError as error:
            faults.append(RowFault(number, "", f"not JSON: {error.msg} at column {error.colno}"))
            return None
        if not isinstance(data, dict):
            faults.append(RowFault(number, "", "a row is an object with named fields"))
            return None
        reader = _Fields(number, data, faults)
        text = reader.text("text", required=True)
        state, stakeholder = self._author(reader)
        language = self._language(reader, text)
        row = Row(
            number=number,
            text=text,
            title=reader.text("title"),
            language=language,
            consent=self._consent(reader, state, stakeholder),
            stakeholder=stakeholder,
            state=state,
            event=self._event(reader),
            paragraphs=self._paragraphs(reader),
            unknown_fields=[name for name in data if name not in KNOWN_FIELDS],
        )
        row.title = row.title or f"Statement by {row.author}"
        if len(row.title) > TITLE_LENGTH_MOST:
            reader.fault("title", f"has more than {TITLE_LENGTH_MOST} characters")
        return row

    def _author(self, reader: _Fields) -> tuple[State | None, Stakeholder | None]:
        iso3, name = reader.text("iso3").upper(), reader.text("stakeholder")
        if not iso3 and not name:
            reader.fault("iso3", "give iso3 (of a State) or stakeholder (a name)")
            return None, None
        if iso3:
            state = find_state(iso3)
            if state is None and iso3 not in self.by_iso3:
                reader.fault("iso3", f"no State has the code {iso3}")
            return state, self.by_iso3.get(iso3) or self._named(state)
        stakeholder = self.by_name.get(name.casefold())
        state = None if stakeholder else self.states_by_name.get(name.casefold())
        if stakeholder is None and state is None:
            reader.fault("stakeholder", f"there is no stakeholder called “{name}”")
        return state, stakeholder

    def _named(self, state: State | None) -> Stakeholder | None:
        return self.by_name.get(state.name.casefold()) if state else None

    def _language(self, reader: _Fields, text: str) -> str:
        language = reader.text("language")
        if not language:
            return guess_language(text)[0] or "en"
        if language not in LANGUAGES:
            reader.fault("language", f"{language} is not one of {', '.join(LANGUAGES)}")
        return language

    def _consent(
        self, reader: _Fields, state: State | None, stakeholder: Stakeholder | None
    ) -> str:
        """States speak on the record; of others nothing is assumed but that it counts."""
        consent = reader.text("consent")
        if consent and consent not in Consent.values:
            reader.fault("consent", f"{consent} is not one of {', '.join(Consent.values)}")
        on_record = state is not None or (
            stakeholder is not None and stakeholder.kind == StakeholderKind.STATE
        )
        return consent or (Consent.NAMED if on_record else Consent.NOT_PUBLISHED)

    def _event(self, reader: _Fields) -> Event | None:
        number = reader.data.get("round_table")
        if number in (None, ""):
            return None
        try:
            event = self.events.get(int(str(number)))
        except ValueError:
            event = None
        if event is None:
            known = ", ".join(str(each) for each in sorted(self.events))
            reader.fault("round_table", f"there is no round table {number}; known are {known}")
        return event

    def _paragraphs(self, reader: _Fields) -> list[str]:
        value = reader.data.get("paragraphs") or []
        if not isinstance(value, list):
            reader.fault("paragraphs", "must be a list, such as [12, 14]")
            return []
        codes = [str(each) if ":" in str(each) else f"{self.symbol}:{each}" for each in value]
        for code in codes:
            if code not in self.codes:
                reader.fault("paragraphs", f"there is no paragraph {code}")
        return codes


class _Fields:
    """The fields of one row; collects their faults."""

    def __init__(self, number: int, data: dict[str, Any], faults: list[RowFault]) -> None:
        self.number, self.data, self.faults = number, data, faults

    def fault(self, name: str, message: str) -> None:
        self.faults.append(RowFault(self.number, name, message))

    def text(self, name: str, *, required: bool = False) -> str:
        value = self.data.get(name)
        if value is not None and not isinstance(value, str):
            self.fault(name, "must be text")
            return ""
        text = (value or "").strip()
        if required and not text:
            self.fault(name, "is missing")
        if "\x00" in text:
            self.fault(name, "holds a NUL character")
        return text
