"""The press brief: one page with figures and three findings of each round table."""

from __future__ import annotations

from collections.abc import Sequence

from hld_portal.reports.composing.event_account import Account
from hld_portal.reports.composing.sections import participation_sentence, span
from hld_portal.reports.composing.tables import GROUP_NAMES, NIL
from hld_portal.reports.content import Block, Column, Paragraph, Row, Table, TableNote, inline
from hld_portal.reports.counting import count_submissions
from hld_portal.reports.drafting.inputs import FindingInput
from hld_portal.text.english import finish
from roundtables.models import Dialogue
from submissions.enums import PointKind

FINDINGS_PER_TABLE = 3
LANGUAGE = "en"
GROUPS = ("states", "civil_society", "others")


def brief_blocks(dialogue: Dialogue, accounts: Sequence[Account]) -> list[Block]:
    """Set what a newsroom needs: how much came in, and what most participants said."""
    return [Paragraph(inline(_opening(dialogue, accounts)), voice="author"), _table(accounts)]


def _opening(dialogue: Dialogue, accounts: Sequence[Account]) -> str:
    title = dialogue.titles.get("en", dialogue.short_title)
    counts = participation_sentence([count_submissions(each.event) for each in accounts])
    return (
        f"The {title} was held in {dialogue.place} on "
        f"{span(dialogue.starts_on, dialogue.ends_on)}. {counts} The table shows, for each "
        "round table, the findings with the largest number of participants behind them."
    )


def _table(accounts: Sequence[Account]) -> Table:
    return Table(
        number=None,
        title="Main findings of the round tables",
        columns=(
            Column("Round table (submissions)", share=15),
            Column("What was said", share=61),
            *(Column(GROUP_NAMES[each], "end", share=8) for each in GROUPS),
        ),
        rows=tuple(row for account in accounts for row in _rows(account)),
        notes=(TableNote("Note", inline("Each participant is counted once for a finding.")),),
        wide=True,
    )


def _rows(account: Account) -> list[Row]:
    name = account.event.titles.get("en", "")
    findings = main_findings(account)
    if not findings:
        return [Row((inline(name), inline("No findings yet."), None, None, None))]
    # In one line: the table has to stand whole on the first page.
    names = [f"{name} ({count_submissions(account.event).total:,})", *[""] * (len(findings) - 1)]
    return [_row(name, each) for name, each in zip(names, findings, strict=True)]


def main_findings(account: Account) -> list[FindingInput]:
    """Return the findings with the most participants behind them.

    Of equals those that a person worded come before sentences as they were sent, then the
    shortest. What was quoted in another language stays for the report, which gives the language.
    """
    found = [each for each in account.sources.table.findings if each.counts.total]
    readable = [each for each in found if each.language == LANGUAGE]
    ranked = sorted(readable, key=_rank)
    return ranked[:FINDINGS_PER_TABLE]


def _rank(finding: FindingInput) -> tuple[int, bool, int]:
    return -finding.counts.total, finding.verbatim, len(finding.wording)


def _worded(finding: FindingInput) -> str:
    label = PointKind(finding.kind).label
    addressee = f" to {finding.addressee}" if finding.addressee else ""
    wording = f"“{finding.wording}”" if finding.verbatim else finding.wording
    # The first letter stays as it is, since a colon stands before it.
    return f"{label}{addressee}: {wording[:1]}{finish(wording)[1:]}"


def _row(name: str, finding: FindingInput) -> Row:
    counts = finding.counts
    figures = [getattr(counts, each) for each in GROUPS]
    cells = (name, _worded(finding), *(f"{each:,}" if each else NIL for each in figures))
    return Row(tuple(inline(each) for each in cells))
