"""Who may sign in."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from hld_portal.accounts import samples


class PortalBackend(AuthenticationBackend):
    """Sign in by e-mail and password; sample people in local mode alone.

    Asked again on every request, so that a session of a sample person ends too.
    """

    def user_can_authenticate(self, user: Any) -> bool:
        if user.is_sample and not samples.is_offered():
            return False
        return super().user_can_authenticate(user)
