"""Read the sample's files."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from typing import Any

import yaml

from hld_portal.operations.home import CHECKOUT

FOLDER = CHECKOUT / "hld_portal" / "operations" / "sample"
ROUND_TABLES = (1, 2, 3, 4)
DIALOGUE = "hld-2013"
OPENED_AT = datetime(2013, 6, 3, 9, 0, tzinfo=UTC)  # when the sample's people were entered
MERGED_AT = datetime(2013, 9, 23, 9, 0, tzinfo=UTC)  # when the rapporteur began to merge points
APPROVED_AT = datetime(2013, 9, 26, 9, 30, tzinfo=UTC)  # when the summaries were approved
CLEARED_AT = datetime(2013, 9, 27, 10, 0, tzinfo=UTC)  # when the co-chairs cleared them
WRITTEN_AT = datetime(2013, 9, 27, 14, 30, tzinfo=UTC)  # when the author wrote the conclusions

Row = dict[str, Any]


@cache
def read_file(name: str) -> Any:
    return yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))


def read_submissions() -> list[Row]:
    """Return all submissions of the sample, round table by round table."""
    return [row for number in ROUND_TABLES for row in read_file(f"submissions-{number}")]


def read_findings(number: int) -> list[Row]:
    return read_file(f"findings-{number}")


def sample_people() -> list[Row]:
    """Return the people whose accounts the sign-in page offers, in its order."""
    return read_file("people")["people"]


def correspondents() -> list[Row]:
    """Return those who write for the other stakeholders; no page offers their accounts."""
    return read_file("people")["correspondents"]
