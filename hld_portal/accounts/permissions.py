"""Who may act for a stakeholder. Each predicate may run one query."""

from __future__ import annotations

from typing import Any

from hld_portal.accounts.enums import MemberRole
from hld_portal.accounts.models import Membership, Stakeholder


def member_role(user: Any, stakeholder: Stakeholder) -> str | None:
    """Return the role in which a person acts for a stakeholder, None if in none."""
    if not user.is_authenticated:
        return None
    return (
        Membership.objects.filter(user=user, stakeholder=stakeholder, is_active=True)
        .values_list("role", flat=True)
        .first()
    )


def is_member(user: Any, stakeholder: Stakeholder) -> bool:
    return member_role(user, stakeholder) is not None


def can_write_for(user: Any, stakeholder: Stakeholder) -> bool:
    """Write and save drafts: every member."""
    return is_member(user, stakeholder)


def can_file_for(user: Any, stakeholder: Stakeholder) -> bool:
    """Submit, withdraw, change consent: head and focal point."""
    return member_role(user, stakeholder) in (MemberRole.HEAD, MemberRole.FOCAL_POINT)


def can_invite_for(user: Any, stakeholder: Stakeholder) -> bool:
    """Bring others in: the head."""
    return member_role(user, stakeholder) == MemberRole.HEAD


def can_end_membership(user: Any, membership: Membership) -> bool:
    """Take a member off: the head, and everyone their own membership."""
    if not user.is_authenticated:
        return False
    return membership.user_id == user.pk or can_invite_for(user, membership.stakeholder)
