"""The check of a summary as a list: what is right, what is not, and where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hld_portal.reports.document_check.editing import items_while_editing
from hld_portal.reports.reading.remarks import change_words, remark_words
from hld_portal.reports.reading.sources import lost_words

if TYPE_CHECKING:
    from hld_portal.reports.reading.summary import ShownParagraph, ShownSummary


@dataclass(frozen=True)
class CheckLine:
    """One line; `level` is "" for what is right, "warn" or "bad"."""

    text: str
    level: str = ""
    note: str = ""
    number: int = 0  # of the paragraph it speaks of


def check_lines(shown: ShownSummary, *, least: int, most: int) -> list[CheckLine]:
    """Return faults by paragraph, then what is right, then the length."""
    sources = [line for row in shown.paragraphs for line in _source_lines(row)]
    words = [line for row in shown.paragraphs for line in _word_lines(row)]
    changed = [line for row in shown.paragraphs for line in _change_lines(row)]
    lines = sources or [CheckLine(_("Every sentence has a source that may be cited"))]
    lines += words or [CheckLine(_("Counted words agree with the count on file"))]
    lines += [line for row in shown.paragraphs for line in _decision_lines(row)]
    lines += changed or [CheckLine(_("Nothing was changed at the sources since"))]
    lines += _wording_lines(shown)
    return [*lines, _length(shown.words, least, most), _approval(shown)]


def _source_lines(row: ShownParagraph) -> list[CheckLine]:
    number, lines = row.number, []
    without = row.keys_without_source
    for key in without:
        causes = [lost for lost in row.lost if lost.key == key]
        note = "; ".join(
            f"{lost.submission.reference}: {lost_words(lost)}"
            if lost.submission
            else lost_words(lost)
            for lost in causes
        )
        text = _("Paragraph %(number)d rests on a source that may not be cited")
        lines.append(CheckLine(text % {"number": number}, "bad", note, number))
    if any(one.check.no_source for one in row.rows):
        text = _("Paragraph %(number)d has a sentence without source") % {"number": number}
        lines.append(CheckLine(text, "bad", "", number))
    return lines


def _word_lines(row: ShownParagraph) -> list[CheckLine]:
    number, lines = row.number, []
    if faults := row.word_faults:
        text = ngettext(
            "Paragraph %(number)d: a counted word does not fit its count",
            "Paragraph %(number)d: counted words do not fit their counts",
            len(faults),
        )
        note = "; ".join(map(remark_words, faults))
        lines.append(CheckLine(text % {"number": number}, "bad", note, number))
    if row.opening_now:
        text = _("Paragraph %(number)d: its figures are no longer those on file")
        lines.append(CheckLine(text % {"number": number}, "bad", "", number))
    return lines


def _decision_lines(row: ShownParagraph) -> list[CheckLine]:
    text = _("Paragraph %(number)d: “%(word)s” stands by decision for %(n)d of %(total)d")
    return [
        CheckLine(
            text % {"number": row.number, "word": one.word, "n": one.n, "total": one.total},
            note=f"{one.reason} ({one.who})",
            number=row.number,
        )
        for one in row.decisions
    ]


def _change_lines(row: ShownParagraph) -> list[CheckLine]:
    if not row.quiet_changes:
        return []
    text = _("Paragraph %(number)d: counts have changed, the words still fit")
    note = "; ".join(map(change_words, row.quiet_changes))
    return [CheckLine(text % {"number": row.number}, "warn", note, row.number)]


def _wording_lines(shown: ShownSummary) -> list[CheckLine]:
    """Say what the document check will say of the summary's own words. Queries: 6 at most"""
    paragraphs = [row.paragraph for row in shown.paragraphs]
    lines = [
        CheckLine(item.text, "bad" if item.level == "error" else "warn", item.note, number)
        for number, item in items_while_editing(paragraphs, shown.sources)
    ]
    right = CheckLine(_("Quotations are verbatim, nobody is named, the style is kept"))
    return lines or [right]


def _length(words: int, least: int, most: int) -> CheckLine:
    said = {"words": words, "least": least, "most": most}
    if words > most:
        return CheckLine(_("%(words)d words: more than %(most)d") % said, "warn")
    if words < least:
        return CheckLine(_("%(words)d words: fewer than the usual %(least)d") % said, "warn")
    return CheckLine(_("%(words)d of %(most)d words") % said)


def _approval(shown: ShownSummary) -> CheckLine:
    waiting = len(shown.paragraphs) - shown.approved_count
    if not waiting:
        return CheckLine(_("Every paragraph is approved"))
    text = ngettext("%(n)d paragraph is not approved", "%(n)d paragraphs are not approved", waiting)
    return CheckLine(text % {"n": waiting}, "wait")
