"""What is wrong with the summaries that a document takes over: sources, words, quotations, names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from django.utils.translation import ngettext

from hld_portal.reports.checking import (
    Lost,
    Row,
    RowCheck,
    check_row,
    find_lost,
    outdated_opening,
)
from hld_portal.reports.document_check.gathering import TakenOver
from hld_portal.reports.document_check.items import CheckItem, Level
from hld_portal.reports.document_check.lengths import words_of
from hld_portal.reports.document_check.names import NameFinder
from hld_portal.reports.document_check.places import Places, Spot
from hld_portal.reports.document_check.quoting import Library, quotation_faults
from hld_portal.reports.document_check.sayings import Said, Titled
from hld_portal.reports.document_check.sayings import say as _
from hld_portal.reports.enums import ParagraphRole, SummaryState
from hld_portal.reports.models import SummaryParagraph
from hld_portal.reports.reading.remarks import remark_words
from hld_portal.reports.reading.sources import lost_words
from hld_portal.reports.sources import Sources, scale_of


def check_summary(taken: TakenOver, places: Places, names: NameFinder) -> Iterator[CheckItem]:
    """Check one summary. Queries: 3 at most, and 2 where it quotes."""
    if taken.sources is None:
        yield from _unfinished(taken, places)
        return
    keys = [key for paragraph in taken.paragraphs for key in _keys(paragraph)]
    lost = find_lost(list(dict.fromkeys(keys)), taken.sources)
    library = Library(taken.sources)
    for number, paragraph in enumerate(taken.paragraphs, start=1):
        spot = places.summary(taken.event, number)
        yield from _check_paragraph(paragraph, spot, taken.sources, lost)
        yield from quotation_faults(paragraph, spot, library)
        yield from named(paragraph, spot, names)
    yield from _too_long(taken, places)
    yield from _unfinished(taken, places)


def rows_of(paragraph: SummaryParagraph) -> list[Row]:
    return [*paragraph.sentences, *paragraph.items]


def _keys(paragraph: SummaryParagraph) -> list[str]:
    return [key for row in rows_of(paragraph) for key in row["citations"]]


def _check_paragraph(
    paragraph: SummaryParagraph, spot: Spot, sources: Sources, lost: Sequence[Lost]
) -> Iterator[CheckItem]:
    scale = scale_of(sources.event.dialogue)
    checks = [check_row(row, sources, scale, role=paragraph.role) for row in rows_of(paragraph)]
    error = partial(_item, "error", spot)
    for key in dict.fromkeys(key for check in checks for key in check.lost):
        text = _("%(place)s rests on a source that may not be cited")
        yield error("lost_source", text, _causes(key, lost), key)
    for check in checks:
        if check.no_source:
            text = _("%(place)s: a sentence without source")
            yield error("no_source", text, check.row["text"])
        yield from _miscounted(check, spot)
    if now := outdated_opening(paragraph, sources):
        text = _("%(place)s: its figures are no longer those on file")
        yield error("outdated_figures", text, _("It would read now: %(text)s") % {"text": now})


def _causes(key: str, lost: Sequence[Lost]) -> str:
    return "; ".join(
        f"{each.submission.reference}: {lost_words(each)}" if each.submission else lost_words(each)
        for each in lost
        if each.key == key
    )


def _miscounted(check: RowCheck, spot: Spot) -> Iterator[CheckItem]:
    for remark in check.remarks:
        words = f"{remark.word}\n{remark.group}\n{check.row['text']}"
        if remark.code == "uncounted":
            text = _("%(place)s: a counted word without a count")
            yield _item("warning", spot, "uncounted_word", text, remark_words(remark), words)
        else:
            text = _("%(place)s: a counted word does not fit its count")
            yield _item("error", spot, "counted_word", text, remark_words(remark), words)


def named(paragraph: SummaryParagraph, spot: Spot, names: NameFinder) -> Iterator[CheckItem]:
    """A view is attributed to nobody; what the rapporteur writes may name a State."""
    if paragraph.role == ParagraphRole.OWN:
        return
    for row in rows_of(paragraph):
        for name in dict.fromkeys(found.name for found in names.find(row["text"])):
            text = _("%(place)s names “%(name)s”") % {"place": spot.label, "name": name}
            yield _item("warning", spot, "name", text, row["text"], f"{name}\n{row['text']}")


def _too_long(taken: TakenOver, places: Places) -> Iterator[CheckItem]:
    words, most = words_of(taken), taken.event.dialogue.summary_words
    if words > most:
        said = {"title": Titled(taken.event.titles), "words": words, "most": most}
        text = _("The summary of %(title)s has %(words)d words, more than %(most)d") % said
        spot = Spot(taken.event.title, f"summary/{taken.event.slug}", places.editor(taken.event))
        yield _item("warning", spot, "summary_words", text, "", str(words))


def _unfinished(taken: TakenOver, places: Places) -> Iterator[CheckItem]:
    summary = taken.summary
    if summary is not None and summary.state == SummaryState.CLEARED and taken.paragraphs:
        return
    title = {"title": Titled(taken.event.titles)}
    spot = Spot(taken.event.title, f"summary/{taken.event.slug}", places.editor(taken.event))
    if not taken.paragraphs:
        text = _("%(title)s has no summary yet: the document holds a draft made for it") % title
        yield _item("draft", spot, "not_cleared", text)
        return
    text = _("The summary of %(title)s is not cleared") % title
    state = SummaryState(summary.state).label if summary else ""
    open_count = sum(not paragraph.is_approved for paragraph in taken.paragraphs)
    waiting = ngettext(
        "%(n)d paragraph is not approved", "%(n)d paragraphs are not approved", open_count
    )
    note = f"{state}; {waiting % {'n': open_count}}" if open_count else str(state)
    yield _item("draft", spot, "not_cleared", text, note)


def _item(
    level: Level, spot: Spot, code: str, text: Said, note: str = "", words: str = ""
) -> CheckItem:
    said = text if text.values else text % {"place": spot.label}
    return CheckItem(code, level, said, note, spot.name, spot.url, words or note)
