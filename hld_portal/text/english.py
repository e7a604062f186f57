"""English phrases brought into the form a frame needs; names keep their capitals."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from hld_portal.text import capitals

_SPACES = re.compile(r"\s+")
_INVISIBLE = re.compile("[\u0000-\u0008\u000b-\u001f\u007f\u00ad\u200b\u200e\u200f\u2060\ufeff]")
_BULLET = re.compile(r"^(?:[-–—*•·▪]+\s+|\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})[.)]\s+)+")
_TRAILING = re.compile(r"[\s.,;:…!?]+$")
_ABBREVIATION = re.compile(r"(?:\betc|\b(?:[A-Za-z]\.)+[A-Za-z]|\b(?:Inc|Ltd|Jr|St|No))\.$")
_WORD = re.compile(r"[^\W_]+(?:[-’'.][^\W_]+)*")
_OPENING_QUOTES = "“\"‘'«"
_CLOSED = re.compile(r"[.!?…][”\"’'»)]*$")


def tidy(text: str) -> str:
    """Bring any input to one line without bullet; wording and case stay."""
    text = _SPACES.sub(" ", _INVISIBLE.sub("", text.replace("\n", " "))).strip()
    return _BULLET.sub("", text).strip()


def without_stop(text: str) -> str:
    """Drop the stops at the end; the one of an abbreviation ("etc.") stays."""
    text = text.rstrip()
    abbreviation = _ABBREVIATION.search(text)
    if abbreviation:
        return text
    return _TRAILING.sub("", text)


def finish(sentence: str) -> str:
    """Begin with a capital and end with one stop, whatever stands at the end."""
    sentence = capitalize(sentence.strip())
    if not sentence or (_CLOSED.search(sentence) and not sentence.endswith(")")):
        return sentence
    return f"{sentence}."


def capitalize(text: str) -> str:
    """Raise the first letter only; `str.capitalize` would lower all others."""
    return text[:1].upper() + text[1:]


def keeps_capital(text: str, names: Collection[str] = ()) -> bool:
    """Tell whether the first word is a name, an acronym or "I"."""
    if any(name and text.startswith(name) for name in names):
        return True
    words = _WORD.findall(text)
    if not words:
        return False
    first = re.sub(r"[’']s?$", "", words[0])
    second = words[1] if len(words) > 1 else ""
    if first == "I" or sum(letter.isupper() for letter in first) > 1:
        return True
    if any(letter.isdigit() for letter in first) or first in capitals.NAMES:
        return True
    if first in capitals.ORDINARY or second in capitals.CAPITALIZED_NOUNS:
        return False
    return second[:1].isupper() or first in words[1:]


def lower_first(text: str, names: Collection[str] = ()) -> str:
    """Lower the first letter unless it belongs to a name or opens a quotation."""
    if not text or text[0] in _OPENING_QUOTES or keeps_capital(text, names):
        return text
    return text[0].lower() + text[1:]


def _phrase(text: str, drop: str, names: Collection[str]) -> str:
    text = without_stop(tidy(text))
    text = re.sub(rf"^(?:{drop})\s+", "", text, flags=re.IGNORECASE) if drop else text
    return lower_first(text, names)


def as_clause(text: str, *, names: Collection[str] = ()) -> str:
    """Give the form that can follow "that": no stop, no leading "that"."""
    return _phrase(text, "that", names)


def as_verb_phrase(text: str, *, names: Collection[str] = ()) -> str:
    """Give the base form without "to"; "do not" becomes "not"."""
    phrase = _phrase(text, "to", names)
    return re.sub(r"^(?:do not|don[’']t|not to)\s+", "not ", phrase, flags=re.IGNORECASE)


def as_noun_phrase(text: str, *, names: Collection[str] = ()) -> str:
    """Give the form that can stand after "address" or in a series."""
    return _phrase(text, "", names)


def as_list_item(text: str) -> str:
    """Give a verb phrase with a capital letter and no stop, for a displayed list."""
    phrase = as_verb_phrase(text)
    if phrase.startswith("not "):
        phrase = f"do {phrase}"
    return capitalize(phrase)


def with_to(phrase: str) -> str:
    """Turn a verb phrase into an infinitive: "not detain" gives "not to detain"."""
    return f"not to {phrase[4:]}" if phrase.startswith("not ") else f"to {phrase}"


def join_list(items: Sequence[str], conjunction: str = "and") -> str:
    """Join without a serial comma; semicolons where the items hold commas themselves."""
    if len(items) < 2:
        return "".join(items)
    *head, last = items
    bare = [re.sub(r"\([^()]*\)", "", item) for item in items]
    if len(items) > 2 and any("," in item for item in bare):
        return f"{'; '.join(head)}; {conjunction} {last}"
    if any(re.search(r",| and | or ", item) for item in (bare[0], bare[-1])):
        return f"{', '.join(head)}, {'as well as' if conjunction == 'and' else conjunction} {last}"
    return f"{', '.join(head)} {conjunction} {last}"


_PLURALS = frozenset(
    ("children", "women", "men", "people", "police", "youth", "staff", "media", "data", "criteria")
)
_SINGULARS = frozenset(("access", "basis", "status", "analysis", "process", "progress", "business"))
_HEAD_ENDS = re.compile(
    r"\s(?:of|for|in|to|with|that|which|who|where|by|on|at|from|between|among|under|through|"
    r"against|within|across|into|open|run|led|held|offered|based|as|before|after|during)\s|,"
)


def is_plural(noun_phrase: str) -> bool:
    """Guess the number of a noun phrase from its head, the word before "of", "for", …"""
    head = _HEAD_ENDS.split(f"{noun_phrase} ", maxsplit=1)[0].strip().lower()
    if re.match(r"(?:an?|one|each|every|this)\s", head):
        return False
    last = head.split()[-1] if head.split() else ""
    if " and " in f" {head} " or last in _PLURALS:
        return True
    return last.endswith("s") and not last.endswith(("ss", "us", "is")) and last not in _SINGULARS


def cited_paragraphs(paragraphs: Iterable[str]) -> str:
    """Name paragraphs in running text: "paragraph 12", "paragraphs 12 to 14 and 20"."""
    numbers = sorted_numbers(paragraphs)
    noun = "paragraph" if len(numbers) == 1 else "paragraphs"
    return f"{noun} {join_list(runs(numbers, ' to '))}" if numbers else ""


def sorted_numbers(paragraphs: Iterable[str]) -> list[str]:
    """Keep the numbers among references, once each, "9" before "12" and "12 bis"."""
    numbers = {p.strip() for p in paragraphs} - {"", "general", "missing"}
    return sorted(numbers, key=lambda p: (leading_number(p), p))


def leading_number(paragraph: str) -> int:
    """Read the figure a paragraph begins with; one without sorts last."""
    match = re.match(r"\d+", paragraph)
    return int(match.group()) if match else 10**6


def runs(numbers: Sequence[str], dash: str) -> list[str]:
    """Draw three and more consecutive numbers together: 12, 13, 14 gives "12-14"."""
    found: list[list[str]] = []
    for number in numbers:
        follows = found and number.isdigit() and found[-1][-1].isdigit()
        if follows and int(number) == int(found[-1][-1]) + 1:
            found[-1].append(number)
        else:
            found.append([number])
    return [
        part for run in found for part in ([f"{run[0]}{dash}{run[-1]}"] if len(run) > 2 else run)
    ]
