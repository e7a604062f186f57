"""A stakeholder's own people: all members see them, the head manages them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hld_portal.accounts.enums import MemberRole
from hld_portal.accounts.forms_members import InviteForm, RoleForm
from hld_portal.accounts.models import Membership, Stakeholder
from hld_portal.accounts.permissions import can_invite_for
from hld_portal.accounts.services.inviting import invite_member, withdraw_invitation
from hld_portal.accounts.services.members import change_role, deactivate_membership
from hld_portal.refusals import Refused


@login_required
def stakeholder_show(request: Any, pk: int) -> HttpResponse:
    """Show members and open invitations; take the head's new invitation."""
    stakeholder = _stakeholder(request, pk)
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            invite_member(stakeholder=stakeholder, **form.cleaned_data, by=request.user)
        except Refused as refused:
            if refused.status != 422:
                raise
            form.add_error(refused.field or None, refused.message)
        else:
            message = _("We wrote to %(email)s.") % {"email": form.cleaned_data["email"]}
            messages.success(request, message)
            return redirect("accounts:stakeholder_show", pk)
    status = 422 if form.errors else 200
    return render(
        request, "accounts/stakeholder_show.html", _page(request, stakeholder, form), status=status
    )


def _page(request: Any, stakeholder: Stakeholder, form: InviteForm) -> dict[str, Any]:
    members = stakeholder.memberships.filter(is_active=True).select_related("user")
    order = list(MemberRole)
    waiting = stakeholder.invitations.filter(accepted_at=None).select_related("invited_by")
    return {
        "stakeholder": stakeholder,
        "members": sorted(members, key=lambda one: (order.index(one.role), one.user.name.lower())),
        "waiting": waiting.order_by("-created_at"),
        "may_manage": can_invite_for(request.user, stakeholder),
        "roles": MemberRole.choices,
        "form": form,
    }


@login_required
@require_POST
def role_change(request: Any, pk: int, member_pk: int) -> HttpResponse:
    membership = _membership(request, pk, member_pk)
    form = RoleForm(request.POST)
    if not form.is_valid():
        raise Refused("no_role", _("Choose one of the roles: head, focal point, drafter."))
    try:
        changed = change_role(
            membership=membership, role=form.cleaned_data["role"], by=request.user
        )
    except Refused as refused:
        return _say_no(request, pk, refused)
    values = {"name": changed.user, "role": changed.get_role_display()}
    messages.success(request, _("%(name)s is now: %(role)s.") % values)
    return redirect("accounts:stakeholder_show", pk)


@login_required
def membership_end(request: Any, pk: int, member_pk: int) -> HttpResponse:
    """Ask first, then take a member off."""
    membership = _membership(request, pk, member_pk)
    if request.method != "POST":
        return render(request, "accounts/membership_end.html", {"membership": membership})
    try:
        deactivate_membership(membership=membership, by=request.user)
    except Refused as refused:
        return _say_no(request, pk, refused)
    values = {"name": membership.user, "stakeholder": membership.stakeholder.local_name}
    messages.success(request, _("%(name)s no longer acts for %(stakeholder)s.") % values)
    if membership.user_id == request.user.pk:
        return redirect("accounts:profile_edit")
    return redirect("accounts:stakeholder_show", pk)


@login_required
@require_POST
def invitation_withdraw(request: Any, pk: int, invitation_pk: int) -> HttpResponse:
    stakeholder = _stakeholder(request, pk)
    invitation = get_object_or_404(
        stakeholder.invitations, pk=invitation_pk, accepted_at__isnull=True
    )
    withdraw_invitation(invitation=invitation, by=request.user)
    message = _("The invitation to %(email)s is withdrawn; its link no longer works.")
    messages.success(request, message % {"email": invitation.email})
    return redirect("accounts:stakeholder_show", pk)


def _stakeholder(request: Any, pk: int) -> Stakeholder:
    """Return it for its members; for outsiders there is no such page."""
    return get_object_or_404(Stakeholder.objects.of_member(request.user), pk=pk)


def _membership(request: Any, pk: int, member_pk: int) -> Membership:
    memberships = Membership.objects.select_related("stakeholder", "user")
    return get_object_or_404(
        memberships, pk=member_pk, stakeholder=_stakeholder(request, pk), is_active=True
    )


def _say_no(request: Any, pk: int, refused: Refused) -> HttpResponse:
    """Say why on the page itself, where the way out is; other refusals have their own page."""
    if refused.status != 422:
        raise refused
    messages.error(request, refused.message)
    return redirect("accounts:stakeholder_show", pk)
