"""The page behind the link of an invitation."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from hld_portal.accounts.acting import SESSION_KEY
from hld_portal.accounts.enums import MemberRole
from hld_portal.accounts.models import Invitation, User
from hld_portal.accounts.services.inviting import accept_invitation, find_invitation


@never_cache
def invitation_show(request: Any, token: str) -> HttpResponse:
    """Let the invited person accept; whoever is not signed in yet is led to it."""
    invitation = find_invitation(token)
    if invitation is None:
        return render(request, "accounts/invitation_closed.html", status=404)
    if invitation.accepted_at or invitation.is_expired:
        context = {"invitation": invitation}
        return render(request, "accounts/invitation_closed.html", context, status=410)
    if not request.user.is_authenticated:
        # The link came by mail to this address: signing up with it needs no second proof.
        get_adapter(request).stash_verified_email(request, invitation.email)
    elif request.method == "POST":
        return _accept(request, invitation)
    return render(request, "accounts/invitation_show.html", _page(request, invitation))


def _accept(request: Any, invitation: Invitation) -> HttpResponse:
    membership = accept_invitation(invitation=invitation, by=request.user)
    request.session[SESSION_KEY] = membership.stakeholder_id
    message = _("You now act for %(name)s.") % {"name": membership.stakeholder.local_name}
    messages.success(request, message)
    return redirect("accounts:stakeholder_show", membership.stakeholder_id)


def _page(request: Any, invitation: Invitation) -> dict[str, Any]:
    user = request.user
    return {
        "invitation": invitation,
        "role": MemberRole(invitation.role),
        "is_for_reader": user.is_authenticated and user.email.lower() == invitation.email.lower(),
        "has_account": User.objects.filter(email__iexact=invitation.email).exists(),
    }
