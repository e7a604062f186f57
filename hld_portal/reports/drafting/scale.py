"""The house scale of counted words and its bounds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

LADDER = ("one", "some", "several", "many", "most", "nearly all", "all")
_STEP_DOWN = {"nearly all": "most", "most": "many", "many": "some", "several": "some"}


@dataclass(frozen=True)
class Scale:
    """Bounds of the counted words of a dialogue.

    Source: design/portal.md, section 8.
    """

    nearly_all_above: Fraction = Fraction(9, 10)
    most_above: Fraction = Fraction(1, 2)
    some_up_to: int = 3
    many_above: Fraction = Fraction(1, 4)
    figures_below: int = 4
    step_down_below: int = 10

    @classmethod
    def from_mapping(cls, values: Mapping[str, object]) -> Scale:
        """Read the scale of a set-up file; shares may be "9/10" or 0.9.

        Raises:
            ValueError: for an unknown name, a value that is no number, or bounds out of order.
        """
        unknown = set(values) - set(cls.__dataclass_fields__)
        if unknown:
            raise ValueError(f"unknown bound of the scale: {', '.join(sorted(unknown))}")
        read = {
            name: int(str(value)) if name.endswith(("_to", "_below")) else Fraction(str(value))
            for name, value in values.items()
        }
        scale = cls(**read)  # type: ignore[arg-type]
        if not 0 <= scale.many_above <= scale.most_above <= scale.nearly_all_above <= 1:
            raise ValueError("many_above ≤ most_above ≤ nearly_all_above must lie between 0 and 1")
        return scale

    def word(self, n: int, total: int) -> str:
        """Give the word for n of total, also where the house writes figures."""
        check_count(n, total)
        word = self._first_that_fits(n, total)
        return _STEP_DOWN.get(word, word) if total < self.step_down_below else word

    def _first_that_fits(self, n: int, total: int) -> str:
        share = Fraction(n, total)
        lines = (
            (n == total, "all"),
            (n == 1, "one"),
            (share > self.nearly_all_above, "nearly all"),
            (share > self.most_above, "most"),
            (n <= self.some_up_to, "some"),
            (share > self.many_above, "many"),
        )
        return next((word for fits, word in lines if fits), "several")


HOUSE_SCALE = Scale()


def check_count(n: int, total: int) -> None:
    """Refuse counts that cannot be.

    Raises:
        ValueError: when nobody is counted, or more than contributed.
    """
    if not 0 < n <= total:
        raise ValueError(f"{n} of {total} cannot be counted")
