"""Participants' recommendations: a displayed list per addressee, a sentence for a single one."""

from __future__ import annotations

from collections.abc import Sequence

from hld_portal.reports.drafting.inputs import FindingInput
from hld_portal.reports.drafting.outputs import (
    CountedWord,
    DraftItem,
    DraftParagraph,
    DraftSentence,
    letter,
)
from hld_portal.reports.drafting.voice import Voice
from hld_portal.text.english import (
    as_verb_phrase,
    capitalize,
    lower_first,
    tidy,
    with_to,
    without_stop,
)

ADVERBS = ("further ", "also ")
SINGLES_BEFORE_A_LIST = 2  # more of them make a paragraph of their own


def draft_recommendations(voice: Voice, findings: Sequence[FindingInput]) -> list[DraftParagraph]:
    """Draft the lists, the most shared addressee first; single ones become sentences.

    Args:
        findings: recommendations, the most widely shared first.
    """
    groups = _by_addressee(findings)
    lists = [group for group in groups if len(group) > 1]
    singles = [group[0] for group in groups if len(group) == 1]
    paragraphs = []
    before = singles if lists and len(singles) <= SINGLES_BEFORE_A_LIST else []
    for index, group in enumerate(lists):
        voice.new_paragraph()
        sentences = [_tell_single(voice, single) for single in before] if not index else []
        adverb = ADVERBS[(index + bool(before)) % len(ADVERBS)] if index or before else ""
        paragraphs.append(_draft_list(voice, group, sentences, adverb))
    if singles and not before:
        voice.new_paragraph()
        sentences = [_tell_single(voice, single) for single in singles]
        paragraphs.append(DraftParagraph("recommendations", tuple(sentences)))
    return paragraphs


def addressee_of(finding: FindingInput) -> str:
    return lower_first(without_stop(tidy(finding.addressee)))


def _by_addressee(findings: Sequence[FindingInput]) -> list[list[FindingInput]]:
    groups: dict[str, list[FindingInput]] = {}
    for finding in findings:
        groups.setdefault(addressee_of(finding).lower(), []).append(finding)
    return list(groups.values())


def _tell_single(voice: Voice, finding: FindingInput) -> DraftSentence:
    those = voice.who(finding.counts)
    phrase = as_verb_phrase(finding.wording, names=voice.table.names)
    name, verb = voice.name(those), voice.choose("recommended", "called upon")
    to_whom = addressee_of(finding)
    if not to_whom:
        text = f"{name} recommended action {with_to(phrase)}"
    elif verb == "recommended":
        text = f"{name} recommended that {to_whom} {phrase}"
    else:
        text = f"{name} called upon {to_whom} {with_to(phrase)}"
    text += voice.citing.bracket(finding.paragraphs)
    return voice.sentence(text, (finding.key,), those.counted(finding.key))


def _draft_list(
    voice: Voice, findings: Sequence[FindingInput], before: list[DraftSentence], adverb: str
) -> DraftParagraph:
    same_band = _say_alike(voice, findings)
    lead = _tell_lead(voice, findings, adverb, same_band=same_band)
    items = [
        _draft_item(voice, finding, index, last=finding is findings[-1], counted=not same_band)
        for index, finding in enumerate(findings)
    ]
    return DraftParagraph("recommendations", (*before, lead), tuple(items))


def _say_alike(voice: Voice, findings: Sequence[FindingInput]) -> bool:
    """Tell whether one counted word fits all items and claims nothing for any.

    "One Member State recommended" before a list would say that it was the same one.
    """
    all_of_them = [voice.who(finding.counts) for finding in findings]
    words = {those.signature for those in all_of_them}
    return len(words) == 1 and not all_of_them[0].is_definite


def _tell_lead(
    voice: Voice, findings: Sequence[FindingInput], adverb: str, *, same_band: bool
) -> DraftSentence:
    places = [place for finding in findings for place in finding.paragraphs]
    named = voice.citing.named(places)
    start = f"with regard to {named}, " if named else ""
    to_whom = addressee_of(findings[0])
    counted: tuple[CountedWord, ...] = ()
    if same_band:
        those = voice.who(findings[0].counts)
        counted = tuple(
            word for finding in findings for word in voice.who(finding.counts).counted(finding.key)
        )
        said = f"{voice.name(those)} {adverb}recommended "
        text = f"{said}that {to_whom}" if to_whom else f"{said}the following action"
    elif to_whom:
        text = f"it was {adverb}recommended that {to_whom}"
    else:
        text = f"the following action was {adverb}recommended"
    voice.remember("recommended")
    keys = tuple(finding.key for finding in findings)
    return voice.sentence(start + text, keys, counted, is_lead=True)


def _draft_item(
    voice: Voice, finding: FindingInput, index: int, *, last: bool, counted: bool
) -> DraftItem:
    text = word_action(voice, finding)
    words: tuple[CountedWord, ...] = ()
    if counted:
        those = voice.who(finding.counts)
        text, words = f"{text} ({those.text()})", those.counted(finding.key)
    return DraftItem(letter(index), end_item(text, last=last), (finding.key,), words)


def word_action(voice: Voice, finding: FindingInput) -> str:
    """Word what an item says, with a capital: without an addressee nobody is made up."""
    phrase = as_verb_phrase(finding.wording, names=voice.table.names)
    alone = finding.kind == "recommendation" and not addressee_of(finding)
    return capitalize(with_to(phrase) if alone else phrase)


def end_item(text: str, *, last: bool) -> str:
    """End an item with a semicolon, the last with a full stop, never with two stops."""
    if not last:
        return f"{text};"
    return text if text.endswith(".") else f"{text}."
