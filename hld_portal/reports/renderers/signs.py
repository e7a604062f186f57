"""Signs that no XML file can hold, found before a renderer stumbles over them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from hld_portal.reports.content import Document
from hld_portal.reports.content_json import ContentFaults, Fault, unprintable


def check_signs(document: Document) -> None:
    """Refuse a tree that was not read from JSON and holds a sign that no XML can carry.

    Raises:
        ContentFaults: with every such text and its place.
    """
    faults = [
        Fault(place, f"holds the unprintable character {bad}")
        for place, text in _texts(document, "")
        if (bad := unprintable(text))
    ]
    if faults:
        raise ContentFaults(faults)


def _texts(value: Any, place: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, tuple):
        for i, each in enumerate(value):
            yield from _texts(each, f"{place}[{i}]")
    elif is_dataclass(value):
        for each in fields(value):
            inner = f"{place}.{each.name}" if place else each.name
            yield from _texts(getattr(value, each.name), inner)
