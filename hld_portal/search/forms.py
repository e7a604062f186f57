"""The filters of the list of submissions, with words."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from hld_portal.refusals import Refused
from hld_portal.search.searching import parse_query, search_submissions
from submissions.filtering import SubmissionFilters
from submissions.models import Submission


class SearchFilters(SubmissionFilters):
    q = forms.CharField(label=_("Words"), required=False, max_length=200, widget=forms.SearchInput)

    field_order = ["q"]

    def clean_q(self) -> str:
        q = self.cleaned_data["q"]
        if q:
            try:
                parse_query(q)
            except Refused as refusal:
                raise forms.ValidationError(refusal.message) from refusal
        return q

    def narrow(self, queryset: QuerySet[Submission]) -> QuerySet[Any]:
        queryset = super().narrow(queryset)
        if "q" in self.chosen:
            queryset = search_submissions(queryset, self.chosen["q"])
        return queryset
