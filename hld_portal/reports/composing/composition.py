"""What is collected while a document is put together, and its front page."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from hld_portal.reports.composing import sections
from hld_portal.reports.composing.author_text import Texts
from hld_portal.reports.composing.event_account import Account, account_of
from hld_portal.reports.composing.numbering import Numbering
from hld_portal.reports.content import Annex, Block, Document, Masthead, inline
from roundtables.models import Dialogue, Event

NOT_OF_THE_UN = "Not a document of the United Nations."


@dataclass(frozen=True)
class Identity:
    """What an issued document is called, in place of the working symbol, session and date.

    With a `label` ("Corrigendum", "Revision", "Addendum") it stands in the author line, and a
    note at the foot of page 1 names the document that it changes.
    """

    symbol: str
    session: str
    item: str
    dated_on: date
    note: str = ""
    label: str = ""
    changes_symbol: str = ""

    @property
    def front_note(self) -> str:
        """Return the note on page 1: "Corrigendum to HLD2013/3: …"; empty of an original."""
        relation = "of" if self.label == "Revision" else "to"
        head = f"{self.label} {relation} {self.changes_symbol}" if self.changes_symbol else ""
        if not head or self.note.startswith(head):
            return self.note
        return f"{head}: {self.note}" if self.note else f"{head}."


@dataclass
class Composition:
    """What is collected while a document is put together."""

    dialogue: Dialogue
    identity: Identity | None = None
    numbering: Numbering = field(default_factory=Numbering)
    accounts: list[Account] = field(default_factory=list)
    texts: Texts = field(default_factory=Texts)

    @property
    def is_final(self) -> bool:
        """Whether every account is approved and cleared, and holds."""
        return not self.not_final

    @property
    def not_final(self) -> list[Event]:
        """The events whose account is not approved, not cleared, or no longer sound."""
        return [each.event for each in self.accounts if not (each.is_approved and each.is_cleared)]

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
    identity = composition.identity or Identity(
        symbol=symbol,
        session=dialogue.session,
        item=_when_and_where(dialogue),
        dated_on=on or _latest_change(composition),
    )
    return Document(
        language="en",
        title=title,
        author_line=_author_line(identity, owner),
        masthead=Masthead(
            owner=owner,
            organ=dialogue.owner.get("organ", dialogue.short_title),
            symbol=identity.symbol,
            date=identity.dated_on.isoformat(),
            session=identity.session,
            agenda_item=identity.item,
            agenda_title=dialogue.titles.get("en", ""),
            mark=dialogue.owner.get("mark", ""),
        ),
        summary=tuple(inline(each) for each in summary),
        blocks=tuple(blocks),
        annexes=tuple(annexes),
        front_notes=tuple(inline(each) for each in (*front_notes, identity.front_note) if each),
        contents=contents,
        foot_line=_foot_line(dialogue, owner),
        marks=_marks(composition),
    )


def _author_line(identity: Identity, owner: str) -> str:
    if identity.label:
        return f"{identity.label} prepared by the {owner}"
    return f"Prepared by the {owner}"


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
    if not composition.is_final:
        marks.append("Draft")
    return tuple(marks)


def _latest_change(composition: Composition) -> date:
    """Never today: the same sources give the same date."""
    times = [time for account in composition.accounts for time in account.changed_at]
    times += composition.texts.changed_at
    return max(times).date() if times else composition.dialogue.ends_on
