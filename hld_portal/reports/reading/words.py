"""The small table of counted words: what each stands for, and what one more would make."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hld_portal.accounts.enums import Group
from hld_portal.reports.checking import RowCheck
from hld_portal.reports.drafting.document_check import Stand, counts_for
from hld_portal.reports.drafting.outputs import CountedWord
from hld_portal.reports.drafting.scale import Scale
from hld_portal.reports.drafting.spotting import UNNAMED, find_quantifiers
from hld_portal.reports.drafting.words import one_more_becomes, quantifier
from hld_portal.reports.reading.sources import groups_of
from hld_portal.reports.sources import Sources

GROUP_NAMES = {
    "states": gettext_lazy("Member States"),
    "civil_society": gettext_lazy("civil society"),
    "others": gettext_lazy("other participants"),
    "participants": gettext_lazy("all participants"),
    UNNAMED: gettext_lazy("no group named"),
}


@dataclass(frozen=True)
class WordRow:
    """One counted word of a paragraph, as of now."""

    word: str
    group: str
    squares: dict[Group, int]
    n: int
    total: int
    rule: str
    right: str  # the word its count deserves
    one_more: str  # the word after one stakeholder more, "" where it stays
    by_decision: bool = False  # it stands although the count has another


def word_rows(checks: Iterable[RowCheck], sources: Sources, scale: Scale) -> list[WordRow]:
    """Return each counted word of some sentences once, in reading order."""
    rows: list[WordRow] = []
    for check in checks:
        found = [word for word in find_quantifiers(check.row["text"]) if word.speaks]
        for word in found:
            rows += [
                _row(word.word, count, sources, scale, check)
                for count in counts_for(word, check.counted, found)
            ]
    return list({(r.word, r.group, r.n, r.total): r for r in rows}.values())


def _row(word: str, count: CountedWord, sources: Sources, scale: Scale, check: RowCheck) -> WordRow:
    squares = groups_of(sources.points.get(count.finding, []))
    if count.group != "participants":
        squares = {g: n for g, n in squares.items() if g.counted_as == count.group}
    return WordRow(
        word=word,
        group=str(GROUP_NAMES[count.group]),
        squares=squares,
        n=count.n,
        total=count.total,
        rule=scale_rule(count.n, count.total, scale),
        right=quantifier(count.n, count.total, scale),
        one_more=one_more_becomes(count.n, count.total, scale) or "",
        by_decision=Stand(word, count.group, count.n, count.total)
        in {decision.stand for decision in check.decisions},
    )


def scale_rule(n: int, total: int, scale: Scale) -> str:
    """Say which line of the scale of counted words a count falls under."""
    if total < scale.figures_below:
        return _("fewer than %(n)d contributed: figures") % {"n": scale.figures_below}
    rule = _line(n, total, scale)
    if total < scale.step_down_below and n not in (1, total):
        below = _("one step down, as fewer than %(n)d contributed") % {"n": scale.step_down_below}
        return f"{rule}; {below}"
    return rule


def _line(n: int, total: int, scale: Scale) -> str:
    share = Fraction(n, total)
    more = _("more than %(share)s")
    lines = (
        (n == total, _("all of them")),
        (n == 1, _("one alone")),
        (share > scale.nearly_all_above, more % {"share": scale.nearly_all_above}),
        (share > scale.most_above, more % {"share": scale.most_above}),
        (n <= scale.some_up_to, _("up to %(n)d") % {"n": scale.some_up_to}),
        (share > scale.many_above, more % {"share": scale.many_above}),
    )
    upper = _("%(n)d or more, up to %(share)s") % {
        "n": scale.some_up_to + 1,
        "share": scale.many_above,
    }
    return next((text for fits, text in lines if fits), upper)
