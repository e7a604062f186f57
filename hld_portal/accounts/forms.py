"""Forms of signing in and up: allauth's, with our labels and one password field."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as allauth_forms
from django import forms
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

# What AUTH_PASSWORD_VALIDATORS ask for, in one sentence instead of four.
PASSWORD_RULES = _(
    "At least 8 characters, not digits alone, not one of the common ones, and unlike your "
    "name and address."
)


class PlainFields(forms.Form):
    """Labels stand above fields, so placeholders go; nobody types a new password twice.

    Who mistypes it chooses another by mail.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("password2", None)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            if name in ("email", "login"):
                field.label = _("E-mail address")
            if name == "password1":
                field.help_text = PASSWORD_RULES
            elif "password" in name:
                field.help_text = ""  # the page links to a new password itself


class SignInForm(PlainFields, allauth_forms.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs["autocomplete"] = "username"
        self.fields["remember"].label = _("Keep me signed in on this device")


class SignUpForm(PlainFields, allauth_forms.SignupForm):
    name = forms.CharField(
        label=_("Your name"),
        max_length=150,
        help_text=_("As others in your organization and the secretariat will see it."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ["name", "email", "password1"]

    def try_save(self, request: HttpRequest) -> Any:
        """Make the account; of two clicks one finds it there and is treated as any late-comer."""
        try:
            with transaction.atomic():
                return super().try_save(request)
        except IntegrityError:
            self.account_already_exists = True
            return super().try_save(request)


class NewAddressForm(PlainFields, allauth_forms.AddEmailForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("New e-mail address")
        self.fields["email"].help_text = _("We write to it; the change counts once you confirm.")


class ChangePasswordForm(PlainFields, allauth_forms.ChangePasswordForm):
    pass


class SetPasswordForm(PlainFields, allauth_forms.SetPasswordForm):
    pass


class AskPasswordForm(PlainFields, allauth_forms.ResetPasswordForm):
    pass


class NewPasswordForm(PlainFields, allauth_forms.ResetPasswordKeyForm):
    pass


class ConfirmPasswordForm(PlainFields, allauth_forms.ReauthenticateForm):
    pass
