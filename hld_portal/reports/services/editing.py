"""Change what a paragraph consists of: its citations, its sentences and items, their order."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

from django.utils.translation import gettext as _

from hld_portal.refusals import Refused
from hld_portal.reports.checking import missing_counts
from hld_portal.reports.drafting.recommendations import end_item
from hld_portal.reports.enums import ParagraphRole
from hld_portal.reports.models import SummaryParagraph
from hld_portal.reports.services.summaries import check_may_edit, save_rows
from hld_portal.reports.sources import gather_sources, scale_of
from hld_portal.text.english import without_stop

Row = dict[str, Any]
WITHOUT_SOURCES = frozenset({ParagraphRole.OPENING, ParagraphRole.OWN})


def cite_source(
    *, paragraph: SummaryParagraph, place: int, key: str, revision: int, by: Any
) -> SummaryParagraph:
    """Let a finding or a point stand behind a sentence or item, with its counts.

    Args:
        place: counted from 0, sentences first, then items.
        key: as in `sources`.

    Raises:
        Refused: as `save_rows`; `not_allowed` (403); `not_open`, `no_citing` (the opening and
            one's own text), `unknown` (no source that may be cited now) (422).
    """
    check_may_edit(paragraph.summary, by)
    row = _row(paragraph, place)
    if key in row["citations"]:
        raise Refused("moved_on", _("This source stands behind the sentence already."))
    cited = _cited(paragraph, row, key)
    return _put(paragraph, {place: cited}, revision, by, verb="cite", place=place, key=key)


def drop_source(
    *, paragraph: SummaryParagraph, place: int, key: str, revision: int, by: Any
) -> SummaryParagraph:
    """Take a citation from a sentence or item; what it was counted for goes with it.

    Raises:
        Refused: as `save_rows`; `not_allowed` (403); `not_open` (422); `moved_on` (409) when
            it is not cited there.
    """
    check_may_edit(paragraph.summary, by)
    row = _row(paragraph, place)
    if key not in row["citations"]:
        raise Refused("moved_on", _("This source was dropped already."))
    left = row | {
        "citations": [cited for cited in row["citations"] if cited != key],
        "counted": [count for count in row["counted"] if count["finding"] != key],
    }
    return _put(paragraph, {place: left}, revision, by, verb="drop_source", place=place, key=key)


def add_row(
    *,
    paragraph: SummaryParagraph,
    after: int,
    text: str,
    key: str,
    revision: int,
    by: Any,
    as_item: bool = False,
) -> SummaryParagraph:
    """Add a sentence, or an item of the list, with a source of its own.

    Args:
        after: how many sentences (or items) stand before it.
        key: of its source; "" in the opening and in one's own text, which need none.

    Raises:
        Refused: as `save_rows`; `not_allowed` (403); `not_open` (422); `incomplete` (422)
            with the field `text` or `source`; `unknown` (422) for no such source.
    """
    check_may_edit(paragraph.summary, by)
    said = " ".join(text.split())
    if not said:
        raise Refused("incomplete", _("Write the sentence."), field="text")
    row: Row = {"text": said, "citations": [], "counted": []}
    row |= {"letter": ""} if as_item else {"is_lead": False}
    if paragraph.role not in WITHOUT_SOURCES:
        if not key:
            message = _("Choose the source that the sentence rests on.")
            raise Refused("incomplete", message, field="source")
        row = _cited(paragraph, row, key)

    def insert(rows: list[Row]) -> list[Row]:
        at = min(max(after, 0), len(rows))
        return [*rows[:at], row, *rows[at:]]

    sentences, items = _changed(paragraph, insert, in_items=as_item)
    return save_rows(
        paragraph=paragraph,
        sentences=sentences,
        items=_ended(paragraph, items),
        revision=revision,
        by=by,
        verb="add_row",
        key=key,
    )


def remove_row(
    *, paragraph: SummaryParagraph, place: int, revision: int, by: Any
) -> SummaryParagraph:
    """Take a sentence or item out, with its sources.

    Raises:
        Refused: as `save_rows`; `not_allowed` (403); `not_open` (422).
    """
    check_may_edit(paragraph.summary, by)
    _row(paragraph, place)
    return _put(paragraph, {place: None}, revision, by, verb="remove_row", place=place)


def move_row(
    *, paragraph: SummaryParagraph, place: int, down: bool, revision: int, by: Any
) -> SummaryParagraph:
    """Let a sentence, or an item, change places with the one before or after it.

    Raises:
        Refused: as `save_rows`; `not_allowed` (403); `not_open` (422); `moved_on` (409) at
            the end of its list.
    """
    check_may_edit(paragraph.summary, by)
    other = place + 1 if down else place - 1
    count = len(paragraph.sentences)
    row, neighbour = _row(paragraph, place), _row(paragraph, other)
    if (place < count) != (other < count):
        raise Refused("moved_on", _("It stands at the end of its list already."))
    swapped = {place: neighbour, other: row}
    return _put(paragraph, swapped, revision, by, verb="move_row", place=place, to=other)


def put_back(
    *,
    paragraph: SummaryParagraph,
    sentences: list[Row],
    items: list[Row],
    edited: bool,
    revision: int,
    by: Any,
) -> SummaryParagraph:
    """Undo the last step: let a paragraph's rows stand as they were before `revision`.

    They are to be approved anew.

    Raises:
        Refused: as `save_rows`; `not_allowed` (403); `not_open` (422).
    """
    check_may_edit(paragraph.summary, by)
    return save_rows(
        paragraph=paragraph,
        sentences=sentences,
        items=items,
        revision=revision,
        by=by,
        edited=edited,
        verb="undo",
    )


def _cited(paragraph: SummaryParagraph, row: Row, key: str) -> Row:
    """Return the row with a source more, and with the counts its words want of it."""
    if paragraph.role in WITHOUT_SOURCES:
        raise Refused("no_citing", _("The opening and your own text rest on no source."))
    event = paragraph.summary.event
    sources = gather_sources(event)
    if not sources.points.get(key):
        message = _("This source may not be cited now: choose another.")
        raise Refused("unknown", message, field="source")
    cited = row | {"citations": [*row["citations"], key]}
    counts = missing_counts(cited, sources, scale_of(event.dialogue), keys=[key])
    return cited | {"counted": [*cited["counted"], *map(asdict, counts)]}


def _row(paragraph: SummaryParagraph, place: int) -> Row:
    rows: list[Row] = [*paragraph.sentences, *paragraph.items]
    if not 0 <= place < len(rows):
        raise Refused("moved_on", _("Somebody else changed this paragraph in the meantime."))
    return rows[place]


def _put(
    paragraph: SummaryParagraph,
    changed: Mapping[int, Row | None],
    revision: int,
    by: Any,
    **entry: Any,
) -> SummaryParagraph:
    """Store the rows with some of them changed, or taken out where None."""
    rows = [
        changed.get(place, row)
        for place, row in enumerate([*paragraph.sentences, *paragraph.items])
    ]
    count = len(paragraph.sentences)
    return save_rows(
        paragraph=paragraph,
        sentences=[row for row in rows[:count] if row is not None],
        items=_ended(paragraph, [row for row in rows[count:] if row is not None]),
        revision=revision,
        by=by,
        **entry,
    )


def _ended(paragraph: SummaryParagraph, items: list[Row]) -> list[Row]:
    """End the items as a list's are where they were before: semicolons, and one full stop."""
    before = [item["text"] for item in paragraph.items]
    follows = [item["text"] for item in items] != before and all(
        text.endswith(";" if place < len(before) else ".")
        for place, text in enumerate(before, start=1)
    )
    if not follows:
        return items
    bare = [without_stop(item["text"].removesuffix(";")) for item in items]
    return [
        item | {"text": end_item(text, last=place == len(items) - 1)}
        for place, (item, text) in enumerate(zip(items, bare, strict=True))
    ]


def _changed(
    paragraph: SummaryParagraph, change: Callable[[list[Row]], list[Row]], *, in_items: bool
) -> tuple[list[Row], list[Row]]:
    if in_items:
        return paragraph.sentences, change(paragraph.items)
    return change(paragraph.sentences), paragraph.items
