"""Figures as the United Nations writes them in running text."""

from __future__ import annotations

from collections.abc import Sequence

_WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_ORDINALS = (
    *("", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"),
)


def number(n: int) -> str:
    """Write a word below ten, figures from ten, thousands parted by a comma."""
    return _WORDS[n] if 0 <= n < len(_WORDS) else f"{n:,}"


def series(numbers: Sequence[int]) -> list[str]:
    """Write numbers that belong together: figures throughout where one is ten or more."""
    if any(n >= len(_WORDS) for n in numbers):
        return [f"{n:,}" for n in numbers]
    return [number(n) for n in numbers]


def ordinal(n: int) -> str:
    """Write "second" below ten, "12th" and "21st" from ten."""
    if 0 < n < len(_ORDINALS):
        return _ORDINALS[n]
    teen = 10 < n % 100 < 14
    return f"{n:,}{'th' if teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(n % 10, 'th')}"


def per_cent(share: float, *, decimals: int = 0) -> str:
    """Write a share of 0 to 1: always figures, and two words."""
    return f"{share * 100:.{decimals}f} per cent"
