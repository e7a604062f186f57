"""Filters of public lists: they live in the address, and a bad one is named, not obeyed."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from itertools import groupby
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django import forms
from django.forms.utils import flatatt
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hld_portal.accounts.enums import Group, Region, StakeholderKind
from hld_portal.text.language import LANGUAGES
from roundtables.models import Dialogue, Event, Paragraph, in_language
from submissions.enums import Consent, LinkTarget
from submissions.listing import language_name
from submissions.models import PointLink
from submissions.querysets import SubmissionQuerySet

ALL = ("", gettext_lazy("All"))


class FilterForm(forms.Form):
    """A form of filters. What does not hold is left out and listed in `faults`."""

    def __init__(self, data: QueryDict, **more: Any) -> None:
        super().__init__(data, auto_id="filter-%s", **more)

    @cached_property
    def chosen(self) -> dict[str, Any]:
        """The values that hold and are not empty."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    @cached_property
    def faults(self) -> list[str]:
        """What is wrong with the others, each with the name of its filter."""
        return [
            _("%(filter)s: %(fault)s This filter was left out.")
            % {"filter": self.fields[name].label, "fault": " ".join(str(fault) for fault in faults)}
            for name, faults in self.errors.items()
        ]

    @property
    def shown(self) -> FilterForm:
        """The form as it is shown: with the values that hold, and without faults."""
        initial = self.chosen
        form = copy(self)
        form.is_bound, form.initial = False, initial
        vars(form).update(_errors=None, _bound_fields_cache={})  # as in a form just made
        return form

    @property
    def query(self) -> str:
        """The filters as the address carries them, without the empty ones."""
        return urlencode(self.chosen)

    def without(self, *names: str) -> str:
        return urlencode({key: value for key, value in self.chosen.items() if key not in names})

    @property
    def chips(self) -> list[dict[str, str]]:
        """What is chosen, each with the query that takes it off."""
        return [
            {"label": self._said(name, value), "query": self.without(name)}
            for name, value in self.chosen.items()
        ]

    def _said(self, name: str, value: str) -> str:
        field: Any = self.fields[name]
        choices: list[Any] = list(getattr(field, "choices", ()))
        if not choices:
            return f"“{value}”"
        return f"{field.label}: {_label_of(choices, value)}"


