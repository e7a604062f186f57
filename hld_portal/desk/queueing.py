"""The queue of a desk: tabs with counts, filters in the address, rows of two lines."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, Q
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from hld_portal.accounts.enums import Group
from hld_portal.desk.marks import Flag, Mark, age_of, flags_of, state_mark
from hld_portal.desk.places import Place
from submissions.enums import State
from submissions.models import PointLink, Submission
from submissions.querysets import SubmissionQuerySet

ROWS_PER_PAGE = 50
PARAGRAPHS_SHOWN = 4

_waiting = Q(state__in=[State.SUBMITTED, State.IN_REVIEW])
# Late ones are kept apart until somebody lets them in, one by one.
_apart = Q(late=True, admitted=False)
_open = _waiting & Q(on_hold=False) & ~_apart

# Key in the address → words and which submissions. The first one is shown at first.
TABS = {
    "open": (pgettext_lazy("submissions that wait for a decision", "Open"), _open),
    "to_review": (gettext_lazy("To review"), _open & Q(state=State.SUBMITTED)),
    "in_review": (gettext_lazy("In review"), _open & Q(state=State.IN_REVIEW)),
    "on_hold": (gettext_lazy("On hold"), Q(on_hold=True)),
    "late": (gettext_lazy("Late"), _waiting & _apart),
    "returned": (gettext_lazy("Returned"), Q(state=State.RETURNED)),
    "published": (gettext_lazy("Published"), Q(state=State.PUBLISHED)),
    "accepted": (gettext_lazy("Accepted"), Q(state=State.ACCEPTED)),
    "declined": (gettext_lazy("Declined"), Q(state=State.DECLINED)),
    "withdrawn": (gettext_lazy("Withdrawn"), Q(state=State.WITHDRAWN)),
    "all": (gettext_lazy("All"), Q()),
}
# Tabs that hold more than one state, so that each row says its own.
MIXED_TABS = frozenset({"open", "on_hold", "late", "all"})
ORDERS = {"oldest": ("submitted_at", "pk"), "newest": ("-submitted_at", "-pk")}


def language_choices() -> list[tuple[str, Any]]:
    """The six languages, under the codes that texts carry."""
    return [(code.split("-")[0], name) for code, name in settings.LANGUAGES]


class QueueFilters(forms.Form):
    """What of a queue is shown; lives in the address, and is kept from page to page."""

    state = forms.ChoiceField(
        required=False,
        choices=[(key, label) for key, (label, _condition) in TABS.items()],
        widget=forms.HiddenInput,
        label=gettext_lazy("State"),
    )
    group = forms.ChoiceField(
        required=False,
        label=gettext_lazy("Group"),
        choices=[("", gettext_lazy("All groups")), *Group.choices],
    )
    language = forms.ChoiceField(
        required=False,
        label=gettext_lazy("Language"),
        choices=[("", gettext_lazy("All languages")), *language_choices()],
    )
    links = forms.ChoiceField(
        required=False,
        label=gettext_lazy("Links"),
        choices=[("", gettext_lazy("All links")), ("to_confirm", gettext_lazy("Links to confirm"))],
    )
    sort = forms.ChoiceField(
        required=False,
        label=gettext_lazy("Order"),
        choices=[("", gettext_lazy("Oldest first")), ("newest", gettext_lazy("Newest first"))],
    )

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data, auto_id="filter-%s")
        for name, bound in self.fields.items():
            if name != "state":
                bound.widget.attrs["class"] = "sm"

    @cached_property
    def chosen(self) -> dict[str, str]:
        """The values that hold, without the empty ones."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def faults(self) -> list[str]:
        """What the address asked for and the queue does not know."""
        return [
            _("%(filter)s: “%(value)s” is not one of the choices, so it was left out.")
            % {"filter": self.fields[name].label, "value": self.data.get(name, "")}
            for name in self.errors
        ]

    @property
    def shown(self) -> QueueFilters:
        """The form with the values that hold alone."""
        return QueueFilters(QueryDict(urlencode(self.chosen)))

    @property
    def tab(self) -> str:
        return self.chosen.get("state", next(iter(TABS)))

    @property
    def order(self) -> tuple[str, ...]:
        return ORDERS[self.chosen.get("sort", "oldest")]

    @property
    def is_narrow(self) -> bool:
        return bool(self.chosen.keys() - {"state", "sort"})

    def query(self, **changes: str) -> str:
        """The address's query with some values changed; an empty one falls out."""
        values = self.chosen | changes
        return urlencode({key: value for key, value in values.items() if value})

    def narrow(self, queryset: SubmissionQuerySet) -> SubmissionQuerySet:
        """Apply all but the tab."""
        chosen = self.chosen
        if "group" in chosen:
            queryset = queryset.in_group(Group(chosen["group"]))
        if "language" in chosen:
            queryset = queryset.filter(newest_version__language=chosen["language"])
        if "links" in chosen:
            waiting = PointLink.objects.filter(
                point_version__version=OuterRef("newest_version"), confirmed_at=None
            )
            queryset = queryset.filter(Exists(waiting))
        return queryset


