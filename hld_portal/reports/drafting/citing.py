"""Paragraphs of the instruments, cited in brackets or named in running text."""

from __future__ import annotations

import re
from collections.abc import Iterable

from hld_portal.reports.drafting.inputs import Instrument, TableInput
from hld_portal.text.english import cited_paragraphs, join_list, runs, sorted_numbers


class Citing:
    """Cite in full the first time, by paragraph alone afterwards; one per draft."""

    def __init__(self, table: TableInput) -> None:
        self._main = table.instrument
        self._others = {other.key: other for other in table.other_instruments}
        self._last = ""
        self._cited: set[str] = {table.instrument.citation} if table.already_cited else set()

    def inside(self, references: Iterable[str]) -> str:
        """Give what stands in the bracket; empty where no paragraph is named.

        It is empty too where the bracket before named the same: a run of sentences on
        one paragraph cites it once.
        """
        places = self._by_text(references)
        if not places or repr(places) == self._last:
            return ""
        self._last = repr(places)
        cited = [self._cite(instrument, numbers) for instrument, numbers in places]
        return "; ".join([*cited[:1], *(re.sub(r"^see ", "see also ", more) for more in cited[1:])])

    def forget_last(self) -> None:
        """Let the next bracket stand, whatever the one before named."""
        self._last = ""

    def bracket(self, references: Iterable[str]) -> str:
        """Give the bracket with the space before it; empty where no paragraph is named."""
        inside = self.inside(references)
        return f" ({inside})" if inside else ""

    def named(self, references: Iterable[str]) -> str:
        """Name the paragraphs in running text: "paragraphs 12 and 13 of the Declaration"."""
        return join_list(
            [
                f"{cited_paragraphs(numbers)} of {self._name(instrument)}"
                for instrument, numbers in self._by_text(references)
            ]
        )

    def place(self, references: Iterable[str]) -> list[str]:
        """Give the numbers of the table's own instrument."""
        return [
            n for text, numbers in self._by_text(references) if text is self._main for n in numbers
        ]

    def _by_text(self, references: Iterable[str]) -> list[tuple[Instrument, list[str]]]:
        found: dict[str, list[str]] = {}
        for reference in references:
            key, _, number = reference.rpartition(":")
            found.setdefault("" if key == self._main.key else key, []).append(number)
        texts = [(self._instrument(key), sorted_numbers(found[key])) for key in sorted(found)]
        return [(instrument, numbers) for instrument, numbers in texts if numbers]

    def _instrument(self, key: str) -> Instrument:
        return self._others.get(key, Instrument(key, key, key)) if key else self._main

    def _cite(self, instrument: Instrument, numbers: list[str]) -> str:
        places = join_list(runs(numbers, "-"))
        places = f"{'para.' if len(numbers) == 1 else 'paras.'} {places}"
        first = instrument.citation not in self._cited
        self._cited.add(instrument.citation)
        if not instrument.citation or (instrument is self._main and not first):
            return places
        return f"{'see ' if first else ''}{instrument.citation}, {places}"

    def _name(self, instrument: Instrument) -> str:
        first = instrument.citation not in self._cited
        self._cited.add(instrument.citation)
        cite = first and instrument.citation and instrument.citation != instrument.name
        return f"{instrument.name} ({instrument.citation})" if cite else instrument.name
