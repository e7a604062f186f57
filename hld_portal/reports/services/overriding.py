"""Let a counted word stand against its count, with a reason, and take that back."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.utils.timezone import now
from django.utils.translation import gettext as _

from hld_portal.refusals import Refused
from hld_portal.reports.checking import check_row
from hld_portal.reports.drafting.document_check import Stand, find_misfits
from hld_portal.reports.models import SummaryParagraph
from hld_portal.reports.services.summaries import check_may_edit, save_rows
from hld_portal.reports.sources import gather_sources, scale_of

Row = dict[str, Any]


def let_word_stand(
    *,
    paragraph: SummaryParagraph,
    word: str,
    group: str,
    reason: str,
    revision: int,
    by: Any,
) -> SummaryParagraph:
    """Let a counted word of a paragraph stand against the counts it has now.

    It holds for this word, group and these counts alone: when one moves, the fault is back.
    The approval is taken back, as with every change.

    Raises:
        Refused: `not_allowed` (403); `not_open` (422); `no_reason` (422) with its field;
            `moved_on` (409) when somebody saved in between or the word fits by now.
    """
    check_may_edit(paragraph.summary, by)
    said = " ".join(reason.split())
    if not said:
        message = _("Say why the word may stand: the reason is kept with it.")
        raise Refused("no_reason", message, field="reason")
    found = _misfits(paragraph, word, group)
    if not found:
        raise Refused("moved_on", _("This word fits its count by now: load the page again."))
    rows, stands = list(_rows(paragraph)), [stand for _place, stand in found]
    for place, stand in found:
        filed = _others(rows[place], stand)
        kept = asdict(stand) | {"reason": said, "by": by.pk, "at": now().isoformat()}
        rows[place] = rows[place] | {"overrides": [*filed, kept]}
    told = [asdict(stand) for stand in dict.fromkeys(stands)]
    return _save(paragraph, rows, revision, by, verb="let_stand", reason=said, words=told)


def take_word_back(
    *, paragraph: SummaryParagraph, word: str, group: str, revision: int, by: Any
) -> SummaryParagraph:
    """Take back the decision to let a word stand: its fault is back.

    Raises:
        Refused: `not_allowed` (403); `not_open` (422); `moved_on` (409) when somebody saved in
            between or there is no such decision any more.
    """
    check_may_edit(paragraph.summary, by)
    rows = [
        row
        | {"overrides": [one for one in row.get("overrides") or [] if not _is(one, word, group)]}
        for row in _rows(paragraph)
    ]
    gone = [
        {name: one[name] for name in ("word", "group", "n", "total")}
        for row in _rows(paragraph)
        for one in row.get("overrides") or []
        if _is(one, word, group)
    ]
    if not gone:
        raise Refused("moved_on", _("This decision was taken back already."))
    return _save(paragraph, rows, revision, by, verb="take_back", words=gone)


def _misfits(paragraph: SummaryParagraph, word: str, group: str) -> list[tuple[int, Stand]]:
    """Return every count that a word does not fit now, with the place of its row."""
    event = paragraph.summary.event
    sources, scale = gather_sources(event), scale_of(event.dialogue)
    misfits = [
        (place, stand)
        for place, row in enumerate(_rows(paragraph))
        for check in [check_row(row, sources, scale, role=paragraph.role)]
        for stand in find_misfits(row["text"], check.counted, scale)
        if check.remarks and (stand.word, stand.group) == (word, group)
    ]
    return list(dict.fromkeys(misfits))


def _rows(paragraph: SummaryParagraph) -> list[Row]:
    return [*paragraph.sentences, *paragraph.items]


def _others(row: Row, stand: Stand) -> list[Row]:
    """The other decisions of a row; one on the same word and count is replaced."""
    filed = row.get("overrides") or []
    return [one for one in filed if {name: one[name] for name in asdict(stand)} != asdict(stand)]


def _is(one: Row, word: str, group: str) -> bool:
    return (one["word"], one["group"]) == (word, group)


def _save(
    paragraph: SummaryParagraph, rows: list[Row], revision: int, by: Any, **entry: Any
) -> SummaryParagraph:
    count = len(paragraph.sentences)
    return save_rows(
        paragraph=paragraph,
        sentences=rows[:count],
        items=rows[count:],
        revision=revision,
        by=by,
        **entry,
    )
