"""Tables of figures: who took part, which paragraphs were spoken to, how words were counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from hld_portal.reports.composing.event_account import Account
from hld_portal.reports.content import Column, Row, Table, TableNote, inline
from hld_portal.reports.counting import count_coverage, count_participation
from hld_portal.reports.drafting.inputs import Counts
from hld_portal.reports.sources import instrument_name
from roundtables.enums import EventKind
from roundtables.models import Event, Instrument
from submissions.enums import LinkTarget

GROUP_HEADS = ("Member States", "Civil society", "Other participants", "Total")
NIL = "–"


def participation_table(number: int, events: Sequence[Event]) -> Table:
    """Submissions by event and group; events without any are shown with nil."""
    counts = count_participation(events[0].dialogue) if events else {}
    rows = [(event.titles.get("en", ""), counts.get(event.pk, Counts())) for event in events]
    total = Counts(
        states=sum(c.states for _title, c in rows),
        civil_society=sum(c.civil_society for _title, c in rows),
        others=sum(c.others for _title, c in rows),
    )
    return Table(
        number=number,
        title="Submissions by event and group of participants",
        columns=_columns("Event"),
        rows=(
            *(row(title, *_figures(counts)) for title, counts in rows),
            # Of one event alone the total would say the same again.
            *([row("Total", *_figures(total), total=True)] if len(rows) > 1 else []),
        ),
        notes=(
            note(
                "Submissions that may be cited, each counted once. A statement made "
                "on behalf of a group counts as one."
            ),
        ),
    )


def coverage_table(number: int, instrument: Instrument) -> Table:
    """Stakeholders by paragraph and group; a paragraph nobody spoke to is shown with nil."""
    counts = count_coverage(instrument)
    places = [(f"Paragraph {p.number}", p.number) for p in instrument.paragraphs.all()]
    places += [
        ("Text as a whole", LinkTarget.GENERAL),
        ("Missing from the text", LinkTarget.MISSING),
    ]
    return Table(
        number=number,
        title=f"Participants that spoke to each paragraph of {instrument_name(instrument)}",
        columns=_columns("Paragraph"),
        rows=tuple(
            row(label, *_figures(counts.get(str(place), Counts()))) for label, place in places
        ),
        notes=(
            note(
                "Each participant is counted once for a paragraph, however many of "
                "its points speak to it."
            ),
        ),
    )


def counted_words_table(accounts: Sequence[Account]) -> Table:
    """The counted words of the accounts, with the figures they stand for and how often."""
    times = Counter(
        (
            account.event.titles.get("en", ""),
            f"{word['word']} (stands by decision)" if word.get("by_decision") else word["word"],
            *(word[name] for name in COUNTED),
        )
        for account in accounts
        for word in account.counted()
    )
    rows = [
        row(event, str(word), GROUP_NAMES.get(group, group), str(n), str(total), str(often))
        for (event, word, group, n, total), often in sorted(
            times.items(), key=_scale_order(accounts)
        )
    ]
    return Table(
        number=None,
        title="Counted words and the figures they stand for",
        columns=(
            Column("Event"),
            Column("Words used"),
            Column("Group"),
            Column("Said it", align="end"),
            Column("Contributed", align="end"),
            Column("Times used", align="end"),
        ),
        rows=tuple(rows) or (nothing(6),),
    )


def _scale_order(accounts: Sequence[Account]) -> Callable[[tuple[Any, int]], tuple[int, ...]]:
    """Sort by event and group, and from many to few: as one looks a word up."""
    events = [account.event.titles.get("en", "") for account in accounts]
    groups = list(GROUP_NAMES)

    def place(counted: tuple[Any, int]) -> tuple[int, ...]:
        event, _word, group, n, total = counted[0]
        known = groups.index(group) if group in groups else len(groups)
        return events.index(event), known, -n, -total

    return place


COUNTED = ("group", "n", "total")
GROUP_NAMES = {
    "states": "Member States",
    "civil_society": "Civil society",
    "others": "Other participants",
    "participants": "All participants",
}


def row(*texts: str, total: bool = False) -> Row:
    """A row of plain texts, one per column."""
    return Row(tuple(inline(text) for text in texts), total=total)


def nothing(columns: int) -> Row:
    """The one row of a table that has none, so that its heads do not stand over a void."""
    return row("None", *[NIL] * (columns - 1))


def note(text: str) -> TableNote:
    return TableNote("Note", inline(text))


def event_order(events: Sequence[Event]) -> list[Event]:
    """Round tables last, by number; other events as the dialogue orders them."""
    return sorted(events, key=lambda event: (event.kind == EventKind.ROUND_TABLE, event.order))


def _columns(stub: str) -> tuple[Column, ...]:
    return (Column(stub), *(Column(head, align="end") for head in GROUP_HEADS))


def _figures(counts: Counts) -> tuple[str, ...]:
    figures = (counts.states, counts.civil_society, counts.others, counts.total)
    return tuple(f"{figure:,}" if figure else NIL for figure in figures)
