"""A person's own details: name, language, time zone."""

from __future__ import annotations

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _

from hld_portal.accounts.languages import language_choices
from hld_portal.accounts.models import User

REGIONS = (
    *("Africa", "America", "Antarctica", "Arctic", "Asia"),
    *("Atlantic", "Australia", "Europe", "Indian", "Pacific"),
)


def zone_choices(current: str = "") -> list[tuple[str, Any]]:
    """Return UTC, then the zones by region; `current` is among them whatever it is."""
    zones = sorted(available_timezones() | ({current} if current else set()))
    named = {region: [z for z in zones if z.startswith(f"{region}/")] for region in REGIONS}
    choices: list[tuple[str, Any]] = [("UTC", "UTC")]
    for region, names in named.items():
        choices.append((region, [(name, _city(name)) for name in names]))
    listed = {name for names in named.values() for name in names} | {"UTC", ""}
    return choices if current in listed else [(current, current), *choices]


def _city(zone: str) -> str:
    return zone.split("/", 1)[1].replace("_", " ").replace("/", " / ")


class ProfileForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["name", "language", "time_zone"]
        widgets = {"name": forms.TextInput(attrs={"autocomplete": "name"})}
        help_texts = {
            "name": _("As others in your organization and the secretariat see it."),
            "language": _("The portal and its mails speak it. You may write in any of the six."),
            "time_zone": _("Deadlines are shown in it too, beside the zone of the dialogue."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True
        self.fields["language"] = self._choice("language", language_choices())
        self.fields["time_zone"] = self._choice("time_zone", zone_choices(self.instance.time_zone))

    def _choice(self, name: str, choices: Any) -> forms.ChoiceField:
        field = self.fields[name]
        return forms.ChoiceField(choices=choices, label=field.label, help_text=field.help_text)
