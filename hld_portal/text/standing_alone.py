"""Whether a sentence in English says something by itself, without the ones around it."""

from __future__ import annotations

import re

from hld_portal.text.verbs import base_of_form, is_base_verb

FEWEST_WORDS = 6  # of a sentence that reports; one that asks may be shorter

# What points back at a sentence before: "That shows …", "They need …", "He brought …".
_POINTS_BACK = re.compile(
    r"^(?:(?:so|yet|because|after all|therefore|thus|hence|moreover|likewise|indeed),?\s+)?(?:"
    r"(?:and|but|or|nor)\b|(?:that|this|these|its|their|theirs|his|her|he|she|they|such|the former|the latter)\b|"
    r"those\b(?!\s+(?:who|whom|whose|with|without|in|at|on|left|living|working))|"
    r"it\b(?!\s+(?:is|was|remains)\s+(?:\w+ly\s+|also\s+|therefore\s+)?(?:imperative|essential|"
    r"crucial|vital|necessary|important|urgent|time|high time|estimated|clear|known|true|"
    r"recognized|recommended|proposed)\b)"
    r")",
    re.IGNORECASE,
)
# What carries on from the sentence before: "Likewise, …", "But …", "As a result, …".
_CARRIES_ON = re.compile(
    r"^(?:(?:and|but|yet|nor|likewise|instead|therefore|thus|hence|moreover|furthermore|however|"
    r"nevertheless|nonetheless|similarly|accordingly|consequently|indeed|besides|otherwise|rather|"
    r"meanwhile)\b|(?:in turn|after all|as a result|in other words|in addition|at the same time|"
    r"in (?:that|this|such)|for (?:that|this|these|example|instance)|to (?:that|this) end|"
    r"on (?:that|this|these)|on the other hand|on the contrary|in particular)\b)",
    re.IGNORECASE,
)
# "such groups", "those disparities": named before. "such as" and "those who" are not.
_NAMED_BEFORE = re.compile(r"\b(?:such|those|these)\s(?!as\b|a\b)(?:\w+\s)?\w+s\b", re.IGNORECASE)
# Praise, thanks and good wishes carry no message, wherever they stand.
_CIVIL = re.compile(
    r"\b(?:thank(?:s|ful)?|congratulat\w+|gratif\w+|commendable|grateful|gratitude|tribute|"
    r"greetings|honou?red|pleased|delighted|privileged?|felicitat\w+|hope(?:s|ful)? that|"
    r"look(?:s|ing)? forward to)\b",
    re.IGNORECASE,
)
# What only announces: "I would like to touch on …", "I wish to quote …".
_ANNOUNCES = re.compile(
    r"\bI (?:would|should|wish|want)\b(?:\s\w+){0,3}?\s(?:touch|quote|share|recall|turn|begin|"
    r"conclude|mention|address|express|remiss|say|speak|dwell|refer)\b",
    re.IGNORECASE,
)
_FINITE = re.compile(
    r"\b(?:is|are|was|were|am|be|been|has|have|had|can|could|cannot|do|does|did|will|would|shall|"
    r"should|may|might|must|need|lack|face|lose|suffer|fell|rose|grew|lost|paid|made|came|went|"
    r"left|kept|led|met|held|found|felt|got|depend|exist|cost|work|play|become)\b|\w+ed\b",
    re.IGNORECASE,
)


def leans_on_another(sentence: str, *, asks: bool) -> bool:
    """Whether a sentence needs the one before it; one that asks may carry on from it."""
    if _POINTS_BACK.search(sentence):
        return True
    carries_on = _CARRIES_ON.search(sentence) or _NAMED_BEFORE.search(sentence)
    return not asks and bool(carries_on or sentence.startswith(("“", '"', "‘", "…")))


def is_courtesy(sentence: str) -> bool:
    """Whether it thanks, praises, hopes, or announces what will be said."""
    return bool(_CIVIL.search(sentence) or _ANNOUNCES.search(sentence))


def has_verb(sentence: str) -> bool:
    """Whether a verb is in it; in doubt there is one."""
    words = re.findall(r"\w+", sentence)[1:]
    return bool(_FINITE.search(sentence)) or any(
        word.endswith("s") or is_base_verb(word) or base_of_form(word) for word in words
    )


def says_something_alone(sentence: str, *, asks: bool) -> bool:
    """Whether a sentence may be a point by itself.

    Args:
        asks: whether it recommends, proposes or names a gap; such a one is kept though short.
    """
    if leans_on_another(sentence, asks=asks):
        return False
    if asks:
        return True
    long_enough = len(sentence.split()) >= FEWEST_WORDS
    return long_enough and has_verb(sentence) and not is_courtesy(sentence)
