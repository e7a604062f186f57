"""What the frame of every page asks for, lazily: a page that does not ask pays nothing."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from roundtables.permissions import has_desk


def frame(request: HttpRequest) -> dict[str, Any]:
    """Say whether the account menu shows the desk. Queries: 1 when signed in."""
    user = getattr(request, "user", None)
    return {"may_enter_desk": SimpleLazyObject(lambda: bool(user) and has_desk(user))}
