"""Sentences of practices, commitments, gaps and language proposals."""

from __future__ import annotations

from collections.abc import Sequence

from hld_portal.reports.drafting.inputs import FindingInput
from hld_portal.reports.drafting.outputs import CountedWord, DraftSentence
from hld_portal.reports.drafting.voice import Voice
from hld_portal.text.english import (
    as_noun_phrase,
    as_verb_phrase,
    is_plural,
    join_list,
    tidy,
    with_to,
)
from hld_portal.text.frames import announced, practices, proposed_change

PRACTICES_IN_A_SENTENCE = 4


def tell_practices(voice: Voice, findings: Sequence[FindingInput]) -> list[DraftSentence]:
    """Join the practices of a paragraph in one series, or two where there are many."""
    sentences = []
    for start in range(0, len(findings), PRACTICES_IN_A_SENTENCE):
        some = findings[start : start + PRACTICES_IN_A_SENTENCE]
        phrases = [as_noun_phrase(f.wording, names=voice.table.names) for f in some]
        frame = voice.choose("among", "included") if not start else "others"
        text = _series_of_practices(frame, phrases) + voice.citing.bracket(_places(some))
        sentences.append(voice.sentence(text, _keys(some)))
    return sentences


def _series_of_practices(frame: str, phrases: list[str]) -> str:
    if frame == "among":
        return practices(phrases)
    if frame == "included":
        return f"the practices presented also included {join_list(phrases)}"
    verb = "were" if len(phrases) > 1 or is_plural(phrases[0]) else "was"
    return f"also presented {verb} {join_list(phrases)}"


def tell_commitments(voice: Voice, findings: Sequence[FindingInput]) -> list[DraftSentence]:
    """Tell one in its frame; more in one series, each with those who made it."""
    if not findings:
        return []
    if len(findings) == 1:
        return [_tell_commitment(voice, findings[0])]
    parts: list[str] = []
    counted: tuple[CountedWord, ...] = ()
    for finding in findings:
        phrase = with_to(as_verb_phrase(finding.wording, names=voice.table.names))
        bracket, words = _speakers_in_bracket(voice, finding)
        parts.append(f"{phrase} {bracket}")
        counted += words
    text = f"commitments were announced {join_list(parts)}"
    return [voice.sentence(text, _keys(findings), counted)]


def _tell_commitment(voice: Voice, finding: FindingInput) -> DraftSentence:
    those = voice.who(finding.counts)
    phrase = as_verb_phrase(finding.wording, names=voice.table.names)
    text = announced(voice.name(those), phrase, one=those.is_singular)
    bracket = voice.citing.bracket(finding.paragraphs)
    return voice.sentence(text + bracket, (finding.key,), those.counted(finding.key))


def tell_gaps(voice: Voice, findings: Sequence[FindingInput]) -> list[DraftSentence]:
    """Say what the text leaves out: alike speakers in one sentence, many in one series."""
    together = _by_speakers(voice, findings)
    if not together:
        return []
    several_speak = any(len(voice.who(some[0].counts).parts) > 1 for some in together[1:])
    if len(together) > 2 or several_speak:
        return [_tell_gaps_in_series(voice, findings)]
    return [_tell_gaps_of(voice, together)]


def _by_speakers(voice: Voice, findings: Sequence[FindingInput]) -> list[list[FindingInput]]:
    together: dict[object, list[FindingInput]] = {}
    for finding in findings:
        those = voice.who(finding.counts)
        alike = finding.key if those.is_definite else those.signature
        together.setdefault(alike, []).append(finding)
    return list(together.values())


def _tell_gaps_of(voice: Voice, together: Sequence[Sequence[FindingInput]]) -> DraftSentence:
    text = ""
    counted: tuple[CountedWord, ...] = ()
    keys: tuple[str, ...] = ()
    for some in together:
        those = voice.who(some[0].counts)
        phrases = [as_noun_phrase(f.wording, names=voice.table.names) for f in some]
        if not text:
            verb = voice.choose("noted", "observed")
            text = f"{voice.name(those)} {verb} that {voice.table.instrument.name} did not address "
        else:
            text += f", and {those.text()} that it did not address "
        text += join_list(phrases, "or") + voice.citing.bracket(_places(some))
        counted += tuple(word for f in some for word in voice.who(f.counts).counted(f.key))
        keys += _keys(some)
    return voice.sentence(text, keys, counted)


def _tell_gaps_in_series(voice: Voice, findings: Sequence[FindingInput]) -> DraftSentence:
    parts: list[str] = []
    counted: tuple[CountedWord, ...] = ()
    for finding in findings:
        bracket, words = _speakers_in_bracket(voice, finding)
        parts.append(f"{as_noun_phrase(finding.wording, names=voice.table.names)} {bracket}")
        counted += words
    verb = voice.choose("noted", "observed")
    text = f"it was {verb} that {voice.table.instrument.name} did not address "
    return voice.sentence(text + join_list(parts, "or"), _keys(findings), counted)


def tell_proposals(voice: Voice, findings: Sequence[FindingInput]) -> list[DraftSentence]:
    """Tell each language proposal with old and new wording as they were given."""
    sentences = []
    for finding in findings:
        those = voice.who(finding.counts)
        places = voice.citing.place(finding.paragraphs)
        change = proposed_change(finding.wording, finding.replaces, places)
        text = f"{voice.name(those)} {voice.choose('proposed', 'suggested')} {change}"
        if not places:
            text += voice.citing.bracket(finding.paragraphs)
        sentences.append(voice.sentence(text, (finding.key,), those.counted(finding.key)))
    return sentences


def _speakers_in_bracket(
    voice: Voice, finding: FindingInput
) -> tuple[str, tuple[CountedWord, ...]]:
    those = voice.who(finding.counts, told_apart=True)
    places = voice.citing.inside(finding.paragraphs)
    inside = f"{those.text()}; {places}" if places else those.text()
    return f"({inside})", those.counted(finding.key)


def _keys(findings: Sequence[FindingInput]) -> tuple[str, ...]:
    return tuple(finding.key for finding in findings)


def _places(findings: Sequence[FindingInput]) -> list[str]:
    return [place for finding in findings for place in finding.paragraphs]


def says_something(finding: FindingInput) -> bool:
    """Tell whether there is any wording to print."""
    words = finding.wording + (finding.replaces if finding.kind == "proposal" else "")
    return any(letter.isalnum() for letter in tidy(words))
