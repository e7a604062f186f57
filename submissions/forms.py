"""The submission form: reading a post, and showing what was typed with its faults.

Field names are those of docs/contracts.md; points come as a Django formset `points`.
"""

from __future__ import annotations

import re
from typing import Any, cast

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.html import format_html
from django.utils.translation import get_language_info, gettext_lazy
from django.utils.translation import gettext as _

from hld_portal.accounts.models import Stakeholder
from hld_portal.text.counting import count_words
from roundtables.models import Call
from submissions.content import Content, Fault, PointContent, grouped
from submissions.enums import Consent, PointKind
from submissions.models import Submission
from submissions.reading import Reading

PREFIX = "points"
POINT_FIELD = re.compile(
    r"points-([0-9]{1,4})-(?:key|kind|text|addressee|replaces|concern|paragraphs)"
)
# A code holds a colon; "12 bis" holds a space, so a space parts codes only before another.
BETWEEN_CODES = re.compile(r"[,;\n]+|\s+(?=\S+:)")
NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def read_content(data: QueryDict, *, without: str = "") -> Content:
    """Return what a post holds, complete or not; points wholly blank are left out.

    The management form may be missing: which points there are follows from the fields.

    Args:
        without: index of a point to leave out.
    """
    return Content(
        title=" ".join(read_text(data, "title").split()),
        statement=read_text(data, "statement").strip("\n"),
        language=_known(read_text(data, "language"), dict(settings.LANGUAGES) | {"zh": ""}),
        consent=_known(read_text(data, "consent"), Consent.values),
        points=[
            point
            for index in _indexes(data)
            if str(index) != without and not (point := read_point(data, index)).is_blank
        ],
    )


def read_text(data: QueryDict, name: str) -> str:
    """Return a text with line ends as \\n and without what is not text."""
    return NOT_TEXT.sub("", data.get(name, "").replace("\r\n", "\n").replace("\r", "\n"))


def read_point(data: QueryDict, index: int) -> PointContent:
    """Return one point of a post."""
    prefix = f"{PREFIX}-{index}"
    codes = [
        " ".join(code.split())
        for value in data.getlist(f"{prefix}-paragraphs")
        for code in BETWEEN_CODES.split(NOT_TEXT.sub("", value))
    ]
    return PointContent(
        kind=read_text(data, f"{prefix}-kind").strip(),
        text=read_text(data, f"{prefix}-text"),
        addressee=read_text(data, f"{prefix}-addressee").strip(),
        replaces=read_text(data, f"{prefix}-replaces"),
        concern=data.get(f"{prefix}-concern", "").lower() not in ("", "0", "false", "off", "no"),
        paragraphs=[code for code in dict.fromkeys(codes) if code],
        key=read_text(data, f"{prefix}-key").strip(),
    )


def _indexes(data: QueryDict) -> list[int]:
    found = (POINT_FIELD.fullmatch(name) for name in data)
    return sorted({int(match[1]) for match in found if match})


def _known(value: str, values: Any) -> str:
    value = value.strip()
    return value if value in values else ""


class ShownForm(forms.Form):
    """A form that only shows: what was typed is its initial data, faults are put beside it."""

    use_required_attribute = False

    def choices_of(self, name: str) -> forms.ChoiceField:
        return cast(forms.ChoiceField, self.fields[name])

    def add_fault(self, name: str, message: str) -> None:
        if name not in self.errors:
            self.errors[name] = self.error_class(
                renderer=self.renderer, field_id=self[name].auto_id
            )
        self.errors[name].append(message)


