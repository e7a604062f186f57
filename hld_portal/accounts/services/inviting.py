"""Bring people in: invite, accept, withdraw an invitation."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from hld_portal.accounts.enums import MemberRole
from hld_portal.accounts.languages import language_of
from hld_portal.accounts.models import (
    INVITATION_DAYS,
    Invitation,
    Membership,
    Stakeholder,
    User,
)
from hld_portal.accounts.permissions import can_invite_for
from hld_portal.record.services import log_move, queue_mail
from hld_portal.refusals import Refused

MOST_OPEN = 50  # invitations that wait at one time, for one stakeholder


def invite_member(
    *, stakeholder: Stakeholder, email: str, role: str, by: User | None
) -> Invitation:
    """Send a person the link with which to join; an older link to the same address dies.

    Args:
        by: a head of the stakeholder; None is the secretariat, by command.

    Raises:
        Refused: `not_allowed` for who is no head; `already_member` and `too_many` (422).
    """
    if by is not None and not can_invite_for(by, stakeholder):
        raise Refused("not_allowed", _("Only a head can invite."))
    email = email.strip().lower()
    token = Invitation.new_token()
    with transaction.atomic():
        Stakeholder.objects.select_for_update().get(pk=stakeholder.pk)
        _check_invitation(stakeholder, email)
        stakeholder.invitations.filter(email=email, accepted_at=None).delete()
        invitation = Invitation.objects.create(
            stakeholder=stakeholder,
            email=email,
            role=role,
            token_hash=Invitation.hash_token(token),
            invited_by=by,
        )
        log_move(stakeholder, verb="invited", by=by, invitation=invitation.pk, role=str(role))
        _queue_letter(invitation, token)
    return invitation


def _check_invitation(stakeholder: Stakeholder, email: str) -> None:
    active = stakeholder.memberships.filter(user__email__iexact=email, is_active=True)
    if active.exists():
        message = _("%(email)s acts for %(name)s already.")
        values = {"email": email, "name": stakeholder.local_name}
        raise Refused("already_member", message % values, field="email")
    waiting = stakeholder.invitations.filter(accepted_at=None, created_at__gt=_oldest())
    if waiting.exclude(email=email).count() >= MOST_OPEN:
        message = _("%(count)d invitations wait already; withdraw some first.")
        raise Refused("too_many", message % {"count": MOST_OPEN})


def _queue_letter(invitation: Invitation, token: str) -> None:
    invited = User.objects.filter(email__iexact=invitation.email).first()
    language = language_of(invited) if invited else get_language() or "en"
    with override(language):
        queue_mail(
            "accounts/invitation",
            to=[invitation.email],
            secret=True,
            language=language,
            stakeholder=invitation.stakeholder.local_name,
            role=str(MemberRole(invitation.role).label),
            may=MemberRole(invitation.role).may,
            inviter=str(invitation.invited_by or _("The secretariat")),
            path=reverse("accounts:invitation_show", args=[token]),
            days=INVITATION_DAYS,
        )


def find_invitation(token: str) -> Invitation | None:
    """Return the invitation of a link, whatever became of it. Queries: 1"""
    return (
        Invitation.objects.filter(token_hash=Invitation.hash_token(token))
        .select_related("stakeholder", "invited_by")
        .first()
    )


def accept_invitation(*, invitation: Invitation, by: User) -> Membership:
    """Let the invited person act for the stakeholder.

    Who acted for it before and was taken off acts again, in the role of the invitation;
    who acts for it already keeps the present role.

    Raises:
        Refused: `not_allowed` for anybody else than who was written to; `moved_on` (409)
            when the link was used or is too old.
    """
    if by.email.lower() != invitation.email.lower():
        message = _("This invitation was sent to %(email)s. Sign in with that address.")
        raise Refused("not_allowed", message % {"email": invitation.email})
    with transaction.atomic():
        # One conditional UPDATE is the lock: of two clicks one finds no row.
        taken = Invitation.objects.filter(
            pk=invitation.pk, accepted_at=None, created_at__gt=_oldest()
        ).update(accepted_at=now())
        if not taken:
            raise Refused("moved_on", _("This invitation was used already or is too old."))
        membership = _join(invitation, by)
        log_move(
            invitation.stakeholder,
            verb="joined",
            by=by,
            invitation=invitation.pk,
            membership=membership.pk,
            role=membership.role,
        )
    return membership


def _join(invitation: Invitation, by: User) -> Membership:
    membership, made = Membership.objects.get_or_create(
        user=by, stakeholder=invitation.stakeholder, defaults={"role": invitation.role}
    )
    if not made and not membership.is_active:
        membership.is_active = True
        membership.role = invitation.role
        membership.save(update_fields=["is_active", "role"])
    return membership


def withdraw_invitation(*, invitation: Invitation, by: User) -> None:
    """Make the link of an invitation that waits worthless.

    Raises:
        Refused: `not_allowed` for who is no head; `moved_on` when it was accepted meanwhile.
    """
    stakeholder = invitation.stakeholder
    if not can_invite_for(by, stakeholder):
        raise Refused("not_allowed", _("Only a head can withdraw an invitation."))
    with transaction.atomic():
        gone, _rows = Invitation.objects.filter(pk=invitation.pk, accepted_at=None).delete()
        if not gone:
            raise Refused("moved_on", _("This invitation was accepted already."))
        log_move(stakeholder, verb="invitation_withdrawn", by=by, invitation=invitation.pk)


def _oldest() -> datetime:
    return now() - timedelta(days=INVITATION_DAYS)
