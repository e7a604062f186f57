"""Forms of the secretariat: recording a statement, times of calls, extensions."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hld_portal.accounts.enums import StakeholderKind
from hld_portal.accounts.models import Stakeholder
from hld_portal.desk.queueing import language_choices
from hld_portal.desk.services.recording import NEW, STATES, Sender
from roundtables.models import Call, Dialogue, Event
from roundtables.states import all_states
from submissions.content import TITLE_LENGTH_MOST, Content
from submissions.enums import Channel, Consent

WAYS = [(way.value, way.label) for way in (Channel.NOTE_VERBALE, Channel.MAIL, Channel.FLOOR)]


# In the words of those who read the letter, not of those who wrote it.
CONSENTS = [
    (Consent.NAMED.value, gettext_lazy("Yes, under their name")),
    (Consent.TYPE_ONLY.value, gettext_lazy("Yes, with the type of organization only")),
    (Consent.NOT_PUBLISHED.value, gettext_lazy("No, it is counted but not published")),
]


class RecordForm(forms.Form):
    """What came by note verbale, by mail or from the floor."""

    stakeholder = forms.ChoiceField(
        label=gettext_lazy("Sent by"),
        error_messages={"required": gettext_lazy("Choose who sent it.")},
    )
    name = forms.CharField(
        label=gettext_lazy("Name of the organization"),
        required=False,
        max_length=200,
    )
    kind = forms.ChoiceField(label=gettext_lazy("Its kind"), required=False)
    event = forms.ChoiceField(
        label=gettext_lazy("For the meeting"),
        error_messages={"required": gettext_lazy("Choose the meeting it was sent to.")},
    )
    channel = forms.ChoiceField(
        label=gettext_lazy("It came"),
        choices=WAYS,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose how it came.")},
    )
    received_on = forms.DateField(
        label=gettext_lazy("Received on"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={
            "required": gettext_lazy("Give the day it was received."),
            "invalid": gettext_lazy("Write the day as year, month and day: 2013-09-27."),
        },
    )
    title = forms.CharField(
        label=gettext_lazy("Title"),
        widget=forms.TextInput(attrs={"class": "written"}),
        error_messages={"required": gettext_lazy("Write its title; without one, its first words.")},
    )
    statement = forms.CharField(
        label=gettext_lazy("Text"),
        help_text=gettext_lazy("Word for word, as it was received."),
        widget=forms.Textarea(attrs={"class": "written", "rows": 10}),
        error_messages={"required": gettext_lazy("Copy the text of the statement here.")},
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the text"),
        error_messages={"required": gettext_lazy("Choose the language it is written in.")},
    )
    consent = forms.ChoiceField(
        label=gettext_lazy("May it be published?"),
        required=False,
        choices=CONSENTS,
        widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "As the letter says. A Member State speaks under its name where it says nothing."
        ),
    )
    confidential = forms.BooleanField(
        label=gettext_lazy("Confidential"),
        required=False,
        help_text=gettext_lazy("Asked for by those who wrote; it can never be published."),
    )
    on_behalf_of = forms.MultipleChoiceField(
        label=gettext_lazy("On behalf of"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: Any = None, *, dialogue: Dialogue) -> None:
        super().__init__(data)
        rows = dialogue.events.filter(call__isnull=False).select_related("call", "round_table")
        self.events = {event.slug: event for event in rows}
        for event in self.events.values():
            event.dialogue = dialogue
        states = [(state.iso3, state.name) for state in all_states()]
        self._choose("stakeholder", sender_choices())
        self._choose("kind", [("", "—"), *_kinds()])
        self._choose("event", [("", "—"), *((slug, e.title) for slug, e in self.events.items())])
        self._choose("language", [("", "—"), *language_choices()])
        self._choose("on_behalf_of", states)

    def _choose(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def clean_title(self) -> str:
        title: str = self.cleaned_data["title"]
        if len(title) > TITLE_LENGTH_MOST:
            message = _("A title has at most %(most)d characters; this one has %(count)d.")
            raise forms.ValidationError(message % {"most": TITLE_LENGTH_MOST, "count": len(title)})
        return title

    def values(self) -> dict[str, Any]:
        """What `record_statement` is called with, besides the person."""
        given = self.cleaned_data
        event: Event = self.events[given["event"]]
        names = ("title", "statement", "language", "consent")
        return {
            "event": event,
            "sender": Sender(given["stakeholder"], given["name"], given["kind"]),
            "channel": given["channel"],
            "content": Content(**{name: given[name] for name in names}),
            "received_on": given["received_on"],
            "confidential": given["confidential"],
            "speakers": given["on_behalf_of"],
        }


def sender_choices() -> list[Any]:
    """States of our list and those on file; nobody invented is offered. Queries: 1"""
    on_file = Stakeholder.objects.filter(invented=False).exclude(kind__in=STATES)
    members = [(state.iso3, state.name) for state in all_states() if state.is_member]
    observers = [(state.iso3, state.name) for state in all_states() if not state.is_member]
    return [
        ("", _("Choose the sender")),
        (NEW, _("An organization that is not on the list")),
        (_("Member States"), members),
        (_("Observer States"), observers),
        (_("On file"), [(str(one.pk), one.local_name) for one in on_file]),
    ]


def _kinds() -> list[Any]:
    return [(value, label) for value, label in StakeholderKind.choices if value not in STATES]


class ZonedField(forms.DateTimeField):
    """A moment as the clocks of a zone show it; comes out in UTC."""

    zone = ZoneInfo("UTC")

    def __init__(self, **more: Any) -> None:
        widget = forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})
        super().__init__(widget=widget, **more)

    def prepare_value(self, value: Any) -> Any:
        return value.astimezone(self.zone).replace(tzinfo=None) if _is_moment(value) else value

    def to_python(self, value: Any) -> datetime | None:
        moment = super().to_python(value)
        if moment is None:
            return None
        shown = moment.replace(tzinfo=None)
        there = shown.replace(tzinfo=self.zone)
        if there.astimezone(UTC).astimezone(self.zone).replace(tzinfo=None) != shown:
            raise forms.ValidationError(_("The clocks skip this time there; choose another."))
        return there.astimezone(UTC)


def _is_moment(value: Any) -> bool:
    return isinstance(value, datetime) and value.tzinfo is not None


class ZonedForm(forms.Form):
    """A form whose moments are in the zone of a call."""

    def __init__(self, data: Any = None, *, call: Call, **more: Any) -> None:
        super().__init__(data, auto_id=f"call-{call.pk}-%s", **more)
        self.call = call
        for field in self.fields.values():
            if isinstance(field, ZonedField):
                field.zone = call.zone


class CallTimesForm(ZonedForm):
    opens_at = ZonedField(label=gettext_lazy("Opens"), required=False)
    closes_at = ZonedField(label=gettext_lazy("Closes"), required=False)

    def __init__(self, data: Any = None, *, call: Call) -> None:
        initial = {"opens_at": call.opens_at, "closes_at": call.closes_at}
        super().__init__(data, call=call, initial=initial)


class ExtensionForm(ZonedForm):
    stakeholder = forms.ChoiceField(
        label=gettext_lazy("Stakeholder"),
        error_messages={"required": gettext_lazy("Choose who gets more time.")},
    )
    closes_at = ZonedField(
        label=gettext_lazy("Until"),
        error_messages={"required": gettext_lazy("Say until when.")},
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy("Write the reason; it is kept.")},
    )

    def __init__(self, data: Any = None, *, call: Call, participants: list[Stakeholder]) -> None:
        super().__init__(data, call=call)
        self.participants = {str(one.pk): one for one in participants}
        field = self.fields["stakeholder"]
        assert isinstance(field, forms.ChoiceField)
        names = [(key, one.local_name) for key, one in self.participants.items()]
        field.choices = [("", "—"), *names]
        # A name of its own, beside the times of the same call.
        self.auto_id = f"extension-{call.pk}-%s"

    def clean_stakeholder(self) -> Stakeholder:
        return self.participants[self.cleaned_data["stakeholder"]]


def participants_of(dialogue: Dialogue) -> list[Stakeholder]:
    """Those who may ask for more time: who has people here, or has sent something. Queries: 1"""
    some = Q(memberships__is_active=True) | Q(submissions__dialogue=dialogue)
    return list(Stakeholder.objects.filter(some).distinct())
