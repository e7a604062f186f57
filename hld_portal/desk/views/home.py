"""The first page of the desk."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from hld_portal.desk.homepage import tasks_of
from roundtables.access import sign_in_first


@require_GET
@never_cache
@sign_in_first
def home(request: HttpRequest) -> HttpResponse:
    """List the person's tasks in every dialogue; those without one are told so."""
    return render(request, "desk/home.html", {"all_tasks": tasks_of(request.user)})
