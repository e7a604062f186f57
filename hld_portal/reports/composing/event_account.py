"""The account of one event as blocks: its summary as it stands, else a draft made now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hld_portal.reports.checking import counted_as_used
from hld_portal.reports.composing.numbering import Numbering
from hld_portal.reports.content import Block, Paragraph, SubParagraph, Text, Voice
from hld_portal.reports.drafting.summary import draft_summary
from hld_portal.reports.enums import ParagraphRole
from hld_portal.reports.models import Summary, SummaryParagraph
from hld_portal.reports.services.summaries import as_json
from hld_portal.reports.soundness import is_cleared_and_sound
from hld_portal.reports.sources import Sources, gather_sources, scale_of
from roundtables.models import Event

VOICES: dict[str, Voice] = {
    ParagraphRole.RECOMMENDATIONS: "participants",
    ParagraphRole.OWN: "author",
}


@dataclass
class Account:
    """What a document takes over from one event."""

    event: Event
    sources: Sources
    paragraphs: list[SummaryParagraph]
    stored: bool  # a person has had the draft made; else it was made for this document
    summary: Summary | None = None

    @property
    def is_approved(self) -> bool:
        return self.stored and all(paragraph.is_approved for paragraph in self.paragraphs)

    @property
    def is_cleared(self) -> bool:
        """Whether the co-chairs stand for it, and nothing in it fell away since."""
        return self.summary is not None and is_cleared_and_sound(self.summary, self.sources)

    @property
    def cites_in_full(self) -> bool:
        """Whether the reference text is cited in full somewhere in it."""
        citation = self.sources.table.instrument.citation
        return bool(citation) and any(citation in paragraph.text for paragraph in self.paragraphs)

    @property
    def changed_at(self) -> list[datetime]:
        """When its summary and sources last changed."""
        times = [paragraph.updated_at for paragraph in self.paragraphs if self.stored]
        if self.summary and self.summary.cleared_at:
            times.append(self.summary.cleared_at)
        keys = self.sources.points
        return times + [
            submission.submitted_at
            for submission in self.sources.submissions(keys)
            if submission.submitted_at
        ]

    def counted(self) -> list[dict[str, Any]]:
        """Every counted word of the account, in order, with the keys it rests on."""
        rows = [
            row for paragraph in self.paragraphs for row in [*paragraph.sentences, *paragraph.items]
        ]
        return [word for row in rows for word in counted_as_used(row, self.sources)]

    def blocks(self, numbering: Numbering) -> list[Block]:
        found: list[Block] = []
        for paragraph in self.paragraphs:
            found += self._blocks_of(paragraph, numbering)
        return found

    def _blocks_of(self, paragraph: SummaryParagraph, numbering: Numbering) -> list[Block]:
        voice = VOICES.get(paragraph.role, "said")
        draft = not paragraph.is_approved
        runs = [
            Text(row["text"] + " ", self.sources.citations(row["citations"]))
            for row in paragraph.sentences
        ]
        if runs:
            runs[-1] = Text(runs[-1].text.rstrip(), runs[-1].citations)
        blocks: list[Block] = [
            Paragraph(tuple(runs), number=numbering.next_paragraph(), voice=voice, draft=draft)
        ]
        last = len(paragraph.items) - 1
        for place, item in enumerate(paragraph.items):
            references = self.sources.citations(item["citations"])
            text = item["text"].rstrip(".;") + ("." if place == last else ";")
            label = f"({item['letter']})"
            runs_of_item = (Text(text, references),)
            # The paragraph bears the mark of a draft for all of its items.
            blocks.append(SubParagraph(label, runs_of_item, voice=voice))
        return blocks


def account_of(event: Event, *, already_cited: bool = False) -> Account:
    """Return the stored summary of an event, or a draft made from what may be cited now."""
    sources = gather_sources(event, already_cited=already_cited)
    summary = getattr(event, "summary", None)
    stored = list(summary.paragraphs.all()) if summary else []
    if summary and stored:
        return Account(event, sources, stored, stored=True, summary=summary)
    drafted = draft_summary(sources.table, scale_of(event.dialogue))
    rows = [
        SummaryParagraph(position=position, role=paragraph.role, **as_json(paragraph))
        for position, paragraph in enumerate(drafted, start=1)
    ]
    return Account(event, sources, rows, stored=False)
