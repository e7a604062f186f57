"""Writes only what differs, and counts and names what was written."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar

from django.db.models import Model

from roundtables.loading.plan import Values

Row = TypeVar("Row", bound=Model)


@dataclass
class Tally:
    """How many rows a load made, changed (removed ones included) and found as they were."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    remarks: list[str] = field(default_factory=list)

    @property
    def wrote_anything(self) -> bool:
        return bool(self.created or self.changed)

    def counts(self) -> dict[str, int]:
        """The shape that docs/contracts.md promises."""
        return {"created": self.created, "changed": self.changed, "unchanged": self.unchanged}

    def settle(
        self, model: type[Row], existing: Row | None, lookup: Values, values: Values, name: str
    ) -> Row:
        """Make the row, or bring its fields to `values`, or leave it when they agree."""
        if existing is None:
            self.created += 1
            return model._default_manager.create(**lookup, **values)
        differing = [key for key, value in values.items() if getattr(existing, key) != value]
        if not differing:
            self.unchanged += 1
            return existing
        for key in differing:
            setattr(existing, key, values[key])
        existing.save(update_fields=differing)
        self.changed += 1
        self.remarks.append(f"changed {name}: {', '.join(differing)}")
        return existing

    def remove(self, row: Model, name: str) -> None:
        row.delete()
        self.changed += 1
        self.remarks.append(f"removed {name}")
