"""How allauth behaves here: its mails go through the outbox, in the language of who reads them."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from hld_portal.accounts.languages import in_language_of, language_of
from hld_portal.accounts.models import User
from hld_portal.accounts.samples import is_offered
from hld_portal.record.services import queue_mail


class PortalAccountAdapter(DefaultAccountAdapter):
    """The portal's own ways of signing in and up."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _(
            "This address and password do not belong together. Check both, or choose a new password."
        ),
        "too_many_login_attempts": _(
            "Too many attempts with this address. Wait five minutes, or choose a new password."
        ),
        "enter_current_password": _("This is not your current password."),
        "incorrect_password": _("This is not your password."),
        "duplicate_email": _("This address is yours already, or waits to be confirmed."),
    }

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Queue the mail, ready as it is: no page waits for a mail server.

        It may hold a link that lets its reader in, so the outbox forgets it once it is sent.
        """
        with override(self._language_for(email)):
            message = self.render_mail(
                template_prefix,
                email,
                context | {"email": email, "portal": self.request.get_host()},
            )
        queue_mail(
            "accounts/ready", to=[email], secret=True, subject=message.subject, body=message.body
        )

    def format_email_subject(self, subject: str) -> str:
        return subject

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        if not self.is_email_verified(request, form.cleaned_data["email"]):
            # An invitation proves its own address; allauth would put it in place of the typed one.
            self.unstash_verified_email(request)
        user.name = form.cleaned_data.get("name", "")
        user.language = get_language() or settings.LANGUAGE_CODE
        return super().save_user(request, user, form, commit)

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse | None:
        """Stop whom the backend would not know on the next page: sample people in production."""
        if user.is_sample and not is_offered():
            user.is_active = False  # in memory alone: allauth ends it as for a closed account
        return super().pre_login(request, user, **kwargs)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        assert isinstance(request.user, User)
        return in_language_of(request.user, resolve_url(settings.LOGIN_REDIRECT_URL))

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return resolve_url("accounts:profile_edit")

    def _language_for(self, email: str) -> str:
        user = User.objects.filter(email__iexact=email).first()
        return language_of(user) if user else get_language() or settings.LANGUAGE_CODE
