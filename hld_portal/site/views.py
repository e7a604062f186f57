"""The pages that belong to no single part: home, help, accessibility, style guide."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from hld_portal.site.dialogue_page import dialogue_context
from hld_portal.site.styleguide import styleguide_context
from roundtables.models import Dialogue
from roundtables.permissions import has_desk


def home(request: HttpRequest) -> HttpResponse:
    """Show the one dialogue there is, or let the reader choose among several."""
    dialogues = list(Dialogue.objects.filter(trial=False))
    if len(dialogues) == 1:
        return _dialogue_page(request, dialogues[0])
    return render(request, "site/home.html", {"dialogues": dialogues})


def start(request: HttpRequest) -> HttpResponse:
    """Send a person who has just signed in to where their work is."""
    if has_desk(request.user):
        return redirect("desk:home")
    if request.user.is_authenticated:
        return redirect("submissions_writing:mine")
    return redirect("site:home")


def dialogue_show(request: HttpRequest, slug: str) -> HttpResponse:
    return _dialogue_page(request, get_object_or_404(Dialogue, slug=slug))


def _dialogue_page(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    return render(request, "site/dialogue_show.html", dialogue_context(dialogue, request.user))


def _the_dialogue() -> Dialogue | None:
    """Return the one dialogue there is, whose navigation stands over pages of no part. Queries: 1"""
    found = Dialogue.objects.filter(trial=False)[:2]
    return found[0] if len(found) == 1 else None


def help_show(request: HttpRequest) -> HttpResponse:
    return render(request, "site/help_show.html", {"dialogue": _the_dialogue()})


def accessibility_show(request: HttpRequest) -> HttpResponse:
    return render(request, "site/accessibility_show.html", {"dialogue": _the_dialogue()})


def styleguide_show(request: HttpRequest) -> HttpResponse:
    return render(request, "site/styleguide_show.html", styleguide_context())
