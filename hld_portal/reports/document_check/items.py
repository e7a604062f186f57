"""What the document check finds: items with their places, and what they stand in the way of."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

# An error stops publishing and issuing; a warning does until a person ticks it; what is
# only unfinished may be published as a draft and stops an issue.
Level = Literal["error", "warning", "draft"]


@dataclass(frozen=True)
class CheckItem:
    """One finding of the check. `place` is stable ("summary/2"), `words` what it speaks of."""

    code: str
    level: Level
    text: str
    note: str = ""
    place: str = ""
    url: str = ""
    words: str = ""

    @property
    def key(self) -> str:
        """Name the item for as long as it reads as it does now; paragraph numbers may move."""
        parts = "\n".join([self.code, self.place, self.words])
        return hashlib.sha256(parts.encode()).hexdigest()


@dataclass(frozen=True)
class ReportCheck:
    """All that the check of one document found, and which warnings a person has ticked."""

    items: tuple[CheckItem, ...]
    ticked: Collection[str] = field(default_factory=frozenset)  # keys
    checked_at: datetime | None = None

    @property
    def errors(self) -> list[CheckItem]:
        return [item for item in self.items if item.level == "error"]

    @property
    def warnings(self) -> list[CheckItem]:
        """Everything but the errors: what a person ticks, and what is unfinished."""
        return [item for item in self.items if item.level != "error"]

    @property
    def open_warnings(self) -> list[CheckItem]:
        """The warnings that wait for a person's tick."""
        return [i for i in self.items if i.level == "warning" and i.key not in self.ticked]

    @property
    def unfinished(self) -> list[CheckItem]:
        """What a draft may show and an issue may not: no tick helps, only the work itself."""
        return [item for item in self.items if item.level == "draft"]

    @property
    def may_be_published(self) -> bool:
        return not self.errors and not self.open_warnings

    @property
    def may_be_issued(self) -> bool:
        return self.may_be_published and not self.unfinished
