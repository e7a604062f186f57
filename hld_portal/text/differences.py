"""What changed between two wordings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from rapidfuzz.distance import Indel

from hld_portal.text.counting import HAN_AND_KANA, WORD

Kind = Literal["same", "removed", "added"]
# A word, one Han character, a stretch of white space, or any other single character.
_TOKEN = re.compile(rf"[{HAN_AND_KANA}]|[{WORD}]+|\s+|.", re.DOTALL)


@dataclass(frozen=True)
class Change:
    kind: Kind
    text: str


def word_differences(old: str, new: str, language: str) -> list[Change]:
    """Tell word by word what became of a wording, in reading order.

    Joining what is same and removed gives `old`, what is same and added gives `new`.
    Where words are replaced, the removed ones come first.

    Args:
        language: Chinese is compared by characters, as are Han characters anywhere.
    """
    before, after = _tokens(old, language), _tokens(new, language)
    changes: list[Change] = []
    for step in Indel.opcodes(before, after):
        if step.tag == "equal":
            _add(changes, "same", before[step.src_start : step.src_end])
            continue
        _add(changes, "removed", before[step.src_start : step.src_end])
        _add(changes, "added", after[step.dest_start : step.dest_end])
    return _tidy(changes)


def _tokens(text: str, language: str) -> list[str]:
    return list(text) if language.split("-")[0].lower() == "zh" else _TOKEN.findall(text)


def _add(changes: list[Change], kind: Kind, tokens: list[str]) -> None:
    if tokens:
        changes.append(Change(kind, "".join(tokens)))


def _tidy(changes: list[Change]) -> list[Change]:
    """Take white space between two changed words as changed too, so that they read as one."""
    found: list[Change] = []
    removed = added = ""
    for at, change in enumerate(changes):
        is_between = 0 < at < len(changes) - 1 and change.text.isspace()
        if change.kind == "same" and not is_between:
            found += [*_pair(removed, added), change]
            removed = added = ""
        else:
            removed += change.text if change.kind != "added" else ""
            added += change.text if change.kind != "removed" else ""
    return found + _pair(removed, added)


def _pair(removed: str, added: str) -> list[Change]:
    kinds: tuple[tuple[Kind, str], ...] = (("removed", removed), ("added", added))
    return [Change(kind, text) for kind, text in kinds if text]
