"""Counted words that stand by decision, as drafters see them: why, by whom, when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from hld_portal.accounts.models import User
from hld_portal.reports.checking import Decision
from hld_portal.reports.reading.words import GROUP_NAMES


@dataclass(frozen=True)
class ShownDecision:
    """One word that stands against its count."""

    word: str
    group: str
    group_name: str
    n: int
    total: int
    reason: str
    who: str
    at: datetime | None


def name_decisions(decisions: Iterable[Decision]) -> dict[Decision, ShownDecision]:
    """Return decisions with the names of those who took them. Queries: 1 where there is any"""
    decisions = list(dict.fromkeys(decisions))
    ids = {decision.by for decision in decisions if decision.by}
    names = {user.pk: str(user) for user in User.objects.filter(pk__in=ids)} if ids else {}
    return {
        decision: ShownDecision(
            word=decision.stand.word,
            group=decision.stand.group,
            group_name=str(GROUP_NAMES[decision.stand.group]),
            n=decision.stand.n,
            total=decision.stand.total,
            reason=decision.reason,
            who=names.get(decision.by or 0, ""),
            at=decision.at,
        )
        for decision in decisions
    }
