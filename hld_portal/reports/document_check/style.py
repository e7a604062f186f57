"""Number, date, spelling and capital style of United Nations documents, rule by rule.

Source: design/un-document.md, items 55 to 60 (the United Nations Editorial Manual). A rule
that would flag what professional editors leave alone is not here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hld_portal.reports.document_check.dates import DATE_RULES
from hld_portal.reports.document_check.names import state_names
from hld_portal.reports.document_check.numbers import NUMBER_RULES, figures_at_the_start
from hld_portal.reports.document_check.rules import Rule, Slip
from hld_portal.reports.document_check.spelling import british

SERIAL = re.compile(
    r"(?<![^\s,;:.()])(?P<first>[^\s,;:.()]+), (?P<second>[^\s,;:.()]+(?: [^\s,;:.()]+)?), (?P<conj>and|or) (?P<third>\w+)"
)
ASIDE = frozenset(
    [
        "which",
        "who",
        "whom",
        "whose",
        "including",
        "such",
        "especially",
        "particularly",
        "notably",
        "namely",
        "as",
        "in",
        "on",
        "at",
        "by",
        "with",
        "without",
        "for",
        "from",
        "to",
        "of",
        "if",
        "when",
        "where",
        "while",
        "that",
        "however",
        "therefore",
        "moreover",
        "first",
        "second",
        "third",
        "inter",
        "for",
        "also",
        "both",
        "not",
        "yet",
        "nor",
        "whether",
        "e.g",
        "i.e",
    ]
)


def _is_aside(found: re.Match[str]) -> bool:
    words = [each.lower() for each in found["second"].split()]
    ends = {found["third"].lower(), words[0]}
    return bool(ends & ASIDE) or "and" in words or "or" in words


RULES = (
    Rule("per_cent", re.compile(r"(?<=\d)\s?%|\bpercent\b"), lambda found: "per cent"),
    *NUMBER_RULES,
    *DATE_RULES,
    Rule(
        "serial_comma",
        SERIAL,
        lambda found: f"{found['second']} {found['conj']} {found['third']}",
        _is_aside,
    ),
    Rule("possessive_acronym", re.compile(r"\b[A-Z](?=[A-Z0-9]{0,13}[A-Z])[A-Z0-9]{1,14}(?:[’']s|s[’'])(?!\w)")),
    Rule("abbreviated", re.compile(r"(?<![\w/.-])(?:UN|U\.N\.|UNGA|UNSG)(?![\w/]|-[A-Z])"), lambda found: {"UNGA": "General Assembly", "UNSG": "Secretary-General"}.get(found[0], "United Nations")),
    Rule(
        "member_states",
        re.compile(r"\b[Mm]ember state(?P<s>s?)\b|\bmember State(?P<t>s?)\b"),
        lambda found: f"Member State{found['s'] or found['t'] or ''}",
    ),
    Rule(
        "states_parties",
        re.compile(r"\b(?:[Ss]tates? Part(?:y|ies)|states? part(?:y|ies)|State parties|states parties)\b"),
        lambda found: "State party" if found[0].lower().endswith("party") else "States parties",
    ),
    Rule(
        "lower_case",
        re.compile(r"(?<=[a-z,] )(?:Civil Society|Round Tables?|Post-2015 Development Agenda|Plenary)\b(?! \d)"),
        lambda found: found[0].lower(),
    ),
    Rule("round_table", re.compile(r"\b[Rr]oundtable(?P<s>s?)\b"), lambda found: f"round table{found['s']}"),
)  # fmt: skip


def find_slips(text: str) -> Iterator[Slip]:
    """Find what the style has otherwise in a paragraph.

    Args:
        text: with quotations, titles and names blanked out.
    """
    for rule in RULES:
        for found in rule.pattern.finditer(text):
            if not rule.unless(found):
                yield Slip(rule.name, found[0].strip(), found.start(), rule.better(found))
    yield from figures_at_the_start(text)
    yield from _possessive_states(text)
    for word, start, better in british(text):
        yield Slip("spelling", word, start, better)


def _possessive_states(text: str) -> Iterator[Slip]:
    for found in re.finditer(r"[’']s?(?=[\s,.;)])", text):
        before = text[max(0, found.start() - LONGEST_NAME) : found.start()]
        name = next((each for each in _ENDINGS if before.endswith(each)), "")
        if name and not before.removesuffix(name)[-1:].isalpha():
            start = found.start() - len(name)
            yield Slip("possessive_name", text[start : found.end()], start)


LONGEST_NAME = 60
_ENDINGS = (*sorted(state_names(), key=lambda name: -len(name)), "United Nations")


def heading_slips(text: str) -> Iterator[Slip]:
    """Find a heading with every long word in capitals: only the first word has one."""
    words = [word for word in re.findall(r"[^\W\d_]+", text) if len(word) > 3]
    if len(words) > 2 and all(word[0].isupper() and not word.isupper() for word in words):
        yield Slip("heading_capitals", text, 0)
    if text.rstrip().endswith(".") and not text.rstrip().endswith(("etc.", "al.")):
        yield Slip("heading_stop", text, 0)
