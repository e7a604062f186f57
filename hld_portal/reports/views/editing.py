"""Change a paragraph by a click: its words that stand, its sources, its sentences.

Each view: fetch, check, call, render. With htmx the editor is swapped, without it the page loads.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django.views.decorators.vary import vary_on_headers

from hld_portal.refusals import Refused
from hld_portal.reports.drafting_access import open_event, read_number
from hld_portal.reports.models import SummaryParagraph
from hld_portal.reports.paragraph_access import address_of, open_paragraph, read_revision
from hld_portal.reports.reading.drafting import editor_context
from hld_portal.reports.reading.rows import may_cite, pick_context, place_of_new, propose_text
from hld_portal.reports.reading.sources import sources_behind
from hld_portal.reports.reading.summary import ShownParagraph, ShownSummary, show_summary
from hld_portal.reports.services.editing import (
    add_row,
    cite_source,
    drop_source,
    move_row,
    remove_row,
)
from hld_portal.reports.services.overriding import let_word_stand, take_word_back
from hld_portal.reports.services.summaries import check_may_edit
from hld_portal.reports.undoing_rows import Rows, offer_undo, rows_of, take_offer, undo
from roundtables.access import sign_in_first
from roundtables.models import Event
from submissions.forms import read_text


@require_POST
@sign_in_first
def paragraph_stand(request: HttpRequest, slug: str, event: str, pk: int) -> HttpResponse:
    """Let a counted word stand against its count, with a reason."""
    names = ("word", "group", "reason")
    typed: dict[str, Any] = {name: read_text(request.POST, name) for name in names}
    about: dict[str, Any] = {"revision": read_revision(request), "by": request.user}
    act = partial(let_word_stand, **typed, **about)
    said = _("The word stands, with your reason.")
    return _step(request, slug, event, pk, act, said, typed=typed)


@require_POST
@sign_in_first
def paragraph_take_back(request: HttpRequest, slug: str, event: str, pk: int) -> HttpResponse:
    """Take back the decision to let a counted word stand."""
    word, group = request.POST.get("word", ""), request.POST.get("group", "")
    about: dict[str, Any] = {"revision": read_revision(request), "by": request.user}
    act = partial(take_word_back, word=word, group=group, **about)
    return _step(request, slug, event, pk, act, _("The decision is taken back."))


@require_GET
@never_cache
@sign_in_first
@vary_on_headers("HX-Request", "HX-History-Restore-Request")
def paragraph_sources(
    request: HttpRequest, slug: str, event: str, pk: int, row: int
) -> HttpResponse:
    """Show what could stand behind a sentence: a page, or the pane beside the text."""
    place = open_event(request, slug, event)
    paragraph = open_paragraph(place, pk)
    check_may_edit(paragraph.summary, request.user)
    shown, number = _shown(place, paragraph)
    if row >= len(number.rows) or not may_cite(number):
        raise Refused("moved_on", _("Somebody else changed this paragraph in the meantime."))
    one = number.rows[row]
    context = _about(place, number) | {"place": row, "one": one}
    context |= pick_context(shown, request.GET, leave_out=one.check.row["citations"])
    name = "_summary_pick.html" if _is_htmx(request) else "summary_sources.html"
    return render(request, f"reports/{name}", context)


@require_POST
@sign_in_first
def paragraph_cite(request: HttpRequest, slug: str, event: str, pk: int) -> HttpResponse:
    """Let a source stand behind a sentence."""
    act = partial(cite_source, key=request.POST.get("key", ""), **_row(request))
    return _step(request, slug, event, pk, act, _("The source stands behind the sentence."))


@require_POST
@sign_in_first
def paragraph_drop(request: HttpRequest, slug: str, event: str, pk: int) -> HttpResponse:
    """Take a source from a sentence."""
    act = partial(drop_source, key=request.POST.get("key", ""), **_row(request))
    return _step(request, slug, event, pk, act, _("The source is dropped."))


@require_POST
@sign_in_first
def paragraph_move(request: HttpRequest, slug: str, event: str, pk: int) -> HttpResponse:
    """Move a sentence or item up or down, or take it out."""
    way = request.POST.get("act")
    if way == "out":
        act = partial(remove_row, **_row(request))
        return _step(request, slug, event, pk, act, _("It is taken out."))
    act = partial(move_row, down=way == "down", **_row(request))
    return _step(request, slug, event, pk, act, _("It is moved."))


@require_http_methods(["GET", "POST"])
@never_cache
@sign_in_first
@vary_on_headers("HX-Request", "HX-History-Restore-Request")
def paragraph_row_add(request: HttpRequest, slug: str, event: str, pk: int) -> HttpResponse:
    """Add a sentence or an item: choose its source, then change the words proposed for it."""
    place = open_event(request, slug, event)
    paragraph = open_paragraph(place, pk)
    given = request.POST if request.method == "POST" else request.GET
    as_item, key = given.get("as") == "item", given.get("key", "")
    if request.method == "GET":
        check_may_edit(paragraph.summary, request.user)
        return _row_form(request, place, paragraph, as_item=as_item, key=key)
    before, text = rows_of(paragraph), read_text(request.POST, "text")
    after = read_number(request.POST.get("after", ""))
    after = place_of_new(paragraph, as_item=as_item) if after is None else after
    try:
        add_row(
            paragraph=paragraph,
            after=after,
            text=text,
            key=key,
            revision=read_revision(request),
            by=request.user,
            as_item=as_item,
        )
    except Refused as refused:
        if not (refused.field or refused.code == "moved_on"):
            raise
        paragraph.refresh_from_db()
        chosen = "" if refused.field == "source" else key
        state: dict[str, Any] = {"key": chosen, "text": text, "after": after, "refused": refused}
        return _row_form(request, place, paragraph, as_item=as_item, **state)
    return _done(request, place, paragraph, before, _("It stands in its place."))


@require_POST
@sign_in_first
def paragraph_undo(request: HttpRequest, slug: str, event: str, pk: int) -> HttpResponse:
    """Undo the last step at this paragraph."""
    place = open_event(request, slug, event)
    paragraph = undo(request, open_paragraph(place, pk))
    if not _is_htmx(request):
        return redirect(address_of(place, paragraph.position))
    return _editor(request, place, paragraph, offer={"said": _("Undone."), "undone": True})


def _step(
    request: HttpRequest,
    slug: str,
    event: str,
    pk: int,
    act: Callable[..., SummaryParagraph],
    said: str,
    **state: Any,
) -> HttpResponse:
    """Take a step at a paragraph; one that is refused shows it as it is now, and why."""
    place = open_event(request, slug, event)
    paragraph = open_paragraph(place, pk)
    before = rows_of(paragraph)
    try:
        act(paragraph=paragraph)
    except Refused as refused:
        if not (refused.field or refused.code == "moved_on"):
            raise
        paragraph = open_paragraph(place, pk)
        return _editor(request, place, paragraph, refused=refused, **state)
    return _done(request, place, paragraph, before, said)


def _row(request: HttpRequest) -> dict[str, Any]:
    place = read_number(request.POST.get("place", ""))
    return {
        "place": -1 if place is None else place,
        "revision": read_revision(request),
        "by": request.user,
    }


def _shown(event: Event, paragraph: SummaryParagraph) -> tuple[ShownSummary, ShownParagraph]:
    shown = show_summary(event)
    number = shown.of(paragraph.pk)
    assert number is not None
    return shown, number


def _about(event: Event, number: ShownParagraph) -> dict[str, Any]:
    about = {"event": event, "dialogue": event.dialogue}
    return about | {"chosen": number, "paragraph": number.paragraph}


def _row_form(
    request: HttpRequest,
    event: Event,
    paragraph: SummaryParagraph,
    *,
    as_item: bool,
    key: str,
    text: str | None = None,
    after: int | None = None,
    refused: Refused | None = None,
) -> HttpResponse:
    """The form of a new sentence; where it needs a source and has none, the list of them."""
    shown, number = _shown(event, paragraph)
    context = _about(event, number) | {"as_item": as_item, "refused": refused, "key": key}
    context |= {"after": place_of_new(paragraph, as_item=as_item) if after is None else after}
    status = refused.status if refused else HTTPStatus.OK
    if may_cite(number) and not shown.sources.points.get(key):
        context |= pick_context(shown, request.GET, leave_out=[]) | {"text": text}
        return render(request, "reports/summary_row_source.html", context, status=status)
    proposed = propose_text(shown.sources, key, as_item=as_item) if key else ""
    context |= {"text": proposed if text is None else text}
    context |= {"source": next(iter(sources_behind([key] if key else [], shown.sources, [])), None)}
    return render(request, "reports/summary_row_add.html", context, status=status)


def _is_htmx(request: HttpRequest) -> bool:
    htmx = request.htmx  # type: ignore[attr-defined]
    return bool(htmx) and not htmx.history_restore_request


def _done(
    request: HttpRequest, event: Event, paragraph: SummaryParagraph, before: Rows, said: str
) -> HttpResponse:
    """Show the paragraph as it is now, with the way back."""
    offer_undo(request, paragraph, before=before, said=said)
    if not _is_htmx(request):
        return redirect(address_of(event, paragraph.position))
    return _editor(request, event, paragraph, offer=take_offer(request, paragraph))


def _editor(
    request: HttpRequest, event: Event, paragraph: SummaryParagraph, **state: Any
) -> HttpResponse:
    context = editor_context(event, chosen=paragraph.position, user=request.user, **state)
    refused = state.get("refused")
    status = refused.status if refused else HTTPStatus.OK
    name = "_summary_editor.html" if _is_htmx(request) else "summary_edit.html"
    return render(request, f"reports/{name}", context, status=status)
