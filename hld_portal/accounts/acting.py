"""For which stakeholder a person acts right now: one at a time, always shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from hld_portal.accounts.models import Membership, Stakeholder
from hld_portal.refusals import Refused

SESSION_KEY = "acting_for"


class ActingForMiddleware:
    """Set `request.memberships` and `request.acting_for`, both lazy: one query when used."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        request.memberships = SimpleLazyObject(lambda: memberships_of(request.user))
        request.acting_for = SimpleLazyObject(lambda: acting_for(request))
        return self.get_response(request)


def memberships_of(user: Any) -> list[Membership]:
    """Return a person's active memberships, by the stakeholder's name. Queries: 1"""
    if not user.is_authenticated:
        return []
    return list(
        Membership.objects.filter(user=user, is_active=True)
        .select_related("stakeholder")
        .order_by("stakeholder__name")
    )


def acting_for(request: Any) -> Stakeholder | None:
    """Return the chosen stakeholder, else the first one, else None.

    Wrapped lazily, so test its truth (`if request.acting_for`), never `is None`.
    """
    chosen = request.session.get(SESSION_KEY)
    stakeholders = [membership.stakeholder for membership in request.memberships]
    for stakeholder in stakeholders:
        if stakeholder.pk == chosen:
            return stakeholder
    return stakeholders[0] if stakeholders else None


def act_for(request: Any, chosen: str) -> Stakeholder:
    """Choose for whom a person acts from now on, by the stakeholder's key.

    Raises:
        Refused: `not_found` for a stakeholder of others, as for one that does not exist.
    """
    for membership in request.memberships:
        if str(membership.stakeholder_id) == chosen:
            request.session[SESSION_KEY] = membership.stakeholder_id
            return membership.stakeholder
    raise Refused("not_found", _("You do not act for this stakeholder."))
