"""The list of published submissions, with filters and words."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from hld_portal.refusals import Refused
from hld_portal.search.forms import SearchFilters
from roundtables.models import Dialogue
from submissions.listing import Key, page_by_key
from submissions.models import Submission


@require_safe
@vary_on_headers("HX-Request", "HX-History-Restore-Request")
def submission_list(request: Any, dialogue: str) -> HttpResponse:
    """List what is published: the page, or only its list for htmx."""
    its_dialogue = get_object_or_404(Dialogue, slug=dialogue)
    filters = SearchFilters(request.GET, dialogue=its_dialogue)
    published = Submission.objects.filter(dialogue=its_dialogue).visible_to(request.user)
    found = filters.narrow(published.published())
    faults = list(filters.faults)
    page = page_by_key(found, **_place(request, faults))
    context = {
        "dialogue": its_dialogue,
        "filters": filters,
        "faults": faults,
        "count": found.count(),
        "submissions": page.submissions,
        "previous_url": _address(filters, before=page.previous_key),
        "next_url": _address(filters, after=page.next_key),
    }
    if not request.htmx or request.htmx.history_restore_request:
        return render(request, "search/submission_list.html", context)
    response = render(request, "search/_submission_list.html", context)
    if "after" not in request.GET and "before" not in request.GET:
        # The address to share: without the filters that are empty.
        response["HX-Push-Url"] = f"{request.path}?{filters.query}".rstrip("?")
    return response


def _place(request: HttpRequest, faults: list[str]) -> dict[str, Key]:
    """Return where in the list the address points to; a bad key gives the first page."""
    for name in ("after", "before"):
        if text := request.GET.get(name):
            try:
                return {name: Key.parse(text)}
            except Refused as refusal:
                faults.append(refusal.message)
    return {}


def _address(filters: SearchFilters, **key: str) -> str:
    """Return the query of a neighbouring page, empty when there is none."""
    ((name, value),) = key.items()
    return f"?{filters.query}&{name}={value}".replace("?&", "?") if value else ""
