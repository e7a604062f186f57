"""While a paragraph is being typed: keep the text, tell who else is at it, show it set."""

from __future__ import annotations

import hashlib
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from hld_portal.reports.drafting_access import open_event
from hld_portal.reports.models import Summary, SummaryParagraph
from hld_portal.reports.paragraph_access import address_of, open_paragraph, read_typed
from hld_portal.reports.reading.budget import summary_budget
from hld_portal.reports.reading.presence import people_at
from hld_portal.reports.reading.summary import moves_of
from hld_portal.reports.reading.typeset import typeset_paragraph, typeset_summary
from hld_portal.reports.services.keeping import drop_typed, keep_typed, mark_open
from roundtables.access import sign_in_first


@require_POST
@sign_in_first
def paragraph_keep(request: HttpRequest, slug: str, event: str, pk: int) -> HttpResponse:
    """Keep what is typed and say so; without content where the page says it already."""
    place = open_event(request, slug, event)
    paragraph = open_paragraph(place, pk)
    typed, left = read_typed(request), request.POST.get("left") == "yes"
    if request.POST.get("keep") == "no":
        mark_open(paragraph=paragraph, by=request.user, left=left)
        kept = False
    else:
        kept = keep_typed(paragraph=paragraph, by=request.user, left=left, **typed).has_text
    context = {
        "kept": kept,
        "at_work": people_at(paragraph.summary, but=request.user).get(pk, []),
        "saved_by": _saved_by(paragraph, typed["revision"]),
    }
    context["state"] = _hash(context)
    if left or request.POST.get("state") == context["state"]:
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    return render(request, "reports/_paragraph_kept.html", context)


def _saved_by(paragraph: SummaryParagraph, revision: int) -> str:
    """Return who saved the paragraph since the form was opened, "" for nobody."""
    if revision == paragraph.revision:
        return ""
    last = moves_of(paragraph)[-1:]
    return str(last[0].actor) if last and last[0].actor else _("Somebody else")


@require_POST
@sign_in_first
def paragraph_forget(request: HttpRequest, slug: str, event: str, pk: int) -> HttpResponse:
    """Drop what was typed and not saved."""
    place = open_event(request, slug, event)
    paragraph = open_paragraph(place, pk)
    if drop_typed(paragraph=paragraph, by=request.user):
        messages.success(request, _("What you had typed is dropped; the paragraph is as it was."))
    return redirect(address_of(place, paragraph.position))


@require_POST
@sign_in_first
def paragraph_typeset(request: HttpRequest, slug: str, event: str, pk: int) -> HttpResponse:
    """Show the paragraph as it will be printed, with what is typed; stores nothing."""
    place = open_event(request, slug, event)
    paragraph = open_paragraph(place, pk)
    typed = read_typed(request)
    context = {
        "typeset": typeset_paragraph(place, paragraph, paragraph.position, typed=typed),
        "budget": summary_budget(paragraph, typed),
    }
    return render(request, "reports/_typeset.html", context)


@require_GET
@never_cache
@sign_in_first
def summary_typeset(request: HttpRequest, slug: str, event: str) -> HttpResponse:
    """Show the whole summary as it will be printed."""
    place = open_event(request, slug, event)
    context = {"event": place, "dialogue": place.dialogue, "typeset": typeset_summary(place)}
    return render(request, "reports/summary_typeset.html", context)


@require_GET
@never_cache
@sign_in_first
def summary_presence(request: HttpRequest, slug: str, event: str) -> HttpResponse:
    """Tell by paragraph who is at it, asked every 15 seconds; nothing where the page says it."""
    place = open_event(request, slug, event)
    summary = Summary.objects.filter(event=place).first()
    at_work = people_at(summary, but=request.user)
    ids = summary.paragraphs.values_list("pk", flat=True) if summary else []
    rows = [(pk, at_work.get(pk, [])) for pk in ids]
    state = _hash(rows)
    if request.GET.get("state") == state:
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    return render(request, "reports/_summary_presence.html", {"rows": rows, "state": state})


def _hash(told: object) -> str:
    """Name what a page says, so that it is not told, and read out, again."""
    return hashlib.sha256(repr(told).encode()).hexdigest()[:12]
