"""Sentences of messages: shared ones, alike ones in one, differing ones paired."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from hld_portal.reports.drafting.inputs import FindingInput
from hld_portal.reports.drafting.outputs import CountedWord, DraftSentence
from hld_portal.reports.drafting.speakers import Speakers
from hld_portal.reports.drafting.voice import Voice
from hld_portal.text.english import as_clause

VIEW = "in the view of"
# All from the usage of A/69/207; none says more than the point (design/drafting.md, section 3).
PLAIN = ("observed", "noted", VIEW)
MAJORITY = ("observed", "emphasized", "noted", "stressed", "highlighted")
DISSENT = ("noted", "observed")
CONCERN = ("cautioned", "expressed concern")

JOINED_WORDS = 40  # two clauses longer than this read better as two sentences
_RECALLS = re.compile(
    r"\b(?:resolution \d|Programme of Action|(?:was|were) adopted in (?:19|20)\d\d)"
)


@dataclass(frozen=True)
class Message:
    """A message and those that say otherwise, the most shared first."""

    finding: FindingInput
    differing: tuple[FindingInput, ...] = ()


def tell_messages(voice: Voice, messages: Sequence[Message]) -> list[DraftSentence]:
    """Tell all messages of a paragraph, in the order given where nothing is joined."""
    left, sentences = list(messages), []
    while left:
        message = left.pop(0)
        alike = _find_alike(voice, message, left)
        if alike:
            left.remove(alike)
            sentences.append(_tell_joined(voice, message.finding, alike.finding))
        else:
            sentences.append(_tell_one(voice, message))
    return sentences


def _find_alike(voice: Voice, message: Message, others: Sequence[Message]) -> Message | None:
    those = voice.who(message.finding.counts)
    if message.differing or those.is_definite:
        return None
    for other in others:
        short = _words(message.finding) + _words(other.finding) <= JOINED_WORDS
        same = voice.who(other.finding.counts).signature == those.signature
        if same and short and not other.differing and _same_tone(message.finding, other.finding):
            return other
    return None


def _words(finding: FindingInput) -> int:
    return len(finding.wording.split())


def _same_tone(one: FindingInput, other: FindingInput) -> bool:
    return one.concern == other.concern


def _verbs(finding: FindingInput, those: Speakers) -> tuple[str, ...]:
    if finding.concern:
        return CONCERN
    verbs = MAJORITY if those.is_majority else PLAIN
    return ("recalled", *verbs) if _RECALLS.search(finding.wording) else verbs


def _tell_joined(voice: Voice, one: FindingInput, other: FindingInput) -> DraftSentence:
    those = voice.who(one.counts)
    verbs = [verb for verb in _verbs(one, those) if verb != VIEW]
    start = f"{voice.name(those)} {voice.choose(*verbs)} that "
    text = start + _two(voice, one, other, " and that ")
    counted = those.counted(one.key) + voice.who(other.counts).counted(other.key)
    return voice.sentence(text, (one.key, other.key), counted)


def _two(voice: Voice, one: FindingInput, other: FindingInput, link: str) -> str:
    """Put two clauses in one sentence; the bracket stands once where both cite the same."""
    names = voice.table.names
    same = set(one.paragraphs) == set(other.paragraphs)
    first = "" if same else voice.citing.bracket(one.paragraphs)
    return (
        as_clause(one.wording, names=names)
        + first
        + link
        + as_clause(other.wording, names=names)
        + voice.citing.bracket(other.paragraphs)
    )


def _tell_one(voice: Voice, message: Message) -> DraftSentence:
    finding = message.finding
    those = voice.who(finding.counts)
    verbs = _verbs(finding, those)
    if message.differing:
        verbs = tuple(verb for verb in verbs if verb != VIEW)
    start = _start(voice, those, verbs)
    counted: tuple[CountedWord, ...] = those.counted(finding.key)
    keys = [finding.key]
    clauses, links = [finding], [""]
    for differing in message.differing:
        others = voice.who(differing.counts, told_apart=True)
        verb = voice.choose(*(CONCERN if differing.concern else DISSENT))
        before = ", while " if len(clauses) == 1 else " and "
        links.append(f"{before}{others.text()} {verb} that ")
        clauses.append(differing)
        keys.append(differing.key)
        counted += others.counted(differing.key)
    return voice.sentence(start + _chain(voice, clauses, links), tuple(keys), counted)


def _start(voice: Voice, those: Speakers, verbs: Sequence[str]) -> str:
    name, verb = voice.name(those), voice.choose(*verbs)
    return f"in the view of {name}, " if verb == VIEW else f"{name} {verb} that "


def _chain(voice: Voice, clauses: Sequence[FindingInput], links: Sequence[str]) -> str:
    text = ""
    for index, (link, finding) in enumerate(zip(links, clauses, strict=True)):
        following = clauses[index + 1 :]
        cited_later = following and all(
            set(f.paragraphs) == set(finding.paragraphs) for f in following
        )
        bracket = "" if cited_later else voice.citing.bracket(finding.paragraphs)
        text += link + as_clause(finding.wording, names=voice.table.names) + bracket
    return text
