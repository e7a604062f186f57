"""Measurements against the goals: each module here is one, found by its name.

A bench module has `measure()`, which yields `Measure`s. Django is set up on a folder that is
thrown away afterwards, so that a bench never touches anybody's data.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Measure:
    """One figure and its goal; `value` must not exceed it, or must reach it where `at_least`."""

    name: str
    value: float
    goal: float
    unit: str = ""
    at_least: bool = False

    @property
    def holds(self) -> bool:
        return self.value >= self.goal if self.at_least else self.value <= self.goal