class PlainSelect(forms.Select):
    """A select written in one go: a template for each of some eighty options costs more
    than all the rest of a list."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        known = {str(one) for one in (value if isinstance(value, list) else [value])}
        return format_html(
            '<select name="{}"{}>{}</select>',
            name,
            flatatt(self.build_attrs(self.attrs, attrs)),
            _options(self.choices, known),
        )


def _options(choices: Iterable[Any], known: set[str]) -> SafeString:
    parts = []
    for value, label in choices:
        if isinstance(label, (list, tuple)):
            inner = _options(label, known)
            parts.append(format_html('<optgroup label="{}">{}</optgroup>', value, inner))
        else:
            chosen = mark_safe(" selected") if str(value) in known else ""
            parts.append(format_html('<option value="{}"{}>{}</option>', value, chosen, label))
    return mark_safe("".join(parts))  # noqa: S308 -- of escaped parts


class ChoiceFilter(forms.ChoiceField):
    widget = PlainSelect
    default_error_messages = {
        "invalid_choice": gettext_lazy("“%(value)s” is not one of the choices.")
    }


class SubmissionFilters(FilterForm):
    """Which of the published submissions a list shows. Queries: 2, for the choices."""

    event = ChoiceFilter(label=gettext_lazy("Meeting"), required=False)
    paragraph = ChoiceFilter(label=gettext_lazy("Paragraph"), required=False)
    group = ChoiceFilter(label=gettext_lazy("Group"), required=False, choices=[ALL, *Group.choices])
    kind = ChoiceFilter(
        label=gettext_lazy("Kind"), required=False, choices=[ALL, *StakeholderKind.choices]
    )
    region = ChoiceFilter(
        label=gettext_lazy("Region"), required=False, choices=[ALL, *Region.choices]
    )
    language = ChoiceFilter(label=gettext_lazy("Language"), required=False)

    def __init__(self, data: QueryDict, *, dialogue: Dialogue | None = None) -> None:
        super().__init__(data)
        if dialogue is None:
            return
        self.events = {
            event.slug: event
            for event in dialogue.events.select_related("round_table").order_by("order")
        }
        self.targets = _targets(dialogue)
        fields: dict[str, Any] = self.fields
        fields["event"].choices = [
            ALL,
            *((slug, event.title) for slug, event in self.events.items()),
        ]
        fields["paragraph"].choices = [ALL, *_grouped(self.targets)]
        fields["language"].choices = [
            ALL,
            *((code, language_name(code)) for code in LANGUAGES),
        ]

    @property
    def event_chosen(self) -> Event | None:
        return self.events.get(self.chosen.get("event", ""))

    def narrow(self, queryset: SubmissionQuerySet) -> SubmissionQuerySet:
        """Apply what is chosen. A region tells more of an author than the type alone: so
        it finds named texts only."""
        chosen = self.chosen
        if "event" in chosen:
            queryset = queryset.filter(event=self.events[chosen["event"]])
        if "paragraph" in chosen:
            target = self.targets[chosen["paragraph"]]
            links = PointLink.objects.filter(
                instrument=target.instrument_id,
                paragraph=target.paragraph_id,
                target=target.target,
                confirmed_at__isnull=False,
            )
            queryset = queryset.filter(published_version__in=links.values("point_version__version"))
        if "group" in chosen:
            queryset = queryset.in_group(Group(chosen["group"]))
        if "kind" in chosen:
            queryset = queryset.filter(stakeholder__kind=chosen["kind"])
        if "region" in chosen:
            queryset = queryset.filter(stakeholder__region=chosen["region"], consent=Consent.NAMED)
        if "language" in chosen:
            queryset = queryset.filter(published_version__language=chosen["language"])
        return queryset


class Target(NamedTuple):
    """What one can speak to, as filters need it."""

    instrument_id: int
    paragraph_id: int | None
    target: str
    label: str
    instrument_title: str


def _targets(dialogue: Dialogue) -> dict[str, Target]:
    """Return what one can speak to, under its code in addresses: "12", "general", "slug:3".

    Reads columns, not models: some fifty rows stand behind every list. Queries: 1
    """
    columns = ("pk", "number", "heading", "instrument_id")
    of_instrument = ("instrument__slug", "instrument__is_main", "instrument__short_titles")
    rows = (
        Paragraph.objects.filter(instrument__dialogue=dialogue)
        .order_by("-instrument__is_main", "instrument__order", "order")
        .values_list(*columns, *of_instrument, "instrument__titles")
    )
    targets: dict[str, Target] = {}
    for instrument_id, held in groupby(rows, key=lambda row: row[3]):
        for pk, number, heading, _id, slug, is_main, short_titles, titles in held:
            head = "" if is_main else f"{slug}:"
            title = in_language(short_titles) or in_language(titles)
            label = " ".join(filter(None, [number, in_language(heading)]))
            code = f"{head}{number}"
            targets[code] = Target(instrument_id, pk, LinkTarget.PARAGRAPH, label, title)
        for whole in (LinkTarget.GENERAL, LinkTarget.MISSING):
            targets[f"{head}{whole}"] = Target(instrument_id, None, whole, str(whole.label), title)
    return targets


def _grouped(targets: dict[str, Target]) -> list[tuple[str, list[tuple[str, str]]]]:
    groups: dict[str, list[tuple[str, str]]] = {}
    for code, target in targets.items():
        groups.setdefault(target.instrument_title, []).append((code, target.label))
    return list(groups.items())


def _label_of(choices: Iterable[Any], value: str) -> str:
    for code, label in choices:
        if isinstance(label, (list, tuple)):
            inner = _label_of(label, value)
            if inner:
                return f"{code} {inner}"
        elif code == value:
            return str(label)
    return ""


__all__ = ["ChoiceFilter", "FilterForm", "SubmissionFilters"]
