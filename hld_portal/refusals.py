"""Refusals: what a service says no with, and the one place that turns it into a page."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

STATUS_OF_CODE = {"not_allowed": 403, "not_found": 404, "moved_on": 409}


class Refused(Exception):
    """A service refuses; the message is for the person who asked.

    Args:
        code: `not_allowed` (403), `not_found` (404), `moved_on` (409), any other is 422.
        message: translated, says what to do.
        field: the form field that the message belongs to, if one does.
    """

    def __init__(self, code: str, message: str, *, field: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.field = field

    @property
    def status(self) -> int:
        return STATUS_OF_CODE.get(self.code, 422)


class RefusalMiddleware:
    """Answer a `Refused` that a view let through with its status and a page that says why."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, Refused):
            return None
        if error.status == 404:
            # The same page as for an address that never existed: nothing may leak.
            return render(request, "404.html", status=404)
        fragment = getattr(request, "htmx", False)
        template = "_refused.html" if fragment else "refused.html"
        return render(request, template, {"refusal": error}, status=error.status)
