"""The filters of the list of submissions, with words."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from hld_portal.refusals import Refused
from hld_portal.search.searching import parse_query, search_submissions
from submissions.filtering import SubmissionFilters
from submissions.querysets import SubmissionQuerySet


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

    def narrow(self, queryset: SubmissionQuerySet) -> SubmissionQuerySet:
        queryset = super().narrow(queryset)
        if "q" in self.chosen:
            queryset = search_submissions(queryset, self.chosen["q"])
        return queryset
