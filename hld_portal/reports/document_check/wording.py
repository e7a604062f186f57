"""What is wrong with a document as it reads: references, order, acronyms, style, signs, length."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext_lazy

from hld_portal.reports.content import Document, Part
from hld_portal.reports.content_json import Fault
from hld_portal.reports.content_walk import count_words
from hld_portal.reports.document_check.acronyms import find_unspelled
from hld_portal.reports.document_check.items import CheckItem, Level
from hld_portal.reports.document_check.passages import Passage
from hld_portal.reports.document_check.places import Places
from hld_portal.reports.document_check.references import Known, find_broken
from hld_portal.reports.document_check.rules import Slip
from hld_portal.reports.document_check.sayings import say as _
from hld_portal.reports.document_check.structure import single_headings, unmentioned_tables
from hld_portal.reports.document_check.style import find_slips, heading_slips
from hld_portal.reports.models import Report

RUNNING = ("box", "paragraph", "item")
ADVICE = {
    "under_ten": gettext_lazy("Numbers under ten are written in words."),
    "from_ten": gettext_lazy("Numbers from ten are written in figures."),
    "starts_with_figure": gettext_lazy("A sentence begins with a word, not with a figure."),
    "date_short": gettext_lazy("The name of the month is written out."),
    "date_figures": gettext_lazy("Dates are written as “3 October 2013”."),
    "serial_comma": gettext_lazy("No comma before “and” or “or” in a list."),
    "possessive_acronym": gettext_lazy("An acronym takes no possessive: “of ILO”, not “ILO’s”."),
    "possessive_name": gettext_lazy("The name of a State takes no possessive."),
    "heading_capitals": gettext_lazy("Only the first word of a heading has a capital."),
    "heading_stop": gettext_lazy("A heading has no full stop."),
}
AROUND = 45  # letters shown on each side of a slip


def check_wording(passages: Sequence[Passage], known: Known) -> Iterator[CheckItem]:
    """Check the words of a document in English, in reading order."""
    for each in passages:
        yield from _references(each, known)
        yield from style_items(each)
    yield from _acronyms([each for each in passages if each.kind in (*RUNNING, "heading")])
    for each in unmentioned_tables(passages):
        text = _("Table %(number)s is not mentioned in the text before it") % {
            "number": each.number
        }
        yield _item("table", "warning", text, each, note=each.text)


def _references(passage: Passage, known: Known) -> Iterator[CheckItem]:
    for broken in find_broken(passage.own_words, known):
        said = {"place": passage.spot.label, "words": broken.words, "number": broken.number}
        text = _("%(place)s: “%(words)s” leads nowhere, there is no %(number)s") % said
        note = _("in %(text)s") % {"text": broken.text} if broken.text else ""
        yield _item("reference", "error", text, passage, note=note, words=broken.words)


def style_items(passage: Passage) -> Iterator[CheckItem]:
    """Find what the style has otherwise in a paragraph or a heading."""
    if passage.kind in RUNNING:
        slips = list(find_slips(passage.own_words))
    elif passage.kind == "heading":
        slips = list(heading_slips(passage.own_words))
    else:
        return
    for slip in sorted(slips, key=lambda slip: slip.start):
        said = {"place": passage.spot.label, "words": slip.words, "better": slip.better}
        if slip.better:
            text = _("%(place)s: “%(words)s”: better “%(better)s”") % said
        else:
            text = _("%(place)s: “%(words)s”") % said
        advice = str(ADVICE.get(slip.rule, ""))
        note = f"{advice} {_around(passage.text, slip)}".strip()
        yield _item("style", "warning", text, passage, note, f"{slip.rule} {slip.words}")


def _acronyms(passages: Sequence[Passage]) -> Iterator[CheckItem]:
    for at, acronym, start in find_unspelled([each.own_words for each in passages]):
        said = {"place": passages[at].spot.label, "acronym": acronym}
        text = _("%(place)s: “%(acronym)s” is not spelled out where it first stands") % said
        note = _around(passages[at].text, Slip("", acronym, start))
        yield _item("acronym", "warning", text, passages[at], note, acronym)


def _around(text: str, slip: Slip) -> str:
    start, end = slip.start - AROUND, slip.start + len(slip.words) + AROUND
    before = text[max(start, 0) : slip.start]
    after = text[slip.start : end]
    if start > 0:
        before = "…" + before.partition(" ")[2]
    if end < len(text):
        after = after.rpartition(" ")[0] + " …"
    return before + after


def _item(
    code: str, level: Level, text: str, passage: Passage, note: str = "", words: str = ""
) -> CheckItem:
    spot = passage.spot
    key = f"{words}\n{_sentences(passage)}" if words else passage.text
    return CheckItem(code, level, text, note, spot.name, spot.url, key)


def _sentences(passage: Passage) -> str:
    return passage.text.strip()


def check_headings(passages: Sequence[Passage]) -> Iterator[CheckItem]:
    """Find headings that stand alone under another; a compilation's follow its groups."""
    for each in single_headings(passages):
        text = _("%(place)s stands alone: no second one of its rank") % {"place": each.spot.label}
        yield _item("single_heading", "warning", text, each)


def drafts(passages: Sequence[Passage], known: set[str]) -> Iterator[CheckItem]:
    """Find paragraphs that nobody has approved outside the summaries, which say so themselves."""
    for each in passages:
        if each.draft and each.spot.name not in known:
            text = _("%(place)s is a draft") % {"place": each.spot.label}
            yield _item("draft", "draft", text, each, each.text)


def check_length(report: Report, document: Document, places: Places) -> Iterator[CheckItem]:
    """Compare the length with the limit, all footnotes and headings included."""
    words, most = count_words(document), report.dialogue.report_words
    if words > most:
        text = _("The report has %(words)d words, more than %(most)d") % {
            "words": words,
            "most": most,
        }
        yield CheckItem("report_words", "warning", text, "", "report", places.home, str(words))


def check_signs(document: Document, faults: Sequence[Fault], places: Places) -> Iterator[CheckItem]:
    """Turn what no font can print, and what breaks the tree, into items with their places."""
    for fault in faults:
        label, url = _place_of(document, fault.place, places)
        text = _("%(place)s: %(fault)s") % {"place": label, "fault": fault.message}
        words = f"{fault.place} {fault.message}"
        yield CheckItem("glyph", "error", text, "", fault.place, url, words)


def _place_of(document: Document, place: str, places: Places) -> tuple[str, str]:
    """Name the submission, or else the part of the tree, in which a fault stands."""
    found = re.match(r"blocks\[(\d+)\]", place)
    block = document.blocks[int(found[1])] if found else None
    if isinstance(block, Part):
        return block.reference, places.submission(block.reference)
    return place, places.home
