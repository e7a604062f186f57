"""What the frame of every page asks for, lazily: a page that does not ask pays nothing."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from roundtables.permissions import has_desk


def frame(request: HttpRequest) -> dict[str, Any]:
    """Say whether this is a local portal, and whether the account menu shows the desk. Queries: 1 when signed in."""
    user = getattr(request, "user", None)
    return {
        "is_local": settings.PORTAL_MODE == "local",
        "may_enter_desk": SimpleLazyObject(lambda: bool(user) and has_desk(user)),
    }
