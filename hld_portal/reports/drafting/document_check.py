"""Check a sentence of a summary, drafted or edited, against the counts on file."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from hld_portal.reports.drafting.outputs import CountedWord
from hld_portal.reports.drafting.scale import HOUSE_SCALE, Scale
from hld_portal.reports.drafting.spotting import UNNAMED, FoundQuantifier, find_quantifiers
from hld_portal.reports.drafting.words import Verdict, check_quantifier, quantifier


@dataclass(frozen=True)
class Remark:
    """A counted word that its count does not bear out.

    `code` is a `Verdict`, "nobody" where nobody of that group stands behind the sentence, or
    "uncounted" where no group is named that could be counted. `should_be` is the right word, empty where there is no count; `n` of `total`
    is the count it differs from; `said` is what stands in the text for the word of the scale.
    """

    code: str
    word: str
    group: str
    start: int
    end: int
    should_be: str = ""
    n: int = field(default=0, compare=False)
    total: int = field(default=0, compare=False)
    said: str = field(default="", compare=False)


@dataclass(frozen=True)
class Stand:
    """A counted word that a person lets stand against one count, and no other.

    0 of 0 where nobody of its group stood behind the sentence.
    """

    word: str
    group: str
    n: int
    total: int


def check_sentence(
    text: str,
    counted: Sequence[CountedWord],
    scale: Scale = HOUSE_SCALE,
    *,
    stands: Collection[Stand] = (),
) -> list[Remark]:
    """Compare every counted word in the text with the counts of the findings it cites.

    Words inside what was said or quoted have no count and are passed over, and so is a
    word against a count for which it stands by decision.
    """
    found = [quantifier for quantifier in find_quantifiers(text) if quantifier.speaks]
    remarks = []
    for word in found:
        counts = counts_for(word, counted, found)
        if not counts and not _is_nobody(word):
            if word.group == UNNAMED:
                remarks.append(_remark("uncounted", word, text))
            elif _baseless(word) not in stands:
                remarks.append(_remark("nobody", word, text))
        for count, verdict in _misfits(word, counts, scale):
            if _stand(word, count) not in stands:
                right = quantifier(count.n, count.total, scale)
                remarks.append(_remark(str(verdict), word, text, right, count))
                break
    return remarks


def find_misfits(
    text: str, counted: Sequence[CountedWord], scale: Scale = HOUSE_SCALE
) -> list[Stand]:
    """Return each counted word with every count it does not fit, whatever was decided on it."""
    found = [quantifier for quantifier in find_quantifiers(text) if quantifier.speaks]
    misfits = []
    for word in found:
        counts = counts_for(word, counted, found)
        if not counts and word.group != UNNAMED and not _is_nobody(word):
            misfits.append(_baseless(word))
        misfits += [_stand(word, count) for count, _verdict in _misfits(word, counts, scale)]
    return misfits


def _misfits(
    word: FoundQuantifier, counts: Sequence[CountedWord], scale: Scale
) -> list[tuple[CountedWord, Verdict]]:
    weighed = [
        (count, check_quantifier(word.word, count.n, count.total, scale)) for count in counts
    ]
    return [(count, verdict) for count, verdict in weighed if verdict is not Verdict.FITS]


def _stand(word: FoundQuantifier, count: CountedWord) -> Stand:
    return Stand(word.word, word.group, count.n, count.total)


def _baseless(word: FoundQuantifier) -> Stand:
    return Stand(word.word, word.group, 0, 0)


def _is_nobody(word: FoundQuantifier) -> bool:
    """Whether it says that nobody of a group did: no count on file bears that out."""
    return word.word == "no" and word.group != UNNAMED


def counts_for(
    word: FoundQuantifier, counted: Sequence[CountedWord], found: Sequence[FoundQuantifier]
) -> list[CountedWord]:
    """Find the counts a word speaks of: those filed under it, else those of its group.

    Of the latter, one whose own word stands elsewhere in the sentence is not meant.

    Args:
        found: all counted words of the sentence.
    """
    said = {(other.word, other.group) for other in found}
    group = [count for count in counted if count.group == word.group]
    exact = [count for count in group if count.word == word.word]
    free = [count for count in group if (count.word, count.group) not in said]
    return exact or free or group


def _remark(
    code: str,
    word: FoundQuantifier,
    text: str,
    should_be: str = "",
    count: CountedWord | None = None,
) -> Remark:
    n, total = (count.n, count.total) if count else (0, 0)
    said = " ".join(text[word.start : word.end].split())
    said = word.word if said.lower() == word.word else said
    return Remark(code, word.word, word.group, word.start, word.end, should_be, n, total, said)
