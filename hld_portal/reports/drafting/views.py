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
    """Quote each finding with those who said it; a single one becomes a sentence."""
    if not findings:
        return []
    adverb = "also " if also else ""
    if len(findings) == 1:
        return [DraftParagraph("views", (_tell_single(voice, findings[0], adverb),))]
    keys = tuple(finding.key for finding in findings)
    lead = voice.sentence(f"the following views were {adverb}expressed", keys, is_lead=True)
    items = []
    for index, finding in enumerate(findings):
        inside, counted = _said_by(voice, finding)
        text = end_item(f"{quote(finding)} ({inside})", last=finding is findings[-1])
        items.append(DraftItem(letter(index), text, (finding.key,), counted))
    return [DraftParagraph("views", (lead,), tuple(items))]


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


def _said_by(voice: Voice, finding: FindingInput) -> tuple[str, tuple[CountedWord, ...]]:
    voice.new_paragraph()  # each quotation stands for itself and cites for itself
    those = voice.who(finding.counts, told_apart=True)
    parts = (those.text(), _language(finding), voice.citing.inside(finding.paragraphs))
    return "; ".join(part for part in parts if part), those.counted(finding.key)


def _language(finding: FindingInput) -> str:
    code = finding.language.split("-")[0].lower()
    return "" if code in ("", "en") else f"in {LANGUAGES.get(code, f'the original ({code})')}"
