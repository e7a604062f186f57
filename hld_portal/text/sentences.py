"""Cut a text into sentences, in six languages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hld_portal.text.abbreviations import BEFORE_A_NAME, BEFORE_A_NUMBER

# A blank line always ends a sentence; so does a line end before the mark of a list item.
_PARAGRAPH_END = re.compile(
    r"(?:\r\n?|\n)[ \t]*(?:(?=\r|\n)|(?=(?:[-*+•–]|[0-9]{1,3}[.)]|\([a-z]{1,3}\))[ \t]))"
)
_CLOSERS = "\"'”’»›)\\]}」』）】》〉"
_STOP = re.compile(
    rf"(?P<wide>[。！？｡]+[.!?…]*|…{{2,}})[{_CLOSERS}]*"
    rf"|(?P<narrow>[.!?…؟۔]+)(?:[*_]*[ \u00a0\u202f]?[{_CLOSERS}]+)?[*_]*(?=\s|$)"
)
_WORD_BEFORE = re.compile(r"[^\s(\[«“\"'’]+$")
_LONGEST_ABBREVIATION = 16
_OPENERS = " \t\r\n\u00a0\u202f\"'“‘«‹([{¿¡*_—–-"
_ROMAN = re.compile(r"[IVXLC]+\b")
_LIST_NUMBER = re.compile(r"\s*(?:[0-9]{1,3}|[A-Za-z]|[IVXLC]{1,5})")


def split_sentences(text: str, language: str) -> list[str]:
    """Cut a text into its sentences, in order, without the white space between them.

    In doubt it does not cut: half a sentence quoted is worse than two quoted together.
    Joining the pieces gives back every character but white space.

    Args:
        language: decides which abbreviations do not end a sentence; a language without
            a list is cut by the marks alone.
    """
    code = language.split("-")[0].lower()
    pieces = (
        text[start:end]
        for first, last in _paragraph_spans(text)
        for start, end in _sentence_spans(text, first, last, code)
    )
    return [piece.strip() for piece in pieces if piece.strip()]


def _paragraph_spans(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for end in _PARAGRAPH_END.finditer(text):
        yield start, end.end()
        start = end.end()
    yield start, len(text)


def _sentence_spans(text: str, first: int, last: int, code: str) -> Iterator[tuple[int, int]]:
    start = first
    for stop in _STOP.finditer(text, first, last):
        if stop["wide"] or _ends_here(text, start, stop, last, code):
            yield start, stop.end()
            start = stop.end()
    yield start, last


def _ends_here(text: str, start: int, stop: re.Match[str], last: int, code: str) -> bool:
    after = text[stop.end() : min(stop.end() + 40, last)].lstrip(_OPENERS)
    if after[:1].islower():
        return False
    if stop["narrow"] != ".":
        return True
    if _LIST_NUMBER.fullmatch(text, start, stop.start()):
        return False
    return not _is_abbreviation(_word_before(text, start, stop.start()), after, code)


def _word_before(text: str, start: int, end: int) -> str:
    window = text[max(start, end - _LONGEST_ABBREVIATION) : end]
    found = _WORD_BEFORE.search(window)
    return found.group() if found else ""


def _is_abbreviation(word: str, after: str, code: str) -> bool:
    if word[-1:].isalpha() and len(word) == 1:
        return word.isupper() or not word.islower() or _is_listed(word, after, code)
    if "." in word and word.replace(".", "").isupper():
        return True  # "U.N.", "О.О.Н."
    return _is_listed(word, after, code)


def _is_listed(word: str, after: str, code: str) -> bool:
    lowered = word.lower()
    if lowered in BEFORE_A_NAME.get(code, ()):
        return True
    is_number = after[:1].isdigit() or bool(_ROMAN.match(after))
    return is_number and lowered in BEFORE_A_NUMBER.get(code, ())
