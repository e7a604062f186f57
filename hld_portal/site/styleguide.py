"""Invented examples for the style guide; nothing here is anybody's."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.core.paginator import Paginator

from hld_portal.accounts.enums import Group

COUNTS = {Group.STATES: 9, Group.CIVIL_SOCIETY: 5, Group.UN_SYSTEM: 2, Group.OTHERS: 1}
MANY = {Group.STATES: 71, Group.CIVIL_SOCIETY: 38, Group.UN_SYSTEM: 11, Group.OTHERS: 8}
TABLES = [
    (1, {Group.STATES: 19, Group.CIVIL_SOCIETY: 7, Group.UN_SYSTEM: 3}),
    (2, {Group.STATES: 23, Group.CIVIL_SOCIETY: 15, Group.OTHERS: 2}),
    (3, {Group.STATES: 16, Group.CIVIL_SOCIETY: 7, Group.UN_SYSTEM: 3}),
    (4, {Group.STATES: 13, Group.CIVIL_SOCIETY: 9, Group.OTHERS: 1}),
]
STATES = [
    ("Draft", "", ""),
    ("Submitted", "info", ""),
    ("In review", "info", "half"),
    ("Published", "good", "full"),
    ("Accepted, not for publication", "good", "half"),
    ("Returned", "warn", ""),
    ("On hold", "warn", "half"),
    ("Declined", "bad", ""),
    ("Withdrawn", "", "full"),
]


class ExampleForm(forms.Form):
    """A form with one of each field."""

    title = forms.CharField(
        label="Title",
        help_text="In the words of your organization.",
        widget=forms.TextInput(attrs={"class": "written"}),
    )
    statement = forms.CharField(
        label="Statement", widget=forms.Textarea(attrs={"class": "written", "rows": 3})
    )
    language = forms.ChoiceField(label="Language", choices=[("en", "English"), ("fr", "French")])
    contact = forms.EmailField(label="Contact", required=False)
    consent = forms.ChoiceField(
        label="May we publish it?",
        help_text="You choose; nothing is chosen for you.",
        choices=[("named", "Yes, under our name"), ("not_published", "No, only counted")],
        widget=forms.RadioSelect,
    )
    agreed = forms.BooleanField(label="The statement is ours", help_text="We may speak for it.")

    def clean_statement(self) -> str:
        raise forms.ValidationError("512 words; the limit for your status is 500. Take out 12.")


class ExampleFilters(forms.Form):
    q = forms.CharField(label="Words", required=False, widget=forms.SearchInput)
    group = forms.ChoiceField(label="Group", required=False, choices=[("", "All"), *Group.choices])
    paragraph = forms.ChoiceField(label="Paragraph", required=False, choices=[("", "All")])


def example_form() -> ExampleForm:
    """Return the form as it comes back with faults."""
    form = ExampleForm(
        {
            "title": "Portability of pensions",
            "statement": "Our members work ships that carry nine flags through four ports.",
            "language": "en",
        }
    )
    form.is_valid()
    return form


def styleguide_context() -> dict[str, Any]:
    return {
        "counts": COUNTS,
        "many": MANY,
        "tables": TABLES,
        "total": 116,
        "states": STATES,
        "form": example_form(),
        "filters": ExampleFilters(),
        "page": Paginator(range(88), 10).page(2),
        "closes_at": datetime(2026, 9, 4, 22, tzinfo=UTC),
        "steps": ["Write", "Review", "Receipt"],
        "themes": ["light", "dark"],
        "rounds": [1, 2, 3, 4],
        "swatches": [
            *("paper", "tint", "wash", "ink", "ink-2", "ink-3"),
            *("rule", "edge", "blue", "good", "warn", "bad"),
        ],
        "tabs": [
            {"label": "In review", "url": "#tabs", "count": 12, "current": True},
            {"label": "Returned", "url": "#tabs", "count": 3, "current": False},
            {"label": "Published", "url": "#tabs", "count": 44, "current": False},
        ],
        "crumbs": [("Dialogue", "#crumbs"), ("Submissions", "#crumbs"), ("SG/0128", "")],
        "entries": [
            {
                "at": datetime(2026, 8, 29, 9, 12, tzinfo=UTC),
                "text": "Paragraph 12 linked",
                "by": "A. Pelletier",
            },
            {
                "at": datetime(2026, 8, 28, 16, 42, tzinfo=UTC),
                "text": "Version 2 received",
                "by": "Federation of Harbour Workers of Syldavia",
            },
        ],
    }
