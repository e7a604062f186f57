"""One rule of style, and a slip that it finds."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Slip:
    """Words that the style has otherwise; `better` is what to write, "" where that depends."""

    rule: str
    words: str
    start: int
    better: str = ""


@dataclass(frozen=True)
class Rule:
    """One rule: what to look for, what to write, and where the match does not count."""

    name: str
    pattern: re.Pattern[str]
    better: Callable[[re.Match[str]], str] = lambda found: ""
    unless: Callable[[re.Match[str]], bool] = lambda found: False
