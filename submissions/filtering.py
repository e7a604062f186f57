"""Filters of public lists: they live in the address, and a bad one is named, not obeyed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hld_portal.accounts.enums import Group, Region, StakeholderKind
from hld_portal.text.language import LANGUAGES
from roundtables.models import Dialogue, Event, Instrument, Paragraph
from submissions.enums import Consent, LinkTarget
from submissions.listing import language_name
from submissions.models import PointLink, Submission

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
            % {"filter": self.fields[name].label, "fault": " ".join(faults)}
            for name, faults in self.errors.items()
        ]

    @property
    def shown(self) -> FilterForm:
        """The form as it is shown: with the values that hold, and without faults."""
        form = type(self)(QueryDict(""))
        for name, field in self.fields.items():
            form.fields[name] = field
        form.is_bound, form.initial = False, self.chosen
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
        field = self.fields[name]
        if not isinstance(field, forms.ChoiceField):
            return f"“{value}”"
        return f"{field.label}: {_label_of(field.choices, value)}"


class ChoiceFilter(forms.ChoiceField):
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
        self.fields["event"].choices = [
            ALL,
            *((slug, event.title) for slug, event in self.events.items()),
        ]
        self.fields["paragraph"].choices = [ALL, *_grouped(self.targets)]
        self.fields["language"].choices = [
            ALL,
            *((code, language_name(code)) for code in LANGUAGES),
        ]

    @property
    def event_chosen(self) -> Event | None:
        return self.events.get(self.chosen.get("event", ""))

    def narrow(self, queryset: QuerySet[Submission]) -> QuerySet[Submission]:
        """Apply what is chosen. A region tells more of an author than the type alone: so
        it finds named texts only."""
        chosen = self.chosen
        if "event" in chosen:
            queryset = queryset.filter(event=self.events[chosen["event"]])
        if "paragraph" in chosen:
            instrument, paragraph, target, _label = self.targets[chosen["paragraph"]]
            links = PointLink.objects.filter(
                instrument=instrument,
                paragraph=paragraph,
                target=target,
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


Target = tuple[Instrument, Paragraph | None, str, str]


def _targets(dialogue: Dialogue) -> dict[str, Target]:
    """Return what one can speak to, under its code in addresses: "12", "general", "slug:3"."""
    paragraphs = (
        Paragraph.objects.filter(instrument__dialogue=dialogue)
        .select_related("instrument")
        .order_by("-instrument__is_main", "instrument__order", "order")
    )
    by_instrument: dict[Instrument, list[Paragraph]] = {}
    for paragraph in paragraphs:
        by_instrument.setdefault(paragraph.instrument, []).append(paragraph)
    targets: dict[str, Target] = {}
    for instrument, held in by_instrument.items():
        head = "" if instrument.is_main else f"{instrument.slug}:"
        for one in held:
            label = " ".join(filter(None, [one.number, one.heading_text]))
            targets[f"{head}{one.number}"] = (instrument, one, LinkTarget.PARAGRAPH, label)
        for target in (LinkTarget.GENERAL, LinkTarget.MISSING):
            targets[f"{head}{target}"] = (instrument, None, target, str(target.label))
    return targets


def _grouped(targets: dict[str, Target]) -> list[tuple[str, list[tuple[str, str]]]]:
    groups: dict[str, list[tuple[str, str]]] = {}
    for code, (instrument, _paragraph, _target, label) in targets.items():
        groups.setdefault(instrument.short_title, []).append((code, label))
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
