"""Who said it, in counted words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from hld_portal.reports.drafting.groups import GROUPS
from hld_portal.reports.drafting.inputs import Counts
from hld_portal.reports.drafting.outputs import CountedWord
from hld_portal.reports.drafting.scale import HOUSE_SCALE, LADDER, Scale
from hld_portal.reports.drafting.words import is_definite, quantifier
from hld_portal.text.english import join_list


@dataclass(frozen=True)
class Speakers:
    """Those who share a finding, the widest group first."""

    parts: tuple[CountedWord, ...]

    @property
    def signature(self) -> tuple[tuple[str, str], ...]:
        return tuple((part.word, part.group) for part in self.parts)

    @property
    def is_singular(self) -> bool:
        return len(self.parts) == 1 and self.parts[0].n == 1

    @property
    def is_definite(self) -> bool:
        """Whether the words may mean different stakeholders in two findings."""
        return any(is_definite(part.word) for part in self.parts)

    @property
    def is_majority(self) -> bool:
        """Whether a majority of every group named shares it."""
        return all(Fraction(part.n, part.total) > Fraction(1, 2) for part in self.parts)

    def text(self, variant: int = 0) -> str:
        """Name them inside a sentence; the variant takes the other noun of each group."""
        return join_list([_phrase(part, variant) for part in self.parts])

    def counted(self, finding: str) -> tuple[CountedWord, ...]:
        return tuple(replace(part, finding=finding) for part in self.parts)


def _phrase(part: CountedWord, variant: int) -> str:
    plural = part.word not in ("one", "the one")
    return f"{part.word} {GROUPS[part.group].noun(plural=plural, variant=variant)}"


def speakers(
    counts: Counts, contributed: Counts, scale: Scale = HOUSE_SCALE, *, told_apart: bool = False
) -> Speakers:
    """Count each group, or all as "participants" where the groups agree alike.

    Args:
        told_apart: never draw the groups together.
    """
    totals = contributed.by_group()
    parts = [_count(group, n, totals[group], scale) for group, n in counts.by_group().items()]
    # The widest first, groups told in figures last; sorting is stable: protocol decides ties.
    parts.sort(key=lambda part: (part.total < scale.figures_below, -_rung(part, scale)))
    together = None if told_apart else _together(parts, counts, contributed, scale)
    return Speakers((together,) if together else tuple(parts))


def _count(group: str, n: int, total: int, scale: Scale) -> CountedWord:
    return CountedWord(quantifier(n, total, scale), group, n, total)


def _rung(part: CountedWord, scale: Scale) -> int:
    return LADDER.index(scale.word(part.n, part.total))


def _together(
    parts: list[CountedWord], counts: Counts, contributed: Counts, scale: Scale
) -> CountedWord | None:
    """Draw the groups together where that says neither more nor less than each alone.

    All groups that contributed must share it: two with the same word, three not more than
    one rung apart. A group too small for words (below four) has no say in that.
    """
    if len(parts) < 2 or len(parts) < len(contributed.by_group()):
        return None
    all_of_them = _count("participants", counts.total, contributed.total, scale)
    large = [part for part in parts if part.total >= scale.figures_below] or parts
    rungs = [_rung(part, scale) for part in large]
    agrees = max(rungs) - min(rungs) <= len(parts) - 2 and min(rungs) <= _rung(
        all_of_them, scale
    ) <= max(rungs)
    return all_of_them if agrees else None
