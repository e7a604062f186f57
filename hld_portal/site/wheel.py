"""The arcs of the wheel: four round tables around, the groups inside each."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hld_portal.accounts.enums import Group

CENTRE = 120
OUTER_RADIUS = 106
INNER_RADII = (91, 82, 73, 64)
HALF_ARC = 40  # degrees on either side of a table's middle
MIDDLES = (-90, 0, 90, 180)  # degrees: top, right, bottom, left, as in the mark


@dataclass(frozen=True)
class Arc:
    """One table's quarter: its path, its numeral's place, and its groups' inner arcs."""

    number: int
    path: str
    label_x: float
    label_y: float
    groups: list[tuple[str, int]]  # path, share in hundredths of its length


def point_at(radius: float, degrees: float) -> tuple[float, float]:
    angle = math.radians(degrees)
    return (
        round(CENTRE + radius * math.cos(angle), 2),
        round(CENTRE + radius * math.sin(angle), 2),
    )


def arc_path(radius: float, middle: float) -> str:
    start_x, start_y = point_at(radius, middle - HALF_ARC)
    end_x, end_y = point_at(radius, middle + HALF_ARC)
    return f"M{start_x} {start_y}A{radius} {radius} 0 0 1 {end_x} {end_y}"


def wheel_arcs(tables: Sequence[tuple[int, Mapping[str, int]]]) -> list[Arc]:
    """Place each table; an inner arc is full for the largest count of any group anywhere."""
    largest = max(
        (count for _number, counts in tables for count in counts.values() if count), default=1
    )
    arcs = []
    for (number, counts), middle in zip(tables, MIDDLES, strict=False):
        groups = [
            (arc_path(radius, middle), round(100 * (counts.get(group, 0) or 0) / largest))
            for group, radius in zip(Group, INNER_RADII, strict=True)
        ]
        x, y = point_at(OUTER_RADIUS, middle)
        arcs.append(Arc(number, arc_path(OUTER_RADIUS, middle), x, y, groups))
    return arcs
