"""What a decision asks for before it is made."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from submissions.enums import ReturnGround
from submissions.models import Submission


class EmptyForm(forms.Form):
    """Of a decision that asks nothing; knows the submission it is made on."""

    title: Any = ""
    text: Any = ""

    def __init__(self, data: Any = None, *, submission: Submission, user: Any) -> None:
        super().__init__(data)
        self.submission = submission
        self.user = user

    def values(self) -> dict[str, Any]:
        """What the service is called with besides the submission and the person."""
        return self.cleaned_data


class ReturnForm(EmptyForm):
    title = gettext_lazy("Return to its authors")
    text = gettext_lazy(
        "They get your message, find a draft filled with this text, and may send it again."
    )

    ground = forms.ChoiceField(
        label=gettext_lazy("Why"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose why it is returned.")},
    )
    message = forms.CharField(
        label=gettext_lazy("Message to the authors"),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("Write what they should mend.")},
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        spared = self.submission.stakeholder.is_state
        field = self.fields["ground"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            (value, label)
            for value, label in ReturnGround.choices
            if not (spared and value == ReturnGround.CONTENT)
        ]
        if spared:
            field.help_text = _(
                "A Member State’s text is returned for its format or as a duplicate only."
            )


class DeclineForm(EmptyForm):
    title = gettext_lazy("Decline")
    text = gettext_lazy("It is refused for good. Its authors get your reason.")

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("Write the reason; its authors will read it.")},
    )


class DuplicateForm(EmptyForm):
    title = gettext_lazy("Mark as a duplicate")
    text = gettext_lazy("A duplicate counts for nothing. You can take the mark away again.")

    original = forms.CharField(
        label=gettext_lazy("It is the same as"),
        help_text=gettext_lazy("The reference of the other text, or its last digits."),
        error_messages={"required": gettext_lazy("Give the reference of the other text.")},
    )

    def clean_original(self) -> Submission:
        """Find the other text among those that the person may see."""
        typed = self.cleaned_data["original"].strip().upper().replace("-", "/")
        prefix = self.submission.dialogue.reference_prefix
        reference = f"{prefix}/{typed:0>4}" if typed.isdecimal() else typed
        seen = Submission.objects.visible_to(self.user).filter(dialogue=self.submission.dialogue)
        found = seen.filter(reference=reference).first()
        if found is None:
            message = _("No text with the reference %(reference)s is known to you.")
            raise forms.ValidationError(message % {"reference": reference})
        return found


class NoteForm(forms.Form):
    body = forms.CharField(
        label=gettext_lazy("New note"),
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy("Write the note first.")},
    )
