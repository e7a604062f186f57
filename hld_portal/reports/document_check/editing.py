"""What the document check will say of a summary's own words, while they are being edited."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hld_portal.reports.content import inline
from hld_portal.reports.document_check.gathering import titles_of
from hld_portal.reports.document_check.items import CheckItem
from hld_portal.reports.document_check.names import finder_for
from hld_portal.reports.document_check.passages import Passage, pattern_of
from hld_portal.reports.document_check.places import Spot
from hld_portal.reports.document_check.quoting import Library, quotation_faults
from hld_portal.reports.document_check.sayings import say as _
from hld_portal.reports.document_check.summaries import named, rows_of
from hld_portal.reports.document_check.wording import style_items
from hld_portal.reports.models import SummaryParagraph
from hld_portal.reports.sources import Sources


def items_while_editing(
    paragraphs: Sequence[SummaryParagraph], sources: Sources
) -> Iterator[tuple[int, CheckItem]]:
    """Give quotations, names and style of a summary, each with its paragraph's number.

    Queries: 2, and 4 where it quotes.
    """
    dialogue = sources.event.dialogue
    names, library = finder_for(dialogue), Library(sources)
    titles = pattern_of(titles_of(dialogue, [sources.event]))
    for number, paragraph in enumerate(paragraphs, start=1):
        spot = Spot(_("Paragraph %(number)d") % {"number": number}, "", "")
        found = [*quotation_faults(paragraph, spot, library), *named(paragraph, spot, names)]
        for row in rows_of(paragraph):
            passage = Passage(spot, "paragraph", inline(row["text"]), names=titles)
            found += style_items(passage)
        yield from ((number, item) for item in found)
