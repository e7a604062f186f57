"""Word limits: of each round table's summary and of the whole report."""

from __future__ import annotations

from hld_portal.reports.document_check.gathering import TakenOver
from hld_portal.text.counting import count_words


def words_of(taken: TakenOver) -> int:
    """Count the words of a summary as its editor shows them."""
    return sum(
        count_words(row["text"], "en")
        for paragraph in taken.paragraphs
        for row in [*paragraph.sentences, *paragraph.items]
    )
