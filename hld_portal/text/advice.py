"""Light advice on the wording of a point: hints and safe rewordings, never a refusal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from hld_portal.text.english import capitalize, tidy
from hld_portal.text.verbs import base_of_form, base_of_noun, is_base_verb

# Plain English by code; whoever shows them translates by code.
HINTS = {
    "we": "The report says who speaks: leave out “we” and its like.",
    "addressee": "Choose the addressee from the list, and begin with the verb.",
    "named": "No State or organization is named in the report: describe it instead.",
    "long": "More than 40 words: readers and rapporteurs hold on to one short thought.",
    "two_sentences": "Two sentences: make them two points.",
    "verb_wanted": "Begin with the verb: “ratify …”, “train …”, “end …”.",
    "verb_form": "Use the plain form of the verb: “ratify”, not “ratifying” or “ratifies”.",
    "noun_wanted": "Name the thing itself, without a verb: “one-stop centres for …”.",
    "clause_wanted": "Say what is the case, with a verb: “… are outside labour law”.",
    "recommends": "This asks for something: is it a recommendation?",
}
LONG_WORDS = 40


@dataclass(frozen=True)
class Advice:
    """One hint; `rewording` is a text to take over by one click, None where none is safe."""

    code: str
    hint: str
    rewording: str | None = None


def advise(kind: str, text: str, *, names: Iterable[str] = ()) -> list[Advice]:
    """Advise on a point written in English; an empty text or another language gets none.

    Args:
        names: States and organizations that the report will not name.
    """
    text = tidy(text)
    if not re.search(r"[A-Za-z]{2}", text):
        return []
    found = [*_form_advice(kind, text), *_general_advice(text, names)]
    return [Advice(code, HINTS[code], rewording) for code, rewording in found]


Found = Iterator[tuple[str, str | None]]


def _general_advice(text: str, names: Iterable[str]) -> Found:
    if any(name and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) for name in names):
        yield "named", None
    if len(text.split()) > LONG_WORDS:
        yield "long", None
    if _TWO_SENTENCES.search(text):
        yield "two_sentences", None


def _form_advice(kind: str, text: str) -> Found:
    rules = {
        "message": _advise_message,
        "recommendation": _advise_recommendation,
        "commitment": _advise_commitment,
        "practice": _advise_practice,
        "gap": _advise_gap,
    }
    return rules[kind](text) if kind in rules else iter(())


_TWO_SENTENCES = re.compile(
    r"(?<!\be\.g)(?<!\bi\.e)(?<!\betc)(?<!\bNo)(?<!\bart)(?<!\bpara)(?<![A-Z])[.!?][”\"’)]*\s+[“\"(]*[A-Z]"
)
_WE = re.compile(r"\b(?:we|our|us|ours|my)\b|\bI\b(?!\.)", flags=re.IGNORECASE)
_ASKED = (
    r"(?:governments|member states|all states|states|states parties|countries(?: of \w+)?|"
    r"the united nations(?: system)?|employers(?: and recruiters)?|(?:all )?stakeholders|"
    r"the international community|all (?:governments|countries|member states)|authorities)"
)
_CALLS = re.compile(
    r"^(?:we|i|our \w+)\s+(?:(?:also|strongly|therefore|respectfully|urgently|further)\s+)*"
    r"(?:call(?:s)? (?:up)?on|urge|ask|request|invite|encourage|appeal to|want|recommend to)\s+"
    rf"{_ASKED}\s+to\s+(?P<rest>.+)$",
    flags=re.IGNORECASE,
)
_RECOMMENDS = re.compile(
    r"^(?:we|i|our \w+)\s+(?:(?:also|strongly|therefore|respectfully)\s+)*"
    rf"(?:recommend|propose|suggest|request|ask)\s+that\s+{_ASKED}\s+(?:should\s+)?(?P<rest>.+)$",
    flags=re.IGNORECASE,
)
_SHOULD = re.compile(
    rf"^{_ASKED}\s+(?:should|must|ought to|need to|have to|shall|are called upon to|"
    r"are (?:urged|encouraged|invited) to)\s+(?P<rest>.+)$",
    flags=re.IGNORECASE,
)
_BELIEVE = re.compile(
    r"^(?:we|i|our \w+)\s+(?:(?:also|firmly|strongly|further)\s+)*(?:believe|think|consider|note|"
    r"observe|find|feel|see|know|stress|emphasize|emphasise|underline|recall|"
    r"are (?:convinced|aware|concerned|worried|of the view|of the opinion))\s+that\s+(?P<rest>.+)$",
    flags=re.IGNORECASE,
)
_WILL = re.compile(
    r"^(?:(?:we|i|our \w+)|[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+)*)\s+"
    r"(?:will|shall|(?:commits?|pledges?|promises?|undertakes?|intends?|plans?)(?: ourselves)? to|"
    r"(?:are|is) going to)\s+(?P<rest>.+)$"
)
_HAVE_MADE = re.compile(
    r"^(?:we|i|our \w+)\s+(?:have\s+|has\s+)?(?:recently\s+|already\s+)?(?:introduced|established|"
    r"set up|launched|created|opened|developed|built|started|run|operate|run|offer|have)\s+(?P<rest>.+)$",
    flags=re.IGNORECASE,
)
_LACKS = re.compile(
    r"^(?:the (?:declaration|text|draft)\s+(?:does not|doesn[’']t|fails to|did not)\s+"
    r"(?:address|mention|cover|include|consider|refer to|speak of)|"
    r"there is no (?:mention of|reference to|word on)|(?:no (?:mention of|reference to)|nothing on))"
    r"\s+(?P<rest>.+)$",
    flags=re.IGNORECASE,
)
_FINITE = re.compile(
    r"\b(?:is|are|was|were|am|be|been|has|have|had|can|could|cannot|do|does|did|will|would|shall|"
    r"should|may|might|must|need|needs|remain|remains|lack|lacks|face|faces|lose|loses|suffer|"
    r"suffers|fell|rose|grew|lost|paid|made|came|went|left|kept|led|met|held|found|felt|got|depend|depends|exist|exists|cost|costs|work|works|play|plays|become|becomes)\b|\w+ed\b",
    flags=re.IGNORECASE,
)
_NOUN_STARTS = re.compile(
    r"^(?:the|a|an|more|better|greater|stronger|improved|enhanced|no|all|every|each)\s",
    flags=re.IGNORECASE,
)


def _advise_message(text: str) -> Found:
    if match := _BELIEVE.match(text):
        yield "we", match["rest"]
    elif _CALLS.match(text) or _RECOMMENDS.match(text):
        yield "recommends", None
    elif _WE.search(text):
        yield "we", None
    elif _SHOULD.match(text) or is_base_verb(text.split()[0]):
        yield "recommends", None
    elif len(text.split()) <= 6 and not _FINITE.search(text) and not _has_verb(text):
        yield "clause_wanted", None


def _has_verb(text: str) -> bool:
    words = re.findall(r"\w+", text)[1:]  # "counts" or "ports": in doubt, no advice
    return any(word.endswith("s") or is_base_verb(word) or base_of_form(word) for word in words)


def _advise_recommendation(text: str) -> Found:
    for pattern, code in ((_CALLS, "we"), (_RECOMMENDS, "we"), (_SHOULD, "addressee")):
        if match := pattern.match(text):
            yield code, _negated(match["rest"])
            return
    if _WE.match(text):
        yield "we", None
    elif re.match(r"(?:[\w’'-]+\s+){1,6}(?:should|must)\s", text):
        yield "addressee", None
    else:
        yield from _advise_verb(text)


def _advise_commitment(text: str) -> Found:
    if match := _WILL.match(capitalize(text)):
        yield "we", _negated(match["rest"])
    elif _WE.match(text):
        yield "we", None
    else:
        yield from _advise_verb(text)


def _negated(rest: str) -> str:
    return re.sub(r"^be (?=not )", "", rest)


def _advise_verb(text: str) -> Found:
    words = re.sub(r"^(?:to|not|do not|urgently|fully|also)\s+", "", text, flags=re.IGNORECASE)
    first, _, rest = words.partition(" ")
    if is_base_verb(first):
        return
    noun_verb, base = base_of_noun(first), base_of_form(first)
    if noun_verb and (match := re.match(r"(?:of|in)\s+(.+)", rest)):
        yield "verb_wanted", f"{noun_verb} {match[1]}"
    elif base and base not in _BOTH:
        yield "verb_form", _with_base(first, base, rest)
    elif noun_verb or base or _NOUN_STARTS.match(words):
        yield "verb_wanted", None


def _with_base(word: str, base: str, rest: str) -> str | None:
    """Reword only what cannot be a noun: "ratifying the …", not "ratifying bodies"."""
    if word.lower().endswith("ing") and not _DETERMINER.match(rest):
        return None
    return f"{base} {re.sub(r'^of ', '', rest)}" if rest else None


_DETERMINER = re.compile(r"(?:the|an?|of|all|any|each|every|this|these|their|its|no|at|by)\s")


def _advise_practice(text: str) -> Found:
    if match := _HAVE_MADE.match(text):
        yield "we", match["rest"]
    elif _WE.match(text):
        yield "we", None
    else:
        yield from _advise_noun(text)


def _advise_gap(text: str) -> Found:
    if match := _LACKS.match(text):
        yield "noun_wanted", match["rest"]
    elif _WE.match(text):
        yield "we", None
    else:
        yield from _advise_noun(text)


# Words that begin noun phrases as well as verb phrases: "support for …", "work permits".
_BOTH = frozenset(
    [
        "access",
        "audit",
        "ban",
        "contribute",
        "cut",
        "double",
        "end",
        "exchange",
        "fight",
        "finance",
        "fund",
        "grant",
        "help",
        "honour",
        "limit",
        "link",
        "map",
        "measure",
        "offer",
        "open",
        "pay",
        "permit",
        "respect",
        "review",
        "secure",
        "share",
        "sign",
        "speed",
        "start",
        "step",
        "stop",
        "support",
        "target",
        "test",
        "train",
        "treat",
        "triple",
        "use",
        "work",
        "report",
    ]
)


def _advise_noun(text: str) -> Found:
    first = text.split()[0].lower()
    if is_base_verb(first) and first not in _BOTH:
        yield "noun_wanted", None
