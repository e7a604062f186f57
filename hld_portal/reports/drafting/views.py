"""Verbatim findings: quoted as they came, never reworded."""

from __future__ import annotations

import re
from collections.abc import Sequence

from hld_portal.reports.drafting.inputs import FindingInput
from hld_portal.reports.drafting.outputs import (
    CountedWord,
    DraftItem,
    DraftParagraph,
    DraftSentence,
    letter,
)
from hld_portal.reports.drafting.recommendations import end_item
from hld_portal.reports.drafting.voice import Voice
from hld_portal.text.english import sorted_numbers

MOST_IN_ONE_LIST = 6
LANGUAGES = {
    "ar": "Arabic",
    "de": "German",
    "en": "English",
    "es": "Spanish",
    "fr": "French",
    "pt": "Portuguese",
    "ru": "Russian",
    "zh": "Chinese",
}


def draft_views(
    voice: Voice, findings: Sequence[FindingInput], *, also: bool
) -> list[DraftParagraph]:
    """Quote each finding with those who said it; a single one becomes a sentence.

    More than a few are grouped by the paragraph they speak to first, in its order.
    """
    if not findings:
        return []
    adverb = "also " if also else ""
    if len(findings) == 1:
        return [DraftParagraph("views", (_tell_single(voice, findings[0], adverb),))]
    if len(findings) <= MOST_IN_ONE_LIST:
        return [_draft_list(voice, findings, adverb)]
    return _by_paragraph(voice, findings, adverb)


def _by_paragraph(
    voice: Voice, findings: Sequence[FindingInput], adverb: str
) -> list[DraftParagraph]:
    """Draft a list for each paragraph with two or more views, and one of all the others."""
    groups: dict[str, list[FindingInput]] = {}
    for finding in findings:
        groups.setdefault(_first_place(voice, finding), []).append(finding)
    shared = [n for n in sorted_numbers(groups) if n and len(groups[n]) > 1]
    others = [f for f in findings if _first_place(voice, f) not in shared]
    paragraphs = []
    for number in shared:
        paragraphs.append(_draft_list(voice, groups[number], adverb, on=number))
        adverb = ""
    if len(others) == 1:
        paragraphs.append(DraftParagraph("views", (_tell_single(voice, others[0], "also "),)))
    elif others:
        paragraphs.append(_draft_list(voice, others, "also " if shared else adverb))
    return paragraphs


def _first_place(voice: Voice, finding: FindingInput) -> str:
    return next(iter(voice.citing.place(finding.paragraphs)), "")


def _draft_list(
    voice: Voice, findings: Sequence[FindingInput], adverb: str, *, on: str = ""
) -> DraftParagraph:
    """Draft the lead and the quotations; `on` is the paragraph that the lead names for all."""
    keys = tuple(finding.key for finding in findings)
    voice.new_paragraph()
    named = _reference(voice, findings[0], on) if on else []
    start = f"with regard to {voice.citing.named(named)}, " if named else ""
    lead = voice.sentence(f"{start}the following views were {adverb}expressed", keys, is_lead=True)
    items = []
    for index, finding in enumerate(findings):
        said, counted = word_view(voice, finding, without=_reference(voice, finding, on))
        text = end_item(said, last=finding is findings[-1])
        items.append(DraftItem(letter(index), text, (finding.key,), counted))
    return DraftParagraph("views", (lead,), tuple(items))


def _reference(voice: Voice, finding: FindingInput, number: str) -> list[str]:
    """Return the references of a finding to one paragraph of the table's own text."""
    return [
        each for each in finding.paragraphs if number and voice.citing.place([each]) == [number]
    ]


def quote(finding: FindingInput) -> str:
    """Put quotation marks around the words, which stay as they are, on one line."""
    words = re.sub(r"\s*[\r\n]+\s*", " ", finding.wording.strip())
    return words if re.fullmatch(r"[“\"«][^“”\"«»]*[”\"»]", words) else f"“{words}”"


def _tell_single(voice: Voice, finding: FindingInput, adverb: str) -> DraftSentence:
    voice.new_paragraph()
    those = voice.who(finding.counts)
    inside = [
        part for part in (_language(finding), voice.citing.inside(finding.paragraphs)) if part
    ]
    bracket = f" ({'; '.join(inside)})" if inside else ""
    text = f"the following view was {adverb}expressed by {those.text()}{bracket}: {quote(finding)}"
    return voice.sentence(text, (finding.key,), those.counted(finding.key))


def word_view(
    voice: Voice, finding: FindingInput, *, without: Sequence[str] = ()
) -> tuple[str, tuple[CountedWord, ...]]:
    """Quote a finding with those who said it, and return their counted words."""
    voice.new_paragraph()  # each quotation stands for itself and cites for itself
    those = voice.who(finding.counts, told_apart=True)
    places = [each for each in finding.paragraphs if each not in without]
    parts = (those.text(), _language(finding), voice.citing.inside(places))
    inside = "; ".join(part for part in parts if part)
    return f"{quote(finding)} ({inside})", those.counted(finding.key)


def _language(finding: FindingInput) -> str:
    code = finding.language.split("-")[0].lower()
    return "" if code in ("", "en") else f"in {LANGUAGES.get(code, f'the original ({code})')}"
