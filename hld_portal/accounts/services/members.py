"""Change who may do what for a stakeholder; it never stays without a head."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from hld_portal.accounts.enums import MemberRole
from hld_portal.accounts.models import Membership, Stakeholder, User
from hld_portal.accounts.permissions import can_end_membership, can_invite_for
from hld_portal.record.services import log_move
from hld_portal.refusals import Refused


def change_role(*, membership: Membership, role: str, by: User) -> Membership:
    """Give a member another role, from the next page on.

    Raises:
        Refused: `not_allowed` for who is no head; `moved_on` when the membership ended
            meanwhile; `last_head` (422) when nobody else is head.
    """
    if not can_invite_for(by, membership.stakeholder):
        raise Refused("not_allowed", _("Only a head can change roles."))
    with transaction.atomic():
        before = _lock(membership)
        if before.role == role:
            return before
        if role != MemberRole.HEAD:
            _check_other_head(before)
        before.role, old = role, before.role
        before.save(update_fields=["role"])
        log_move(
            before.stakeholder,
            verb="role_changed",
            by=by,
            membership=before.pk,
            from_state=old,
            to_state=str(role),
        )
    return before


def deactivate_membership(*, membership: Membership, by: User) -> None:
    """Take a member off; what they wrote stays. Members may leave by themselves.

    Raises:
        Refused: `not_allowed`; `moved_on` when it ended already; `last_head` (422).
    """
    if not can_end_membership(by, membership):
        raise Refused("not_allowed", _("Only a head can take others off."))
    with transaction.atomic():
        before = _lock(membership)
        _check_other_head(before)
        before.is_active = False
        before.save(update_fields=["is_active"])
        log_move(
            before.stakeholder,
            verb="taken_off",
            by=by,
            membership=before.pk,
            from_state=before.role,
        )


def _lock(membership: Membership) -> Membership:
    """Hold the stakeholder, so that two heads cannot take each other off at one time."""
    Stakeholder.objects.select_for_update().get(pk=membership.stakeholder_id)
    fresh = (
        Membership.objects.filter(pk=membership.pk, is_active=True)
        .select_related("stakeholder", "user")
        .first()
    )
    if fresh is None:
        raise Refused("moved_on", _("This person does not act for it any more."))
    return fresh


def _check_other_head(membership: Membership) -> None:
    if membership.role != MemberRole.HEAD:
        return
    others = Membership.objects.filter(
        stakeholder=membership.stakeholder, role=MemberRole.HEAD, is_active=True
    ).exclude(pk=membership.pk)
    if not others.filter(user__is_active=True).exists():
        message = _("%(name)s is the only head. Make somebody else head first.")
        raise Refused("last_head", message % {"name": membership.user})
