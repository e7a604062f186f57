"""An addendum: what is added to an issued document, with paragraphs numbered from 1."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from django.utils.translation import override

from hld_portal.reports.composing import compilation
from hld_portal.reports.composing.composition import Composition, Identity, make_document
from hld_portal.reports.composing.listing import submissions_table
from hld_portal.reports.composing.numbering import Numbering
from hld_portal.reports.composing.sections import own
from hld_portal.reports.composing.tables import event_order
from hld_portal.reports.content import Block, Document, Row, Table, plain
from hld_portal.reports.content_json import from_json
from hld_portal.reports.drafting.numbers import number as in_words
from hld_portal.reports.enums import ReportKind
from hld_portal.reports.issuing.corrigendum import paragraphs_of
from hld_portal.reports.models import Issue
from submissions.models import Submission


def compose_addendum(
    changes: Issue, text: str, submissions: Sequence[Submission], identity: Identity
) -> Document:
    """Set the officer's own text, then the submissions that were published since.

    To a compilation they are reproduced in full, as those before them were; to every other
    report they are listed, since its findings do not rest on them.
    """
    assert changes.build is not None  # every issued document has one
    composition = Composition(changes.dialogue, identity)
    numbering = composition.numbering
    full = changes.report.kind == ReportKind.COMPILATION
    with override("en"):
        blocks: list[Block] = [own(numbering, each) for each in paragraphs_of(text)]
        if submissions:
            blocks += _in_full(changes, submissions, numbering) if full else []
            blocks += [] if full else _listed(changes, submissions, numbering)
        return make_document(
            composition,
            title=from_json(changes.build.snapshot).title,
            symbol=identity.symbol,
            summary=(),
            blocks=blocks,
            annexes=[],
            on=identity.dated_on,
            front_notes=(compilation.AS_RECEIVED,) if full and submissions else (),
            contents=None if full else False,
        )


def _in_full(
    changes: Issue, submissions: Sequence[Submission], numbering: Numbering
) -> Iterator[Block]:
    wanted = {each.pk for each in submissions}
    published = compilation.published_submissions(changes.dialogue)
    chosen = [each for each in published if each.pk in wanted]
    with_some = {each.event_id for each in chosen}
    events = event_order(list(changes.dialogue.events.select_related("round_table")))
    yield from compilation.compilation_blocks(
        [event for event in events if event.pk in with_some], chosen, numbering
    )


def _listed(changes: Issue, submissions: Sequence[Submission], numbering: Numbering) -> list[Block]:
    wanted = {each.reference for each in submissions}
    table = submissions_table(changes.dialogue, changes.report.event)
    rows = tuple(row for row in table.rows if plain(row.cells[0] or ()) in wanted)
    return [own(numbering, _sentence(changes, len(rows))), _table(table, rows)]


def _table(table: Table, rows: tuple[Row, ...]) -> Table:
    return replace(table, number=1, title="Submissions published since", rows=rows)


def _sentence(changes: Issue, count: int) -> str:
    many = count > 1
    number = in_words(count)
    return (
        f"{number[:1].upper()}{number[1:]} submission{'s' if many else ''} {'were' if many else 'was'} "
        f"published after document {changes.symbol} had been frozen. {'They are' if many else 'It is'} "
        f"listed in table 1; the findings of that document do not rest on "
        f"{'them' if many else 'it'}."
    )
