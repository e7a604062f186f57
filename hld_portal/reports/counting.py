"""Count who said what: each stakeholder once in its group, as counted words need it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Count

from hld_portal.accounts.enums import StakeholderKind
from hld_portal.accounts.models import Stakeholder
from hld_portal.reports.drafting.inputs import Counts
from roundtables.models import Dialogue, Event, Instrument
from submissions.enums import LinkTarget
from submissions.models import PointLink, Submission


def count_stakeholders(stakeholders: Iterable[Stakeholder]) -> Counts:
    """Return how many different stakeholders each group has."""
    by_group: dict[str, set[int]] = defaultdict(set)
    for stakeholder in stakeholders:
        by_group[stakeholder.group.counted_as].add(stakeholder.pk)
    return Counts(**{group: len(ids) for group, ids in by_group.items()})


def count_contributors(event: Event) -> Counts:
    """Return the stakeholders behind what may be cited at an event. Queries: 1"""
    rows = Submission.objects.citable().for_event(event)
    return _counts(
        rows.values_list("stakeholder__kind").annotate(n=Count("stakeholder", distinct=True))
    )


def count_submissions(event: Event) -> Counts:
    """Return what may be cited at an event, by group. Queries: 1"""
    rows = Submission.objects.citable().for_event(event)
    return _counts(rows.values_list("stakeholder__kind").annotate(n=Count("pk")))


def _counts(rows: Iterable[tuple[str, int]]) -> Counts:
    by_group: dict[str, int] = defaultdict(int)
    for kind, n in rows:
        by_group[StakeholderKind(kind).group.counted_as] += n
    return Counts(**by_group)


def count_group_statements(event: Event) -> tuple[int, ...]:
    """Return the number of States each group statement speaks for. Queries: 2"""
    joint = (
        Submission.objects.citable()
        .for_event(event)
        .filter(on_behalf_of__isnull=False)
        .distinct()
        .select_related("stakeholder")
        .prefetch_related("on_behalf_of")
        .order_by("pk")
    )
    return tuple(
        len({state.pk for state in [submission.stakeholder, *submission.on_behalf_of.all()]})
        for submission in joint
        if submission.stakeholder.is_state
    )


def count_participation(dialogue: Dialogue) -> dict[int, Counts]:
    """Return submissions by group for each event that has any. Queries: 1"""
    rows = (
        Submission.objects.citable()
        .filter(dialogue=dialogue)
        .values_list("event", "stakeholder__kind")
        .annotate(n=Count("pk"))
    )
    by_event: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for event, kind, n in rows:
        by_event[event].append((kind, n))
    return {event: _counts(kinds) for event, kinds in by_event.items()}


def count_coverage(instrument: Instrument) -> dict[str, Counts]:
    """Return, by paragraph number, "general" and "missing", the stakeholders that speak to it.

    Queries: 1
    """
    standing = Submission.objects.citable().filter(dialogue=instrument.dialogue)
    links = PointLink.objects.filter(
        instrument=instrument,
        confirmed_at__isnull=False,
        point_version__version__in=standing.values("standing_version"),
    ).values_list(
        "target",
        "paragraph__number",
        "point_version__version__submission__stakeholder",
        "point_version__version__submission__stakeholder__kind",
    )
    found: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for target, number, stakeholder, kind in links:
        place = number if target == LinkTarget.PARAGRAPH else target
        found[place][StakeholderKind(kind).group.counted_as].add(stakeholder)
    return {
        place: Counts(**{group: len(ids) for group, ids in groups.items()})
        for place, groups in found.items()
    }
