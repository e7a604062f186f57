"""A paragraph, or a whole summary, as it will be printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from hld_portal.reports.composing.event_account import Account, account_of
from hld_portal.reports.composing.numbering import Numbering
from hld_portal.reports.content import Block, Document, Masthead
from hld_portal.reports.drafting.outputs import letter
from hld_portal.reports.models import SummaryParagraph
from hld_portal.reports.renderers.glyphs import glyph_faults
from hld_portal.reports.renderers.lines import SetPage, set_lines
from hld_portal.reports.renderers.pdf import MachineLacks
from hld_portal.reports.sources import Sources, gather_sources
from hld_portal.text.counting import count_words
from roundtables.models import Event

WORDS_MOST = 5000  # to be set while somebody waits


@dataclass(frozen=True)
class Typeset:
    """Pages as they will be printed, or why there are none."""

    pages: list[SetPage] = field(default_factory=list)
    note: str = ""


def typeset_paragraph(
    event: Event,
    paragraph: SummaryParagraph,
    number: int,
    *,
    typed: dict[str, Any] | None = None,
    sources: Sources | None = None,
) -> Typeset:
    """Set one paragraph of a summary, with what is typed in place of what is stored.

    Args:
        number: that it bears.
        sources: of `gather_sources`, where the caller has them. Queries: 16 else, or none.
    """
    shown = SummaryParagraph(
        role=paragraph.role,
        sentences=_with(paragraph.sentences, typed["sentences"] if typed else None),
        items=_with(paragraph.items, typed["items"] if typed else None),
        approved_at=None if typed else paragraph.approved_at,
    )
    account = Account(event, sources or gather_sources(event), [shown], stored=True)
    return _set(account, Numbering(paragraphs=number - 1))


def typeset_summary(event: Event) -> Typeset:
    """Set the whole account of an event. Queries: 18"""
    return _set(account_of(event), Numbering())


def _with(rows: list[dict[str, Any]], texts: Sequence[str] | None) -> list[dict[str, Any]]:
    """Return rows with the texts that are typed; an empty one is left out, as saving would."""
    if texts is None:
        return rows
    kept = [
        {"citations": [], **(rows[at] if at < len(rows) else {}), "text": " ".join(text.split())}
        for at, text in enumerate(texts)
        if text.strip()
    ]
    return [row | {"letter": letter(at)} for at, row in enumerate(kept)]


def _set(account: Account, numbering: Numbering) -> Typeset:
    rows = [row for p in account.paragraphs for row in [*p.sentences, *p.items]]
    if sum(count_words(row["text"], "en") for row in rows) > WORDS_MOST:
        return Typeset(note=_("This is too long to be shown as it will be printed."))
    with override("en"):  # sentences are drafted in English
        blocks: list[Block] = account.blocks(numbering)
    masthead = Masthead(owner="", organ="", symbol="", date="2013-01-01")
    document = Document(language="en", title="", masthead=masthead, blocks=tuple(blocks))
    if faults := glyph_faults(document):
        return Typeset(note=faults[0].message)
    try:
        return Typeset(set_lines(document, blocks))
    except MachineLacks:
        return Typeset(note=_("This machine lacks what sets pages: ask whoever runs the portal."))
