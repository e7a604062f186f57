"""Hints at the author's own text: whom a recommendation is for, "must", the house's style."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from hld_portal.reports.document_check.style import find_slips
from hld_portal.reports.document_check.wording import ADVICE
from hld_portal.reports.enums import AuthorSection
from hld_portal.text.message_cues import ADDRESSEES
from hld_portal.text.sentences import split_sentences

ASKS = re.compile(
    r"\b(?:should|must|ought to|needs? to|recommend(?:s|ed)?|"
    r"(?:is|are) (?:\w+ )?(?:invited|encouraged|called upon|requested|urged|asked|advised))\b",
    re.IGNORECASE,
)
# Who is asked: all that stands before the verb, or after "recommended that".
ASKED = re.compile(
    r"(?:\bthat )?(?P<whom>[^;:]{2,200}?)\s(?:(?:is|are) (?:\w+ )?(?:invited|encouraged|called upon|"
    r"requested|urged|asked|advised)|should|must|ought to|needs? to)\b",
    re.IGNORECASE,
)
OTHER_ADDRESSEES = re.compile(
    r"\b(?:authorit(?:y|ies)|organizations?|associations?|ministr(?:y|ies)|agenc(?:y|ies)|"
    r"secretariat|assembly|council|secretary-general|group|parliaments?|universit(?:y|ies)|"
    r"unions?|donors?|banks?|forums?|committees?|commissions?|cities|municipalities|media|"
    r"civil society|stakeholders|participants|partners|countries|funds?)\b",
    re.IGNORECASE,
)
MUST = re.compile(
    r"\b(?:Member States|States(?: parties)?|Governments?|countries|Parliaments?)\b"
    r"[^.;:]{0,80}\bmust\b"
)


def hints_at(section: str, text: str) -> list[str]:
    """Return what a reviser would ask; none of it stops anybody.

    Source: design/un-document.md, items 55 to 60 and 68.
    """
    found = _addressee_hints(text) if section == AuthorSection.CONCLUSIONS else iter(())
    return [*found, *_must_hints(text), *_style_hints(text)]


def _addressee_hints(text: str) -> Iterator[str]:
    for sentence in split_sentences(text, "en"):
        if ASKS.search(sentence) and not names_addressee(sentence):
            said = _("“%(words)s”: who is asked to do it? A recommendation names its addressee.")
            yield said % {"words": _beginning(sentence)}


def names_addressee(sentence: str) -> bool:
    """Whether a sentence that asks for something says of whom."""
    whom = [found["whom"] for found in ASKED.finditer(sentence)]
    patterns = [OTHER_ADDRESSEES, *(pattern for _key, pattern in ADDRESSEES)]
    return any(pattern.search(words) for words in whom for pattern in patterns)


def _must_hints(text: str) -> Iterator[str]:
    if MUST.search(text):
        yield _("“must” is not said to Member States: write “should” or “are invited to”.")


def _style_hints(text: str) -> Iterator[str]:
    for slip in sorted(find_slips(text), key=lambda slip: slip.start):
        advice = str(ADVICE.get(slip.rule, ""))
        if slip.better:
            said = _("“%(words)s”: better “%(better)s”. %(advice)s")
        else:
            said = _("“%(words)s”: %(advice)s")
        values = {"words": slip.words, "better": slip.better, "advice": advice}
        yield (said % values).strip()


def _beginning(sentence: str) -> str:
    words = sentence.split()
    return " ".join(words[:6]) + (" …" if len(words) > 6 else "")
