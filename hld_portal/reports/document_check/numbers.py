"""Numbers: words under ten, figures from ten, and what always takes figures."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache

from hld_portal.reports.document_check.dates import MONTHS
from hld_portal.reports.document_check.rules import Rule, Slip
from hld_portal.text.sentences import split_sentences

SMALL = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
TEENS = (
    *("ten", "eleven", "twelve", "thirteen", "fourteen"),
    *("fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
UNITS = {word: value for value, word in enumerate([*SMALL, *TEENS], start=1)}
TENS = {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
COMPOUND = rf"(?:{'|'.join(TENS)})(?:-(?:{'|'.join(SMALL)}))?"
WORDED = rf"(?:{COMPOUND}|{'|'.join(UNITS)})"
FROM_TEN = rf"(?:{COMPOUND}|{'|'.join(TEENS)})"
# A figure after one of these is a name: "round table 2", "goal 8", "article 5".
NUMBERED = (
    "para paras paragraph paragraphs subpara subparagraph subparagraphs table tables annex annexes "
    "appendix art arts article articles sect section sections chap chapter chapters goal goals "
    "target targets objective objectives indicator indicators item items point points phase phases "
    "step steps part parts figure figures fig box boxes no nos page pages p pp vol volume "
    "resolution day week weeks year years grade grades category level tier type version form "
    "principle principles rule rules question questions option options pillar pillars theme themes "
    "group groups action actions session number class stage round rounds scenario zone line lines "
    "note notes clause clauses module modules unit units room annex footnote footnotes recommendation "
    "recommendations priority measure measures submission points age aged ages under"
)
AFTER_NAME = re.compile(
    rf"(?:\b(?:{'|'.join(sorted(set(NUMBERED.split())))})\.?|[$€£¥=<>±×+])\s$", re.IGNORECASE
)
# A name of one's own: "Model 3", "Goal 5"; not the first word of a sentence, if it is a small one.
AFTER_CAPITAL = re.compile(r"(?P<start>^|[.!?:;]\s)?\b(?P<word>[A-Z][\w’'-]*)\.?\s$")
LEADING = (
    "about after all almost another around as at before between but by every for from given in its "
    "nearly of on only or other over some that the their then these this those though to when "
    "where while with within and"
)
# "a ratio of 3 to 1", "by 5 votes to 4", "from 1 to 5 on a scale"
COMPARED = re.compile(
    r"\b(?:ratio|vote|votes|voted|score|scored|scale|odds|margin|proportion|rated|by)\b[^.;]{0,20}$"
)
MEASURES = re.compile(
    r"per\b|percent|in\s\d|out\sof\s|by\s\d|(?:hundred|thousand|million|billion|trillion)\b|"
    rf"(?:{MONTHS})\b|(?:a|p)\.m\.|o[’']clock|bis\b|ter\b|quater\b|above\b|below\b|"
    r"(?:mm|cm|m|km|g|kg|t|ha|l|kW|MW|GW|kWh|nm|x)\b|(?:square|cubic|nautical|degrees?|basis|percentage)\b|"
    r"(?:milli|centi|kilo)?(?:met(?:re|er)|lit(?:re|er)|gram|watt|volt|byte)s?\b|hectares?\b|acres?\b|"
    r"(?:milli|micro|nano)seconds?\b|tons?\b|tonnes?\b|miles?\b|feet\b|foot\b|inch(?:es)?\b|knots?\b|"
    r"(?:[\w-]+\s){0,2}(?:dollars?|cents?|euros?|francs?|pounds?|pence|yen|yuan|roubles?|rupees?|pesos?|krone[nr]?)\b|"
    r"votes?\b|abstentions?\b|(?:years?|months?|weeks?|days?)(?:\sold\b|\sof\sage\b|-old\b)"
)  # fmt: skip
DIGIT = r"[1-9](?![\w.,:/’'%]?\d|[\w%/:])"
FIGURE = r"\d[\d,.]*(?:\s(?:bis|ter|quater)\b)?"
JOINED = r"(?:,\s(?:and|or)\s|,\s|\s(?:and|or|to)\s)"
MOST_IN_A_ROW = 8
# One small figure, or several in a row, before what they count: a noun, or a plural with a capital.
CHAIN = re.compile(
    rf"(?<![\w.,:/$€£¥)\-–’'%])(?<!\d\s)(?P<n>{DIGIT}(?:{JOINED}{DIGIT}){{0,{MOST_IN_A_ROW}}})(?!{JOINED}\d)\s"
    r"(?=(?P<what>[a-z]|(?:[A-Z][\w-]+\s){0,2}[A-Z]\w*s\b|(?:Member\s)?State\b))"
)
BEFORE_CHAIN = re.compile(
    rf"(?:{FIGURE}{JOINED}|\)\s?{JOINED}|\)\s|\d\sin\s|\bout\sof\s|\bvotes?\sto\s)$"
)
ADJECTIVE = re.compile(
    r"(?<![\w.,:/$€£¥)\-–’'%])(?P<n>[1-9])-(?P<noun>(?:year|month|week|day|hour|point|step|stage|part|"
    r"party|member|person|fold|track|tier|way)\b)(?!s?-old)"
)
NEAR = 60  # letters before a figure that may name it
STARTING = re.compile(r"\d[\d,.]*(?=\s[a-z])")
LARGER = re.compile(rf"(?<![\w/.,\-(])\d\d+\b(?!\s(?:{MONTHS}|per\scent))(?![/-])")
YEAR = re.compile(r"(?:19|20)\d\d")


def _in_words(found: re.Match[str]) -> str:
    words = re.sub(r"[1-9]", lambda digit: SMALL[int(digit[0]) - 1], found["n"])
    before = found.string[: found.start()].rstrip()
    begins = not before or before[-1] in ".!?"
    return words[:1].upper() + words[1:] if begins else words


def _takes_figures(found: re.Match[str]) -> bool:
    """Tell whether figures stand for a name, a measure, a ratio, or go with a larger one."""
    before = found.string[max(0, found.start() - NEAR) : found.start()]
    return bool(
        MEASURES.match(found.string, found.end())
        or BEFORE_CHAIN.search(before)
        or _is_named(before)
        or (" to " in found["n"] and COMPARED.search(before))
        or _of_series(found)
    )


def _is_named(before: str) -> bool:
    if AFTER_NAME.search(before):
        return True
    capital = AFTER_CAPITAL.search(before)
    if capital is None:
        return False
    return capital["start"] is None or capital["word"].lower() not in LEADING.split()


def _of_series(found: re.Match[str]) -> bool:
    """Tell whether a small figure is part of a series that holds a larger one."""
    starts = _starts_of_sentences(found.string)
    at = bisect_right(starts, found.start())
    end = starts[at] if at < len(starts) else len(found.string)
    return _holds_larger(found.string[starts[at - 1] if at else 0 : end])


@lru_cache(maxsize=64)  # asked anew for each figure of a text
def _starts_of_sentences(text: str) -> tuple[int, ...]:
    starts, seen = [], 0
    for sentence in split_sentences(text, "en"):
        starts.append(text.find(sentence, seen))
        seen = starts[-1] + len(sentence)
    return tuple(starts)


@lru_cache(maxsize=64)
def _holds_larger(sentence: str) -> bool:
    return any(
        not YEAR.fullmatch(each[0])
        and not AFTER_NAME.search(sentence[max(0, each.start() - NEAR) : each.start()])
        for each in LARGER.finditer(sentence)
    )


def _starts_sentence(found: re.Match[str]) -> bool:
    before = found.string[: found.start()].rstrip()
    return not before or before[-1] in ".!?:;"


def _figure(worded: str) -> str:
    tens, _, unit = worded.lower().partition("-")
    return str(TENS.get(tens, UNITS.get(tens, 0)) + UNITS.get(unit, 0))


NUMBER_RULES = (
    Rule(
        "figure_per_cent",
        re.compile(rf"\b(?P<n>{WORDED})\sper\scent\b"),
        lambda found: f"{_figure(found['n'])} per cent",
    ),
    Rule("under_ten", CHAIN, _in_words, _takes_figures),
    Rule(
        "under_ten",
        ADJECTIVE,
        lambda found: f"{_in_words(found)}-{found['noun']}",
        lambda found: _is_named(found.string[: found.start()][-NEAR:]) or _of_series(found),
    ),
    Rule(
        "from_ten",
        re.compile(rf"(?<![\w-])(?P<n>{FROM_TEN})(?![\w-])(?!\sper\scent)", re.IGNORECASE),
        lambda found: _figure(found["n"]),
        _starts_sentence,
    ),
)


def figures_at_the_start(text: str) -> Iterator[Slip]:
    """Find sentences that begin with a figure; one under ten is found as such already."""
    for start in _starts_of_sentences(text):
        if found := STARTING.match(text, start):
            small = CHAIN.match(text, start)
            if small is None or _takes_figures(small):
                yield Slip("starts_with_figure", found[0], start)
