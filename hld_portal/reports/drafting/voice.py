"""The memory of a draft: who spoke last, with which verb, and what was cited already."""

from __future__ import annotations

from collections import Counter

from hld_portal.reports.drafting.citing import Citing
from hld_portal.reports.drafting.inputs import Counts, TableInput
from hld_portal.reports.drafting.outputs import CountedWord, DraftSentence
from hld_portal.reports.drafting.scale import HOUSE_SCALE, Scale
from hld_portal.reports.drafting.speakers import Speakers, speakers
from hld_portal.text.english import finish


class Voice:
    """Choose words that the sentence before did not use; one per draft, so that drafts repeat."""

    def __init__(self, table: TableInput, scale: Scale = HOUSE_SCALE) -> None:
        self.table = table
        self.citing = Citing(table)
        self._scale = scale
        self._used: Counter[str] = Counter()
        self._before: set[str] = set()  # words of the sentence before
        self._now: set[str] = set()  # words of the sentence being written

    def who(self, counts: Counts, *, told_apart: bool = False) -> Speakers:
        return speakers(counts, self.table.contributors, self._scale, told_apart=told_apart)

    def name(self, those: Speakers) -> str:
        """Name the speakers; with the other noun where the sentence before began alike."""
        plain = those.text()
        chosen = those.text(variant=1) if plain in self._before else plain
        self._now.add(chosen)
        return chosen

    def choose(self, *pool: str) -> str:
        """Take the least used of words of one weight, not one of the sentence before."""
        chosen = min(
            pool,
            key=lambda word: (
                2 * (word in self._now) + (word in self._before),
                self._used[word],
                pool.index(word),
            ),
        )
        self._used[chosen] += 1
        self._now.add(chosen)
        return chosen

    def new_paragraph(self) -> None:
        """Begin a paragraph of the summary: its first citation stands in it again."""
        self.citing.forget_last()

    def remember(self, *words: str) -> None:
        """Keep words of a fixed frame from being chosen in the next sentence."""
        self._now.update(words)

    def sentence(
        self,
        text: str,
        citations: tuple[str, ...],
        counted: tuple[CountedWord, ...] = (),
        *,
        is_lead: bool = False,
    ) -> DraftSentence:
        """Close the sentence: capital, one stop, and on to the next."""
        self._before, self._now = self._now, set()
        finished = f"{text[0].upper()}{text[1:]}:" if is_lead else finish(text)
        return DraftSentence(finished, citations, counted, is_lead)
