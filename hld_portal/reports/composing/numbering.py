"""Numbers that run through a document: paragraphs, tables, headings."""

from __future__ import annotations

from dataclasses import dataclass, field

ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


@dataclass
class Numbering:
    """Counts paragraphs and tables of one document, and headings level by level."""

    paragraphs: int = 0
    tables: int = 0
    headings: list[int] = field(default_factory=list)

    def next_paragraph(self) -> int:
        self.paragraphs += 1
        return self.paragraphs

    def next_table(self) -> int:
        self.tables += 1
        return self.tables

    def next_heading(self, level: int) -> str:
        """Return the number of the next heading: I, then A, then 1."""
        del self.headings[level:]
        while len(self.headings) < level:
            self.headings.append(0)
        self.headings[level - 1] += 1
        return number_of_level(level, self.headings[level - 1])


def number_of_level(level: int, value: int) -> str:
    if level == 1:
        return roman(value)
    if level == 2:
        return chr(ord("A") + value - 1)
    return str(value)


def roman(value: int) -> str:
    """Write a number below 40 in roman numerals."""
    letters = ""
    for worth, letter in ROMAN:
        while value >= worth:
            letters += letter
            value -= worth
    return letters
