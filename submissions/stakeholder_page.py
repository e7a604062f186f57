"""Stakeholders as the public sees them: those who published something under their name."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from hld_portal.accounts.enums import Accreditation, Group, Region, StakeholderKind
from hld_portal.accounts.models import Stakeholder
from hld_portal.text.analysis import fold
from roundtables.models import Dialogue
from submissions.enums import Consent
from submissions.filtering import ALL, ChoiceFilter, FilterForm
from submissions.listing import list_rows
from submissions.models import Submission

PER_PAGE = 50


def named_submissions(dialogue: Dialogue, user: Any) -> QuerySet[Submission]:
    """Return what the public may attribute to somebody in a dialogue."""
    return Submission.objects.filter(dialogue=dialogue).visible_to(user).published().named()


def named_stakeholders(dialogue: Dialogue, user: Any) -> QuerySet[Stakeholder]:
    """Return those with a named text, or named in one, with how many. Never anybody else."""
    named = named_submissions(dialogue, user)
    own = named.filter(stakeholder=OuterRef("pk"))
    joint = named.filter(on_behalf_of=OuterRef("pk"))
    counted = Submission.objects.all().is_public("submissions__") & Q(
        submissions__dialogue=dialogue, submissions__consent=Consent.NAMED
    )
    return (
        Stakeholder.objects.filter(Exists(own) | Exists(joint))
        .annotate(number=Count("submissions", filter=counted))
        .order_by("name")
    )


class StakeholderFilters(FilterForm):
    q = forms.CharField(label=_("Name"), required=False, max_length=100, widget=forms.SearchInput)
    group = ChoiceFilter(label=_("Group"), required=False, choices=[ALL, *Group.choices])
    kind = ChoiceFilter(label=_("Kind"), required=False, choices=[ALL, *StakeholderKind.choices])
    region = ChoiceFilter(label=_("Region"), required=False, choices=[ALL, *Region.choices])

    def narrow(self, queryset: QuerySet[Stakeholder]) -> QuerySet[Stakeholder]:
        chosen = self.chosen
        if name := chosen.get("q"):
            queryset = queryset.filter(pk__in=_called(queryset, name))
        if group := chosen.get("group"):
            queryset = queryset.filter(kind__in=Group(group).kinds)
        for field in ("kind", "region"):
            if chosen.get(field):
                queryset = queryset.filter(**{field: chosen[field]})
        return queryset


def _called(queryset: QuerySet[Stakeholder], text: str) -> list[int]:
    """Return those with a name, in any language, that holds the text. Queries: 1

    In Python, because no database folds case and accents alike in every script.
    """
    sought = fold(text)
    rows = queryset.order_by().values_list("pk", "name", "names")
    return [
        pk
        for pk, name, names in rows
        if any(sought in fold(known) for known in (name, *names.values()))
    ]


def stakeholder_context(dialogue: Dialogue, stakeholder: Stakeholder, user: Any) -> dict[str, Any]:
    """Return everything the page shows. Queries: 4"""
    named = named_submissions(dialogue, user)
    newest = ("-published_at", "-pk")
    return {
        "dialogue": dialogue,
        "stakeholder": stakeholder,
        "region": stakeholder.get_region_display() if stakeholder.region != Region.NONE else "",
        "accreditation": ""
        if stakeholder.accreditation == Accreditation.NONE
        else stakeholder.get_accreditation_display(),
        "own": list_rows(named.filter(stakeholder=stakeholder).order_by(*newest)),
        "joint": list_rows(named.filter(on_behalf_of=stakeholder).order_by(*newest)),
    }


__all__ = ["PER_PAGE", "StakeholderFilters", "named_stakeholders", "stakeholder_context"]