@dataclass(frozen=True)
class Row:
    """One submission in two lines of the queue."""

    submission: Submission
    number: str  # the end of its reference: 0042
    mark: Mark
    age: str
    flags: list[Flag]
    paragraphs: str
    url: str
    path: str  # the address without its query, by which the script finds the row again


@dataclass
class Spoken:
    """To what the points of a version speak."""

    numbers: dict[str, int] = field(default_factory=dict)  # of the main text, with their order
    others: bool = False
    to_confirm: int = 0

    def words(self) -> str:
        numbers = sorted(self.numbers, key=self.numbers.__getitem__)
        if len(numbers) > PARAGRAPHS_SHOWN:
            return ", ".join(numbers[: PARAGRAPHS_SHOWN - 1]) + " …"
        return ", ".join(numbers) or ("·" if self.others else "–")


def queue_context(place: Place, data: QueryDict) -> dict[str, Any]:
    """Return the head, the tabs and the rows of a queue. Queries: 4"""
    filters = QueueFilters(data)
    everything = filters.narrow(place.submissions())
    counts = everything.aggregate(
        **{key: Count("pk", filter=condition) for key, (_label, condition) in TABS.items()}
    )
    page = _page(everything, filters, counts[filters.tab], data.get("page", ""))
    return {
        "place": place,
        "dialogue": place.dialogue,
        "filters": filters,
        "filter_query": filters.query(page=str(page.number) if page.number > 1 else ""),
        "counts": counts,
        "tabs": [
            {
                "label": label,
                "count": counts[key],
                "current": key == filters.tab,
                "url": place.queue_url(filters.query(state=key)),
            }
            for key, (label, _condition) in TABS.items()
        ],
        "page": page,
        "rows": _rows(place, page, filters),
        "is_mixed": filters.tab in MIXED_TABS,
    }


class KnownCount(Paginator):
    """A paginator that is told how many rows there are instead of counting them."""

    count: int = 0


def _page(
    everything: SubmissionQuerySet, filters: QueueFilters, count: int, number: str
) -> Page[Submission]:
    rows = (
        everything.filter(TABS[filters.tab][1])
        .select_related("stakeholder", "newest_version")
        .annotate(spoken_for=Count("on_behalf_of"))
        .order_by(*filters.order)
    )
    paginator = KnownCount(rows, ROWS_PER_PAGE)
    paginator.count = count
    return paginator.get_page(number)


def _rows(place: Place, page: Page[Submission], filters: QueueFilters) -> list[Row]:
    submissions = list(page)
    spoken = spoken_to([submission.newest_version_id for submission in submissions])
    query = filters.query(page=str(page.number) if page.number > 1 else "")
    rows = []
    for submission in submissions:
        submission.dialogue, submission.event = place.dialogue, place.event
        links = spoken[submission.newest_version_id]
        states = _states(submission)
        rows.append(
            Row(
                submission=submission,
                number=(submission.reference or "").rpartition("/")[2],
                mark=state_mark(submission),
                age=age_of(submission.submitted_at),
                flags=flags_of(submission, states=states, to_confirm=links.to_confirm),
                paragraphs=links.words(),
                url=place.review_url(submission, query),
                path=place.review_url(submission),
            )
        )
    return rows


def _states(submission: Submission) -> int:
    """How many States a group statement speaks for, its author included."""
    others: int = submission.spoken_for  # type: ignore[attr-defined] # annotated by `_page`
    return others + 1 if others else 0


def spoken_to(versions: list[int | None]) -> dict[int | None, Spoken]:
    """Return by version what its points are linked to. Queries: 1"""
    links = PointLink.objects.filter(point_version__version__in=versions).values_list(
        "point_version__version",
        "paragraph__number",
        "paragraph__order",
        "instrument__is_main",
        "confirmed_at",
    )
    found: dict[int | None, Spoken] = defaultdict(Spoken)
    for version, number, order, is_main, confirmed_at in links:
        spoken = found[version]
        if confirmed_at is None:
            spoken.to_confirm += 1
        elif is_main and number:
            spoken.numbers[number] = order
        else:
            spoken.others = True
    return found


def neighbour(place: Place, submission: Submission, data: QueryDict, *, step: int = 1) -> Any:
    """Return the next submission of the queue as it is filtered, or the one before. Queries: 1

    By place in the order, not by row: it works also when this one has just left the queue.
    """
    filters = QueueFilters(data)
    forward = (filters.order == ORDERS["oldest"]) == (step > 0)
    sent, key = submission.submitted_at, submission.pk
    beyond = (
        Q(submitted_at__gt=sent) | Q(submitted_at=sent, pk__gt=key)
        if forward
        else Q(submitted_at__lt=sent) | Q(submitted_at=sent, pk__lt=key)
    )
    queue = filters.narrow(place.submissions()).filter(TABS[filters.tab][1]).filter(beyond)
    return queue.order_by(*ORDERS["oldest" if forward else "newest"]).first()
