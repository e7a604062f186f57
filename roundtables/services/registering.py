"""Bring in stakeholders: States from the portal's own list, all others by name."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from hld_portal.accounts.enums import StakeholderKind
from hld_portal.accounts.models import Stakeholder, User
from hld_portal.accounts.services.registering import register_stakeholder
from hld_portal.refusals import Refused
from roundtables.states import State, all_states

OF_STATES = (StakeholderKind.STATE, StakeholderKind.OBSERVER)


def register_state(*, state: State, by: User | None) -> tuple[Stakeholder, bool]:
    """Return a State of our list as a stakeholder, made if new, and whether it was made."""
    known = Stakeholder.objects.filter(iso3=state.iso3).first()
    if known:
        return known, False
    kind = StakeholderKind.STATE if state.is_member else StakeholderKind.OBSERVER
    return register_stakeholder(
        name=state.name, kind=kind, by=by, iso3=state.iso3, region=state.regional_group
    )


def register_organization(
    *, name: str, kind: StakeholderKind, by: User | None, **fields: Any
) -> tuple[Stakeholder, bool]:
    """Return an organization of that name, made if new, and whether it was made.

    Raises:
        Refused: `is_state` for a kind or a name of States, which come from our list alone;
            otherwise as `register_stakeholder`.
    """
    if kind in OF_STATES or name.casefold() in {state.name.casefold() for state in all_states()}:
        raise Refused("is_state", _("States come from the list alone: give the code, --iso3."))
    return register_stakeholder(name=name, kind=kind, by=by, **fields)
