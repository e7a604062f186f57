"""What our middlewares put on a request, for the type checker."""

from __future__ import annotations

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from hld_portal.accounts.models import Membership, Stakeholder


class PersonRequest(HttpRequest):
    """A request that knows for whom the person acts; both are read when first used."""

    memberships: list[Membership]
    acting_for: Stakeholder | None
    htmx: HtmxDetails
