"""Forms of a stakeholder's head: invite, change a role."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from hld_portal.accounts.enums import MemberRole


def role_choices() -> list[tuple[str, str]]:
    """Return each role with what it may do."""
    return [(role.value, f"{role.label}: {role.may}") for role in reversed(MemberRole)]


class InviteForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("The link in the mail works for this address alone, for 14 days, once."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    role = forms.ChoiceField(label=_("Role"), choices=role_choices, widget=forms.RadioSelect)


class RoleForm(forms.Form):
    role = forms.ChoiceField(choices=MemberRole.choices)
