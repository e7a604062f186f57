"""Quotations: found in a text, and looked for letter by letter in what was published."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from hld_portal.reports.document_check.single_marks import Marked, clause_after, find_marked
from hld_portal.text.markdown import plain_text
from submissions.models import Submission

MARK = re.compile('[“”„«»"‹›]')
CLOSERS = {"“": "”", "„": "“”", "«": "»", '"': '"', "‹": "›"}
# What an author leaves out or puts in is marked: "…", "...", "[the mission]".
LEFT_OUT = re.compile(r"\[[^\]]*\]|…|\.{3}")
ALIKE = str.maketrans(dict.fromkeys("“”„‟«»‹›″‘’‚‛′＇", "'") | {'"': "'"})
SPACE_WITHIN = re.compile(r"(?<=[«‹])\s|\s(?=[»›])")  # as in French
LOOSE = " .,;:!?"
MOST_MARKS = 100  # that are looked at for the one that closes a quotation


@dataclass(frozen=True)
class Quotation:
    """Words in quotation marks.

    Where marks do not pair (`is_open`) it ends at the first closing one, else with the text;
    after a single mark, which may be an apostrophe, it then is a guess (`is_doubtful`).

    Args:
        others: the words as well, should it close at a later mark; after single marks only.
    """

    text: str
    start: int
    end: int
    is_open: bool = False
    others: tuple[str, ...] = ()
    is_doubtful: bool = False


def find_quotations(text: str) -> list[Quotation]:
    """Find what stands in quotation marks; marks within a quotation belong to it."""
    found = sorted([*_double(text), *_single(text)], key=lambda each: each.start)
    kept: list[Quotation] = []
    past = 0
    for each in found:
        if each.start >= past:
            kept.append(each)
            past = each.start + 1 if each.is_doubtful else each.end
    return kept


def _double(text: str) -> Iterator[Quotation]:
    marks = [found.start() for found in MARK.finditer(text)]
    past = 0
    for place, start in enumerate(marks):
        if start < past or text[start] not in CLOSERS:
            continue
        following = marks[place + 1 : place + 1 + MOST_MARKS]
        end = _closed_at(text, start, following)
        stop = _first_closer(text, start, following) if end is None else end
        past = min(stop + 1, len(text))
        yield Quotation(text[start + 1 : stop], start, past, end is None)


def _single(text: str) -> Iterator[Quotation]:
    for marked in find_marked(text):
        yield _quoted(text, marked)


def _quoted(text: str, marked: Marked) -> Quotation:
    start = marked.start
    if marked.is_open:
        words = clause_after(text, start)
        return Quotation(words, start, start + 1, is_open=True, is_doubtful=True)
    first, *later = marked.ends
    others = tuple(text[start + 1 : end] for end in later)
    return Quotation(text[start + 1 : first], start, first + 1, others=others)


def _closed_at(text: str, start: int, following: list[int]) -> int | None:
    """Find the mark that closes the one at `start`, past those that open and close within."""
    depth, opener, closers = 1, text[start], CLOSERS[text[start]]
    for at in following:
        if text[at] in closers:
            depth -= 1
        elif text[at] == opener:
            depth += 1
        if depth == 0:
            return at
    return None


def _first_closer(text: str, start: int, following: list[int]) -> int:
    closers = CLOSERS[text[start]]
    return next((at for at in following if text[at] in closers), len(text))


def fold(text: str) -> str:
    """Make spaces and quotation marks alike, single and double; every letter stays.

    A quotation within one takes the other kind of marks than it had where it was published.
    """
    text = SPACE_WITHIN.sub("", unicodedata.normalize("NFC", text)).translate(ALIKE)
    return " ".join(text.split())


def is_verbatim(quotation: str, sources: Iterable[str]) -> bool:
    """Tell whether the words stand in one of the texts, in their order.

    Where words are marked as left out or put in, each stretch between has to stand there.

    Args:
        sources: texts that went through `fold`.
    """
    folded = (fold(each).strip(LOOSE) for each in LEFT_OUT.split(quotation))
    stretches = [each for each in folded if each]
    return any(_stand_in(stretches, source) for source in sources)


def _stand_in(stretches: list[str], source: str) -> bool:
    at = 0
    for stretch in stretches:
        found = re.compile(rf"(?<!\w){re.escape(stretch)}(?!\w)").search(source, at)
        if found is None:
            return False
        at = found.end()
    return True


def published_words(submission: Submission, points: Iterable[str]) -> str:
    """Return what the public reads of a submission, folded; "" while nothing is published."""
    version = submission.published_version
    if version is None:
        return ""
    return fold("\n".join([version.title, plain_text(version.statement), *points]))
