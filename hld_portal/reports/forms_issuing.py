"""What a documents officer fills in: the masthead, corrections, what is added."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hld_portal.reports.issuing.carrying import Carried
from hld_portal.reports.issuing.corrigendum import Correction, NoSuchPlace, read_correction
from hld_portal.reports.issuing.units import Unit
from hld_portal.reports.models import Issue
from hld_portal.reports.services.issuing_plan import Given

LONGEST_CORRECTION = 10_000  # letters
LONGEST_ADDITION = 60_000
MOST_ROWS = 50
ROWS_ADDED = 3


class MastheadForm(forms.Form):
    """What stands on the first page of a document."""

    number = forms.IntegerField(
        label=gettext_lazy("Number in the series"),
        min_value=1,
        max_value=999_999,
        help_text=gettext_lazy(
            "The next one is proposed. None is used twice, not even one that was given up."
        ),
    )
    session = forms.CharField(
        label=gettext_lazy("Session"), required=False, max_length=100, strip=True
    )
    item = forms.CharField(label=gettext_lazy("Item"), required=False, max_length=200, strip=True)
    dated_on = forms.DateField(
        label=gettext_lazy("Date"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    note = forms.CharField(
        label=gettext_lazy("What it changes, and why"),
        required=False,
        max_length=600,
        help_text=gettext_lazy("Printed at the foot of page 1, after the symbol that it changes."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data: Any = None, *, follows: bool = False, **more: Any) -> None:
        """With `follows` its number is given by the document that it changes."""
        super().__init__(data, **more)
        # An original changes nothing; what follows takes the next part of its base.
        del self.fields["number" if follows else "note"]

    def given(self) -> Given:
        values = self.cleaned_data
        return Given(
            session=" ".join(values["session"].split()),
            item=" ".join(values["item"].split()),
            dated_on=values["dated_on"],
            note=" ".join(values.get("note", "").split()),
        )


class RevisionForm(MastheadForm):
    """The masthead of a revision, and what was corrected in the text that it replaces."""

    def __init__(self, data: Any = None, *, carried: Sequence[Carried] = (), **more: Any) -> None:
        super().__init__(data, follows=True, **more)
        self.unseen = [each for each in carried if not each.is_found]
        if self.unseen:
            self.fields["carried"] = forms.MultipleChoiceField(
                label=_("Corrections to see to"),
                help_text=_(
                    "The portal does not find these in the new text. Tick each one that you have "
                    "seen to: it is made in other words, or its place is no longer there."
                ),
                choices=[(each.key, _line(each)) for each in self.unseen],
                error_messages={"required": self._not_ticked(())},
                widget=forms.CheckboxSelectMultiple,
            )

    def clean_carried(self) -> list[str]:
        ticked: list[str] = self.cleaned_data["carried"]
        if any(each.key not in ticked for each in self.unseen):
            raise forms.ValidationError(self._not_ticked(ticked))
        return ticked

    def _not_ticked(self, ticked: Sequence[str]) -> str:
        left = [f"{each.symbol}, {each.place}" for each in self.unseen if each.key not in ticked]
        return _("Not ticked yet: %(places)s.") % {"places": "; ".join(left)}


def _line(carried: Carried) -> str:
    return f"{carried.symbol}, {carried.place}: {carried.correction.reads}"


class AdditionForm(MastheadForm):
    """What an addendum adds."""

    text = forms.CharField(
        label=gettext_lazy("Text to add"),
        required=False,
        max_length=LONGEST_ADDITION,
        help_text=gettext_lazy("An empty line begins a new paragraph. They are numbered from 1."),
        widget=forms.Textarea(attrs={"rows": 8, "class": "written"}),
    )
    with_submissions = forms.BooleanField(
        label=gettext_lazy("Add the submissions published since"), required=False
    )

    def __init__(self, data: Any = None, **more: Any) -> None:
        super().__init__(data, follows=True, **more)
        self.fields["note"].label = _("What it adds, and why")
        self.fields["note"].help_text = _("Printed at the foot of page 1, after the symbol.")


class CorrectionForm(forms.Form):
    """One place, and what it now reads."""

    place = forms.CharField(
        label=gettext_lazy("Place"),
        max_length=120,
        help_text=gettext_lazy(
            "“12” or “12 (a)” for a paragraph, else in words: “Table 1, second row”."
        ),
    )
    reads = forms.CharField(
        label=gettext_lazy("Now reads"),
        max_length=LONGEST_CORRECTION,
        widget=forms.Textarea(attrs={"rows": 4, "class": "written"}),
    )
    is_instruction = forms.BooleanField(
        label=gettext_lazy("This is an instruction, not the new text"),
        required=False,
        help_text=gettext_lazy("Printed as you write it: “Delete the second sentence.”"),
    )

    def __init__(self, *args: Any, changes: Issue, units: Sequence[Unit], **more: Any) -> None:
        super().__init__(*args, **more)
        self.changes, self.units = changes, units

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if "place" in values and "reads" in values:
            try:
                values["correction"] = self._correction(values)
            except NoSuchPlace as error:
                message = _("%(symbol)s has no paragraph %(number)s.")
                self.add_error(
                    "place", message % {"symbol": self.changes.symbol, "number": str(error)}
                )
        return values

    def _correction(self, values: dict[str, Any]) -> Correction:
        found = read_correction(
            self.changes,
            self.units,
            values["place"],
            values["reads"],
            is_instruction=values["is_instruction"],
        )
        if found.was and found.was.split() == found.reads.split():
            raise forms.ValidationError(_("This is what it reads already."))
        return found


if TYPE_CHECKING:
    Rows = forms.BaseFormSet[CorrectionForm]
else:
    Rows = forms.BaseFormSet


class CorrectionSet(Rows):
    """Corrections as they were typed; rows left empty are passed over."""

    def corrections(self) -> list[Correction]:
        return [
            form.cleaned_data["correction"]
            for form in self.forms
            if form.cleaned_data.get("correction")
        ]

    def clean(self) -> None:
        if any(self.errors):
            return
        places = [each.place for each in self.corrections()]
        double = next((place for place in places if places.count(place) > 1), "")
        if double:
            message = _("%(place)s stands twice: write its whole new text once.")
            raise forms.ValidationError(message % {"place": double})


def correction_set(data: Any, *, changes: Issue, units: Sequence[Unit], more: bool) -> Any:
    """Return the rows of a corrigendum; with `more`, some empty ones behind what was typed."""
    factory = forms.formset_factory(
        CorrectionForm,
        formset=CorrectionSet,
        extra=ROWS_ADDED,
        max_num=MOST_ROWS,
        validate_max=True,
    )
    shared = {"changes": changes, "units": units}
    if data is None or not more:
        return factory(data, form_kwargs=shared)
    typed = factory(data, form_kwargs=shared)
    names = ("place", "reads", "is_instruction")
    rows = [{name: form[name].value() or "" for name in names} for form in typed.forms]
    return factory(initial=[row for row in rows if any(row.values())], form_kwargs=shared)