class ComposeForm(ShownForm):
    """Title, statement, language and consent."""

    title = forms.CharField(
        label=gettext_lazy("Title"),
        widget=forms.TextInput(attrs={"class": "written", "dir": "auto", "autocomplete": "off"}),
    )
    statement = forms.CharField(
        label=gettext_lazy("Statement"),
        widget=forms.Textarea(attrs={"class": "written", "dir": "auto", "rows": 11}),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language of the text"))
    consent = forms.ChoiceField(label=gettext_lazy("May we publish it?"), widget=forms.RadioSelect)

    def __init__(self, content: Content, *, call: Call, stakeholder: Stakeholder) -> None:
        super().__init__(
            initial={
                "title": content.title,
                "statement": content.statement,
                "language": content.language,
                "consent": content.consent,
            }
        )
        self.choices_of("language").choices = language_choices(call.languages)
        self.fields["language"].widget.attrs["class"] = "sm"
        self.choices_of("consent").choices = consent_choices(stakeholder)
        self.fields["consent"].help_text = (
            (
                _("A Member State speaks on the record unless it says otherwise.")
                if stakeholder.is_state
                else _("You choose; nothing is chosen for you.")
            )
            + " "
            + _("You may change it until the report is issued.")
        )
        limit = call.word_limit(stakeholder, joint=bool(content.on_behalf_of))
        self.fields["statement"].help_text = _limit_hint(limit, stakeholder)
        self.fields["statement"].widget.attrs |= {
            "data-limit": call.word_limit(stakeholder),
            "data-joint-limit": call.word_limit(stakeholder, joint=True),
            "aria-describedby": "id_statement_helptext statement-count",
        }
        if content.language:
            self.fields["statement"].widget.attrs["lang"] = content.language
            self.fields["title"].widget.attrs["lang"] = content.language


class PointForm(ShownForm):
    """One point. Its links are shown by the template, from `chosen`."""

    key = forms.CharField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=gettext_lazy("Kind of point"))
    text = forms.CharField(
        label=gettext_lazy("Point"),
        widget=forms.Textarea(attrs={"class": "written", "dir": "auto", "rows": 3}),
    )
    addressee = forms.ChoiceField(label=gettext_lazy("To whom"))
    replaces = forms.CharField(
        label=gettext_lazy("Words to be replaced"),
        widget=forms.Textarea(attrs={"class": "written", "dir": "auto", "rows": 2}),
    )
    concern = forms.BooleanField(label=gettext_lazy("This is a concern"))
    paragraphs = forms.CharField(label=gettext_lazy("What it speaks to"))

    def __init__(
        self,
        point: PointContent,
        index: int | str,
        *,
        call: Call,
        language: str,
        proposals: bool = False,
    ) -> None:
        initial = {name: getattr(point, name) for name in self.base_fields}
        super().__init__(initial=initial, prefix=f"{PREFIX}-{index}")
        self.index = index
        self.number = index + 1 if isinstance(index, int) else "#"
        self.chosen = point.paragraphs
        self.kind_now = point.kind
        self.kind_label = PointKind(point.kind).label if point.kind in PointKind.values else ""
        addressees = call.event.dialogue.addressee_choices()
        self.addressee_label = dict(addressees).get(point.addressee, point.addressee)
        self.count = count_words(point.text, language)
        self.reading = Reading()
        self.choices_of("kind").choices = kind_choices(
            proposals or point.kind == PointKind.PROPOSAL
        )
        self.fields["kind"].widget.attrs["class"] = "sm"
        self.choices_of("addressee").choices = [
            ("", _("Choose to whom")),
            *addressees,
        ]
        self.fields["addressee"].widget.attrs["class"] = "sm"
        self.fields["text"].widget.attrs["aria-describedby"] = (
            f"{self.prefix}-hint {self.prefix}-count"
        )
        if language:
            self.fields["text"].widget.attrs["lang"] = language


class ConsentForm(ShownForm):
    """The consent alone, to change it later."""

    consent = forms.ChoiceField(label="", widget=forms.RadioSelect)

    def __init__(self, submission: Submission) -> None:
        super().__init__(initial={"consent": submission.consent})
        self.choices_of("consent").choices = consent_choices(submission.stakeholder)


def put_faults(form: ComposeForm, points: list[PointForm], faults: list[Fault]) -> None:
    """Put each fault beside its field; those of no single field stand in the summary alone."""
    for fault in faults:
        prefix, _dash, name = fault.field.rpartition("-")
        if not prefix:
            if name in form.fields:
                form.add_fault(name, fault.message)
            continue
        index = int(prefix.rpartition("-")[2])
        if index < len(points):
            points[index].add_fault(name, fault.message)


def language_choices(codes: list[str]) -> list[tuple[str, str]]:
    """Return the languages of a call, each by its own name."""
    names = [(code, get_language_info({"zh": "zh-hans"}.get(code, code))) for code in codes]
    return [("", _("Choose the language")), *((code, info["name_local"]) for code, info in names)]


def kind_choices(proposals: bool) -> list[tuple[str, str]]:
    """Return the kinds of points; other wording is proposed only where a text is a draft."""
    kinds = [kind for kind in PointKind if proposals or kind != PointKind.PROPOSAL]
    return [("", _("Choose the kind of point")), *((kind.value, str(kind.label)) for kind in kinds)]


def consent_choices(stakeholder: Stakeholder) -> list[tuple[str, str]]:
    """Return the three values in the words of this stakeholder."""
    named = _("Yes, under our name")
    hidden = format_html(
        "{}<small>{}</small>",
        _("Yes, as “%(kind)s”") % {"kind": stakeholder.indefinite},
        _("Our name is not shown."),
    )
    no = format_html("{}<small>{}</small>", _("No"), _("It is counted, never quoted."))
    return [
        (Consent.NAMED, format_html("{}<small>{}</small>", named, stakeholder.local_name)),
        (Consent.TYPE_ONLY, hidden),
        (Consent.NOT_PUBLISHED, no),
    ]


def _limit_hint(limit: int, stakeholder: Stakeholder) -> str:
    status = stakeholder.get_kind_display()
    if not stakeholder.is_state:
        status = f"{status}, {stakeholder.get_accreditation_display().lower()}"
    words = _("At most %(limit)s words: the limit for your status (%(status)s).")
    return (
        words % {"limit": grouped(limit), "status": status}
        + " "
        + _("Counted alike here and on the server. **Bold**, *italic*, lists and links are kept.")
    )
