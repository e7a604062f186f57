"""Propose points for a text that came without: sentences that carry a message, verbatim."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hld_portal.text.analysis import stems
from hld_portal.text.counting import count_words
from hld_portal.text.markdown import plain_text
from hld_portal.text.message_cues import (
    ADDRESSEES,
    ASKED,
    COURTESY,
    CUES,
    SUBJECT_OF_SHOULD,
)
from hld_portal.text.sentences import split_sentences
from hld_portal.text.standing_alone import says_something_alone

MOST_POINTS = 5
ASKING = ("recommendation", "proposal", "gap")
_FEWEST_WORDS = 4
_MOST_WORDS = 60
_ONE_POINT_IN = 2  # sentences: where fewer have a cue verb, the most central ones join
_ITEM_MARK = re.compile(r"^(?:[-*+•–]|[0-9]{1,3}[.)]|\([a-z]{1,4}\))\s+")


@dataclass(frozen=True)
class ProposedPoint:
    """A sentence worth being a point, its kind guessed; a person gives it its form.

    `text` is the sentence on one line without the mark of a list; `addressee` is a key
    as in a dialogue's set-up file, or None; `sentence` stands in the text letter by letter.
    """

    kind: str
    text: str
    addressee: str | None
    sentence: str


@dataclass(frozen=True)
class _Scored:
    point: ProposedPoint
    strength: float
    central: float


def propose_points(text: str, language: str = "en") -> list[ProposedPoint]:
    """Propose at most five points for a statement, in the order of the text.

    In English the verbs tell the kind: what calls for something comes first, then what
    is promised or reported; where these are less than half of the sentences, the most
    central others join as messages. In other languages all are messages, the most central
    half. Nothing is reworded. A sentence in English that leans on the one before, has no verb,
    is a fragment or a courtesy is left out, unless nothing else is there.

    Source: design/drafting.md, section 1, last paragraph.
    """
    code = language.split("-")[0].lower()
    sentences = split_sentences(plain_text(text), code)
    central = _centrality(sentences, code)
    scored: dict[str, _Scored] = {}  # a sentence said twice is one point
    for point, value in zip(_points(sentences, code), central, strict=True):
        if _is_worthy(point, code):
            scored.setdefault(point.text, _Scored(point, _strength(point, code), value))
    strong = [item for item in scored.values() if _stands_alone(item.point, code)]
    # Of a text that only leans and greets, the one best sentence is better than none.
    chosen = _best(strong, len(sentences)) if strong else _best(list(scored.values()), 1)[:1]
    return [item.point for item in scored.values() if item in chosen]


def _points(sentences: Sequence[str], code: str) -> Iterator[ProposedPoint]:
    lead: ProposedPoint | None = None
    for sentence in sentences:
        is_item = bool(_ITEM_MARK.match(sentence))
        point = _point(sentence, code)
        if is_item and lead and point.kind == "message":
            point = ProposedPoint(lead.kind, point.text, lead.addressee, sentence)
        elif not is_item:
            # "We call on Governments to:" speaks for the items that follow.
            lead = point if sentence.endswith((":", "：")) and point.kind != "message" else None
        yield point


def _point(sentence: str, code: str) -> ProposedPoint:
    text = " ".join(_ITEM_MARK.sub("", sentence).split())
    kind = _kind(text) if code == "en" else "message"
    addressee = _addressee(text) if kind == "recommendation" else None
    return ProposedPoint(kind, text, addressee, sentence)


def _kind(text: str) -> str:
    return next((kind for kind, cue in CUES if cue.search(text)), "message")


def _addressee(text: str) -> str | None:
    for wording in (ASKED, SUBJECT_OF_SHOULD):
        found = wording.search(text)
        if found:
            return next((key for key, name in ADDRESSEES if name.search(found["whom"])), None)
    return None


def _is_worthy(point: ProposedPoint, code: str) -> bool:
    words = count_words(point.text, code)
    fewest = _FEWEST_WORDS * 2 if code == "zh" else _FEWEST_WORDS
    if words < fewest or point.text.endswith((":", "：", "?", "？", "؟")):
        return False
    return not (code == "en" and COURTESY.search(point.text))


def _stands_alone(point: ProposedPoint, code: str) -> bool:
    return code != "en" or says_something_alone(point.text, asks=point.kind in ASKING)


def _strength(point: ProposedPoint, code: str) -> float:
    strength = {"message": 0.0, "practice": 1.0, "commitment": 1.0}.get(point.kind, 2.0)
    most = _MOST_WORDS * 2 if code == "zh" else _MOST_WORDS
    return strength if count_words(point.text, code) <= most else strength / 4 - 1


def _best(scored: Sequence[_Scored], sentence_count: int) -> list[_Scored]:
    order = sorted(scored, key=lambda item: (-item.strength, -item.central))
    cued = [item for item in order if item.point.kind != "message"][:MOST_POINTS]
    messages = [item for item in order if item.point.kind == "message"]
    wanted = min(MOST_POINTS, math.ceil(sentence_count / _ONE_POINT_IN))
    return cued + messages[: max(0, wanted - len(cued))]


def _centrality(sentences: Sequence[str], code: str) -> list[float]:
    """Say how much each sentence has in common with all others, without its own weight."""
    counts = [Counter(stems(sentence, code)) for sentence in sentences]
    seen_in = Counter(term for count in counts for term in count)
    rarity = {term: math.log((1 + len(counts)) / n) for term, n in seen_in.items()}
    vectors = [_unit({term: n * rarity[term] for term, n in count.items()}) for count in counts]
    whole: Counter[str] = Counter()
    for vector in vectors:
        whole.update(vector)
    return [
        round(sum(value * (whole[term] - value) for term, value in vector.items()), 9)
        for vector in vectors
    ]


def _unit(vector: dict[str, float]) -> dict[str, float]:
    length = math.sqrt(sum(value * value for value in vector.values())) or 1.0
    return {term: value / length for term, value in vector.items()}
