"""Register stakeholders and people that the secretariat brings in."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from hld_portal.accounts.enums import StakeholderKind
from hld_portal.accounts.models import Stakeholder, User
from hld_portal.record.services import log_move
from hld_portal.refusals import Refused


def register_stakeholder(
    *, name: str, kind: StakeholderKind, by: User | None, **fields: Any
) -> tuple[Stakeholder, bool]:
    """Return the stakeholder of that name, made if new, and whether it was made.

    Args:
        by: None is the secretariat, by command.
        fields: further fields of a new one (`iso3`, `region`, …); one that is there keeps its own.

    Raises:
        Refused: `other_kind` when the name belongs to one of another kind; `invalid` when
            the name cannot be one.
    """
    with transaction.atomic():
        known = Stakeholder.objects.filter(name__iexact=name).first()
        if known and known.kind != kind:
            message = _("%(name)s is registered already, as: %(kind)s.")
            values = {"name": known.name, "kind": known.get_kind_display()}
            raise Refused("other_kind", message % values, field="kind")
        if known:
            return known, False
        stakeholder = Stakeholder(name=name, kind=kind, **fields)
        _check(stakeholder)
        stakeholder.save()
        log_move(stakeholder, verb="registered", by=by)
    return stakeholder, True


def _check(stakeholder: Stakeholder) -> None:
    try:
        stakeholder.full_clean()
    except ValidationError as error:
        field, messages = next(iter(error.message_dict.items()))
        raise Refused("invalid", messages[0], field=field) from error


def register_person(*, email: str) -> tuple[User, bool]:
    """Return the person of an address, made without a password if new, and whether made.

    Nobody signs in with such an account before its password is chosen with a link that
    is sent to the address (`password_path`); so the address counts as confirmed.
    """
    with transaction.atomic():
        user = User.objects.filter(email__iexact=email).first()
        if user:
            return user, False
        user = User.objects.create_user(email)
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user, True


def password_path(user: User) -> str:
    """Return the address, without host, at which a person chooses a password, once."""
    token = default_token_generator.make_token(user)
    uid = user_pk_to_url_str(user)
    return reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": token})
