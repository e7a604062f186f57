"""The grammatical form of each kind of point, and how it will read in a report."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from hld_portal.text.english import (
    as_clause,
    as_list_item,
    as_noun_phrase,
    as_verb_phrase,
    cited_paragraphs,
    finish,
    is_plural,
    join_list,
    lower_first,
    runs,
    sorted_numbers,
    tidy,
    with_to,
    without_stop,
)

__all__ = [
    "FRAMES",
    "KINDS",
    "Frame",
    "as_clause",
    "as_list_item",
    "as_noun_phrase",
    "as_verb_phrase",
    "reading",
]

KINDS = ("message", "recommendation", "practice", "commitment", "proposal", "gap")


@dataclass(frozen=True)
class Frame:
    """What the writer of one kind of point gives, in words for the form.

    The words are plain English; whoever shows them translates by kind.
    """

    kind: str
    label: str
    gives: str
    hint: str
    example: str
    frame: str
    takes_addressee: bool = False
    takes_concern: bool = False
    takes_replaces: bool = False


FRAMES: dict[str, Frame] = {
    frame.kind: frame
    for frame in (
        Frame(
            "message",
            "Key message",
            "a statement that can follow “that”",
            "Say what is the case, in one statement. Tick “concern” if it is a warning.",
            "seasonal workers who change employers lose their residence permit in most countries",
            "… observed that ___.",
            takes_concern=True,
        ),
        Frame(
            "recommendation",
            "Recommendation",
            "what should be done, beginning with a verb",
            "Choose who should act, then begin with the verb: “ratify”, “train”, “end”.",
            "publish the wages and fees of every licensed recruiter once a year",
            "… recommended that Governments ___.",
            takes_addressee=True,
        ),
        Frame(
            "practice",
            "Good practice",
            "a thing that works, named by a noun",
            "Name what exists and where it works; no “we have”.",
            "evening language classes in the ports where fishing crews live",
            "Among the practices presented was ___.",
        ),
        Frame(
            "commitment",
            "Commitment",
            "what you will do, beginning with a verb",
            "Begin with the verb, and say by when: “double”, “open”, “repeal”.",
            "open a legal aid office in each border town by the end of 2027",
            "… announced that it would ___.",
        ),
        Frame(
            "proposal",
            "Language proposal",
            "the words of the draft and the words to put in their place",
            "Give old and new wording; leave the old one empty to add, the new one to delete.",
            "all migrants, whatever their status",
            "… proposed replacing “___” by “___” in paragraph 12.",
            takes_replaces=True,
        ),
        Frame(
            "gap",
            "Missing from the text",
            "what the text leaves out, named by a noun",
            "Name the subject only: the report adds that the text does not address it.",
            "the pensions of workers who return to their country of origin",
            "… noted that the Declaration did not address ___.",
        ),
    )
}


def proposed_change(text: str, replaces: str, paragraphs: Iterable[str] = ()) -> str:
    """Say what a language proposal does: replacing, adding or deleting words."""
    new, old = _unquoted(text), _unquoted(replaces)
    if not any(letter.isalnum() for letter in new + old):
        return ""
    place = cited_paragraphs(paragraphs)
    if new and old:
        return f"replacing “{old}” by “{new}”" + (f" in {place}" if place else "")
    if new:
        return f"adding “{new}”" + (f" to {place}" if place else "")
    return f"deleting “{old}”" + (f" from {place}" if place else "") if old else ""


def _unquoted(text: str) -> str:
    text = tidy(text)
    return re.sub(r"^[“\"«](.*)[”\"»]$", r"\1", text)


def reading(
    kind: str,
    text: str,
    *,
    addressee: str = "",
    concern: bool = False,
    replaces: str = "",
    paragraphs: Sequence[str] = (),
    subject: str = "One participant",
    instrument: str = "the Declaration",
    names: Collection[str] = (),
) -> str:
    """Show the sentence as it will read in the report; nothing for an empty point.

    Args:
        addressee: as the dialogue words it ("Governments"), empty where none is chosen.
        paragraphs: numbers, "general" or "missing".
        names: States and organizations whose capital must stay.

    Raises:
        KeyError: for a kind that is none of `KINDS`.
    """
    FRAMES[kind]  # an unknown kind is a fault of the caller, not of the writer
    if kind == "proposal":
        change = proposed_change(text, replaces, paragraphs)
        return finish(f"{subject} proposed {change}") if change else ""
    if not without_stop(tidy(text)):
        return ""
    verbs, noun = as_verb_phrase(text, names=names), as_noun_phrase(text, names=names)
    body = {
        "message": lambda: _message(subject, as_clause(text, names=names), concern),
        "recommendation": lambda: recommended(subject, verbs, addressee),
        "practice": lambda: practices([noun]),
        "commitment": lambda: announced(subject, verbs),
        "gap": lambda: f"{subject} noted that {instrument} did not address {noun}",
    }[kind]()
    return finish(f"{body}{_bracket(paragraphs)}")


def _message(subject: str, clause: str, concern: bool) -> str:
    return f"{subject} {'cautioned' if concern else 'observed'} that {clause}"


def recommended(subject: str, phrase: str, addressee: str) -> str:
    """Frame one recommendation; without an addressee nobody is made up."""
    if addressee := tidy(addressee):
        return f"{subject} recommended that {lower_first(addressee)} {phrase}"
    return f"{subject} recommended action {with_to(phrase)}"


def announced(subject: str, phrase: str, *, one: bool | None = None) -> str:
    """Frame one commitment: "it would" for one stakeholder, "they would" for more."""
    if one is None:
        one = bool(re.match(r"(?:the )?(?:one|a|an)\b", subject, flags=re.IGNORECASE))
    return f"{subject} announced that {'it' if one else 'they'} would {phrase}"


def practices(phrases: Sequence[str]) -> str:
    """Frame practices in one series; the verb agrees with what follows it."""
    verb = "were" if len(phrases) > 1 or is_plural(phrases[0]) else "was"
    return f"Among the practices presented {verb} {join_list(phrases)}"


def _bracket(paragraphs: Sequence[str]) -> str:
    numbers = sorted_numbers(paragraphs)
    if not numbers:
        return ""
    return f" ({'para.' if len(numbers) == 1 else 'paras.'} {join_list(runs(numbers, '-'))})"
