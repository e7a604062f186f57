"""What is collected while a document is put together, and its front page."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from hld_portal.reports.composing import sections
from hld_portal.reports.composing.event_account import Account, account_of
from hld_portal.reports.composing.numbering import Numbering
from hld_portal.reports.content import Annex, Block, Document, Masthead, inline
from roundtables.models import Dialogue, Event

NOT_OF_THE_UN = "Not a document of the United Nations."


@dataclass
class Composition:
    """What is collected while a document is put together."""

    dialogue: Dialogue
    numbering: Numbering = field(default_factory=Numbering)
    accounts: list[Account] = field(default_factory=list)

    @property
    def is_approved(self) -> bool:
        return all(account.is_approved for account in self.accounts)

    def account(self, event: Event) -> Account:
        account = account_of(event, already_cited=any(a.cites_in_full for a in self.accounts))
        self.accounts.append(account)
        return account


def make_document(
    composition: Composition,
    *,
    title: str,
    symbol: str,
    summary: tuple[str, ...],
    blocks: list[Block],
    annexes: list[Annex],
    on: date | None,
    front_notes: tuple[str, ...] = (),
    contents: bool | None = None,
) -> Document:
    """Put a front page before blocks and annexes: owner, symbol, date, marks, foot line."""
    dialogue = composition.dialogue
    owner = dialogue.owner.get("name", "secretariat")
    return Document(
        language="en",
        title=title,
        author_line=f"Prepared by the {owner}",
        masthead=Masthead(
            owner=owner,
            organ=dialogue.owner.get("organ", dialogue.short_title),
            symbol=symbol,
            date=(on or _latest_change(composition)).isoformat(),
            session=dialogue.session,
            agenda_item=_when_and_where(dialogue),
            agenda_title=dialogue.titles.get("en", ""),
        ),
        summary=tuple(inline(each) for each in summary),
        blocks=tuple(blocks),
        annexes=tuple(annexes),
        front_notes=tuple(inline(each) for each in front_notes),
        contents=contents,
        foot_line=_foot_line(dialogue, owner),
        marks=_marks(composition),
    )


def _when_and_where(dialogue: Dialogue) -> str:
    return ", ".join(
        filter(None, [dialogue.place, sections.span(dialogue.starts_on, dialogue.ends_on)])
    )


def _foot_line(dialogue: Dialogue, owner: str) -> str:
    line = dialogue.owner.get("foot") or f"Compiled by the {owner}. {NOT_OF_THE_UN}"
    if dialogue.trial:
        line += " Rehearsal copy: the texts in it are not submissions to the Dialogue."
    return line


def _marks(composition: Composition) -> tuple[str, ...]:
    marks = ["Trial"] if composition.dialogue.trial else []
    if not composition.is_approved:
        marks.append("Draft")
    return tuple(marks)


def _latest_change(composition: Composition) -> date:
    """Never today: the same sources give the same date."""
    times = [time for account in composition.accounts for time in account.changed_at]
    return max(times).date() if times else composition.dialogue.ends_on
