"""How long the report is by now, against the length its dialogue allows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from hld_portal.reports.models import AuthorParagraph, SummaryParagraph
from hld_portal.text.counting import count_words
from roundtables.models import Dialogue


@dataclass(frozen=True)
class Budget:
    """Words there are of words there may be."""

    words: int
    most: int

    @property
    def left(self) -> int:
        return max(self.most - self.words, 0)

    @property
    def over(self) -> int:
        return max(self.words - self.most, 0)


def summary_budget(paragraph: SummaryParagraph, typed: dict[str, Any] | None = None) -> Budget:
    """Count a summary, with what is typed into one of its paragraphs. Queries: 1"""
    summary = paragraph.summary
    others = SummaryParagraph.objects.filter(summary=summary).exclude(pk=paragraph.pk)
    texts = _texts(others)
    if typed is None:
        texts += [row["text"] for row in [*paragraph.sentences, *paragraph.items]]
    else:
        texts += [*typed["sentences"], *typed["items"]]
    return _budget(texts, summary.event.dialogue.summary_words)


def report_budget(dialogue: Dialogue) -> Budget:
    """Count all summaries and the author's own text. Queries: 2

    What the portal words itself (figures, coverage, annexes) is not counted: nobody writes it.
    """
    texts = _texts(SummaryParagraph.objects.filter(summary__event__dialogue=dialogue))
    texts += AuthorParagraph.objects.filter(dialogue=dialogue).values_list("text", flat=True)
    return _budget(texts, dialogue.report_words)


def _texts(paragraphs: QuerySet[SummaryParagraph]) -> list[str]:
    return [
        row["text"]
        for sentences, items in paragraphs.values_list("sentences", "items")
        for row in [*sentences, *items]
    ]


def _budget(texts: Iterable[str], most: int) -> Budget:
    return Budget(sum(count_words(text, "en") for text in texts), most)
