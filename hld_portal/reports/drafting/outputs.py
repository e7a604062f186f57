"""What a draft consists of: sentences, each with its citations and counted words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Role = Literal["opening", "subject", "recommendations", "views"]


@dataclass(frozen=True)
class CountedWord:
    """A word or figure that stands for a number of stakeholders: n of total said it."""

    word: str  # "most", "two of the three"
    group: str  # a key of groups.GROUPS
    n: int
    total: int
    finding: str = ""


@dataclass(frozen=True)
class DraftSentence:
    """A sentence; one that only introduces the items below it is marked as lead."""

    text: str
    citations: tuple[str, ...] = ()
    counted: tuple[CountedWord, ...] = ()
    is_lead: bool = False


@dataclass(frozen=True)
class DraftItem:
    """An item of a displayed list, printed as "(a) Text;"."""

    letter: str
    text: str
    citations: tuple[str, ...]
    counted: tuple[CountedWord, ...] = ()


@dataclass(frozen=True)
class DraftParagraph:
    role: Role
    sentences: tuple[DraftSentence, ...]
    items: tuple[DraftItem, ...] = ()

    @property
    def text(self) -> str:
        """The running text, without the list."""
        return " ".join(sentence.text for sentence in self.sentences)


def letter(index: int) -> str:
    """Give a, b, … z, aa, bb, … for the items of a list, counted from 0."""
    return "abcdefghijklmnopqrstuvwxyz"[index % 26] * (index // 26 + 1)
