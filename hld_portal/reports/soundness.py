"""Whether a summary still says what its sources bear out, as a whole."""

from __future__ import annotations

from collections.abc import Sequence

from hld_portal.reports.checking import is_unsound, outdated_opening
from hld_portal.reports.enums import SummaryState
from hld_portal.reports.models import Summary, SummaryParagraph
from hld_portal.reports.sources import Sources, gather_sources


def are_sound(paragraphs: Sequence[SummaryParagraph], sources: Sources) -> bool:
    """Whether every sentence, counted word and figure of an account holds now."""
    return bool(paragraphs) and not unsound_numbers(paragraphs, sources)


def unsound_numbers(paragraphs: Sequence[SummaryParagraph], sources: Sources) -> list[int]:
    """Return the numbers of the paragraphs that no longer hold."""
    return [
        number
        for number, paragraph in enumerate(paragraphs, start=1)
        if is_unsound(paragraph, sources) or outdated_opening(paragraph, sources)
    ]


def is_cleared_and_sound(summary: Summary, sources: Sources | None = None) -> bool:
    """Whether an issue may hold it: the co-chairs cleared it and nothing fell away since.

    Args:
        sources: what may be cited at its event now, where that is known already.

    Queries: 1, and 14 at most without `sources`; none for one that is not cleared.
    """
    if summary.state != SummaryState.CLEARED:
        return False
    return are_sound(list(summary.paragraphs.all()), sources or gather_sources(summary.event))
