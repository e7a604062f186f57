"""How long the report is by now, against the length its dialogue allows."""

from __future__ import annotations

from dataclasses import dataclass

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


def report_budget(dialogue: Dialogue) -> Budget:
    """Count all summaries and the author's own text. Queries: 2

    What the portal words itself (figures, coverage, annexes) is not counted: nobody writes it.
    """
    rows = SummaryParagraph.objects.filter(summary__event__dialogue=dialogue)
    texts = [
        row["text"]
        for sentences, items in rows.values_list("sentences", "items")
        for row in [*sentences, *items]
    ]
    own = AuthorParagraph.objects.filter(dialogue=dialogue)
    texts += own.values_list("text", flat=True)
    return Budget(sum(count_words(text, "en") for text in texts), dialogue.report_words)
