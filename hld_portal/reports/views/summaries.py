"""Pages on which summaries are drafted, edited and approved. Each view: fetch, check, call, render."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django.views.decorators.vary import vary_on_headers

from hld_portal.refusals import Refused
from hld_portal.reports.drafting_access import open_event, read_number
from hld_portal.reports.models import SummaryCopy, SummaryParagraph
from hld_portal.reports.paragraph_access import (
    address_of,
    open_paragraph,
    paragraphs_of,
    read_revision,
    read_typed,
)
from hld_portal.reports.reading.drafting import (
    copy_context,
    editor_context,
    home_context,
)
from hld_portal.reports.reading.keeping import paragraph_form_context
from hld_portal.reports.services.paragraphs import (
    add_paragraph,
    approve_unchanged,
    delete_paragraph,
    restore_copy,
)
from hld_portal.reports.services.summaries import (
    approve_paragraph,
    check_may_edit,
    draft_event_summary,
    edit_paragraph,
    reopen_paragraph,
)
from hld_portal.reports.undoing_rows import offer_undo, rows_of, take_offer
from roundtables.access import check_task, get_dialogue, sign_in_first
from roundtables.enums import AppointmentRole
from roundtables.models import Event
from roundtables.permissions import has_role
from submissions.forms import read_text


@require_GET
@never_cache
@sign_in_first
def drafting_home(request: HttpRequest, slug: str) -> HttpResponse:
    """List the meetings of a dialogue with how far their summaries are."""
    dialogue = get_dialogue(slug)
    drafts = has_role(
        request.user, dialogue, AppointmentRole.RAPPORTEUR, AppointmentRole.SECRETARIAT
    )
    check_task(request.user, dialogue, drafts)
    return render(request, "reports/drafting_home.html", home_context(request.user, dialogue))


@require_GET
@never_cache
@sign_in_first
@vary_on_headers("HX-Request", "HX-History-Restore-Request")
def summary_edit(request: HttpRequest, slug: str, event: str) -> HttpResponse:
    """Show the summary with its counts and, of the chosen paragraph, all that stands behind it."""
    place = open_event(request, slug, event)
    chosen = read_number(request.GET.get("paragraph", ""))
    context = editor_context(place, chosen=chosen, user=request.user)
    context["offer"] = take_offer(request, context["chosen"] and context["chosen"].paragraph)
    htmx = request.htmx and not request.htmx.history_restore_request  # type: ignore[attr-defined]
    name = "_summary_editor.html" if htmx else "summary_edit.html"
    return render(request, f"reports/{name}", context)


@require_http_methods(["GET", "POST"])
@never_cache
@sign_in_first
def summary_draft(request: HttpRequest, slug: str, event: str) -> HttpResponse:
    """Draft the summary; where a person has worked on the present one, ask first."""
    place = open_event(request, slug, event)
    if request.method == "POST":
        try:
            draft_event_summary(
                event=place, by=request.user, replace=request.POST.get("replace") == "yes"
            )
        except Refused as refused:
            if refused.code != "has_work":
                raise
        else:
            messages.success(request, _("The summary is drafted. Read it paragraph by paragraph."))
            return redirect("reports:summary_edit", slug, event)
    status = HTTPStatus.OK if request.method == "GET" else HTTPStatus.UNPROCESSABLE_ENTITY
    context = {
        "title": _("Draft this summary anew?"),
        "text": _(
            "The portal writes it again from what may be cited now. Approvals, changes and "
            "paragraphs of your own go out of it; the present text is kept under earlier drafts."
        ),
        "verb": _("Draft anew"),
        "hidden": {"replace": "yes"},
    }
    return _confirm(request, place, context, status=status)


@require_http_methods(["GET", "POST"])
@never_cache
@sign_in_first
def paragraph_edit(request: HttpRequest, slug: str, event: str, pk: int) -> HttpResponse:
    """Give the sentences of a paragraph other words; of two who save, the second sees both."""
    place = open_event(request, slug, event)
    typed = read_typed(request)
    paragraph = paragraphs_of(place).filter(pk=pk).first()
    if paragraph is None:
        return _gone(request, place, typed)
    if request.method == "GET":
        check_may_edit(paragraph.summary, request.user)
        return _form(request, place, paragraph)
    before = rows_of(paragraph)
    try:
        edit_paragraph(paragraph=paragraph, by=request.user, **typed)
    except Refused as refused:
        if refused.code == "not_allowed":
            raise
        paragraph.refresh_from_db()
        return _form(request, place, paragraph, typed=typed, refused=refused)
    offer_undo(request, paragraph, before=before, said=_("The paragraph is saved."))
    return _to(place, paragraph.position)


@require_POST
@sign_in_first
def paragraph_approve(request: HttpRequest, slug: str, event: str, pk: int) -> HttpResponse:
    """Approve the paragraph as it was seen, and go on to the next that is not approved."""
    place = open_event(request, slug, event)
    paragraph = open_paragraph(place, pk)
    try:
        approve_paragraph(paragraph=paragraph, revision=read_revision(request), by=request.user)
    except Refused as refused:
        if refused.code not in ("unsound", "moved_on"):
            raise
        chosen = open_paragraph(place, pk).position
        context = editor_context(place, chosen=chosen, user=request.user, refused=refused)
        return render(request, "reports/summary_edit.html", context, status=refused.status)
    waiting = paragraphs_of(place).filter(approved_at=None)
    following = waiting.filter(position__gt=paragraph.position).first() or waiting.first()
    if following is None:
        messages.success(request, _("Every paragraph of this summary is approved."))
    return _to(place, following.position if following else paragraph.position)


@require_POST
@sign_in_first
def paragraph_reopen(request: HttpRequest, slug: str, event: str, pk: int) -> HttpResponse:
    """Take the approval of a paragraph back."""
    place = open_event(request, slug, event)
    paragraph = open_paragraph(place, pk)
    reopen_paragraph(paragraph=paragraph, revision=read_revision(request), by=request.user)
    return _to(place, paragraph.position)


@require_http_methods(["GET", "POST"])
@never_cache
@sign_in_first
def paragraph_add(request: HttpRequest, slug: str, event: str) -> HttpResponse:
    """Write a paragraph of one's own between the drafted ones."""
    place = open_event(request, slug, event)
    after = read_number((request.POST or request.GET).get("after", "")) or 0
    context: dict[str, Any] = {"event": place, "dialogue": place.dialogue, "after": after}
    status = HTTPStatus.OK
    if request.method == "POST":
        summary = getattr(place, "summary", None)
        if summary is None:
            raise Refused("moved_on", _("There is no summary yet: draft it first."))
        text = read_text(request.POST, "text")
        try:
            added = add_paragraph(summary=summary, text=text, after=after, by=request.user)
        except Refused as refused:
            if refused.field != "text":
                raise
            context |= {"refused": refused, "text": text}
            status = HTTPStatus.UNPROCESSABLE_ENTITY
        else:
            messages.success(request, _("Your paragraph is in its place."))
            return _to(place, added.position)
    return render(request, "reports/summary_paragraph_add.html", context, status=status)


@require_http_methods(["GET", "POST"])
@never_cache
@sign_in_first
def paragraph_delete(request: HttpRequest, slug: str, event: str, pk: int) -> HttpResponse:
    """Take a paragraph out, after asking; the summary as it was is kept."""
    place = open_event(request, slug, event)
    paragraph = open_paragraph(place, pk)
    if request.method == "POST":
        delete_paragraph(paragraph=paragraph, revision=read_revision(request), by=request.user)
        messages.success(
            request, _("The paragraph is out. The summary as it was stands under earlier drafts.")
        )
        return redirect("reports:summary_edit", slug, event)
    context = {
        "title": _("Delete this paragraph?"),
        "text": _("The summary as it is now is kept under earlier drafts and can be brought back."),
        "quote": paragraph.text,
        "verb": _("Delete the paragraph"),
        "stop": True,
        "hidden": {"revision": paragraph.revision},
    }
    return _confirm(request, place, context)


@require_POST
@sign_in_first
def summary_approve(request: HttpRequest, slug: str, event: str) -> HttpResponse:
    """Approve at once what reads as drafted, at the revisions that were seen."""
    place = open_event(request, slug, event)
    pairs = [value.partition(":") for value in request.POST.getlist("seen")]
    read = {read_number(pk): read_number(revision) for pk, _colon, revision in pairs}
    seen = {pk: number for pk, number in read.items() if pk is not None and number is not None}
    if len(seen) != len(pairs):
        raise Refused("unknown", _("Load the page again and choose the paragraphs there."))
    summary = getattr(place, "summary", None)
    if summary is None:
        raise Refused("moved_on", _("There is no summary yet: draft it first."))
    count = approve_unchanged(summary=summary, seen=seen, by=request.user)
    said = ngettext("%(n)d paragraph approved.", "%(n)d paragraphs approved.", count)
    messages.success(request, said % {"n": count})
    return redirect("reports:summary_edit", slug, event)


@require_GET
@never_cache
@sign_in_first
def summary_copy(request: HttpRequest, slug: str, event: str, pk: int) -> HttpResponse:
    """Read an earlier draft."""
    place = open_event(request, slug, event)
    copy = get_object_or_404(SummaryCopy, summary__event=place, pk=pk)
    return render(request, "reports/summary_copy.html", copy_context(place, copy))


@require_POST
@sign_in_first
def summary_restore(request: HttpRequest, slug: str, event: str, pk: int) -> HttpResponse:
    """Let an earlier draft stand again."""
    place = open_event(request, slug, event)
    copies = SummaryCopy.objects.select_related("summary__event__dialogue")
    copy = get_object_or_404(copies, summary__event=place, pk=pk)
    restore_copy(copy=copy, by=request.user)
    messages.success(
        request, _("The earlier draft stands again. The one it replaced is kept, too.")
    )
    return redirect("reports:summary_edit", slug, event)


def _form(
    request: HttpRequest,
    event: Event,
    paragraph: SummaryParagraph,
    *,
    typed: dict[str, Any] | None = None,
    refused: Refused | None = None,
) -> HttpResponse:
    context = paragraph_form_context(event, paragraph, request.user, typed=typed, refused=refused)
    status = refused.status if refused else HTTPStatus.OK
    return render(request, "reports/summary_paragraph_edit.html", context, status=status)


def _gone(request: HttpRequest, event: Event, typed: dict[str, Any]) -> HttpResponse:
    texts = [text for text in [*typed["sentences"], *typed["items"]] if text.strip()]
    context = {"event": event, "dialogue": event.dialogue, "texts": texts}
    template = "reports/summary_paragraph_gone.html"
    return render(request, template, context, status=HTTPStatus.CONFLICT)


def _confirm(
    request: HttpRequest, event: Event, context: dict[str, Any], *, status: int = HTTPStatus.OK
) -> HttpResponse:
    context |= {"event": event, "dialogue": event.dialogue}
    return render(request, "reports/summary_confirm.html", context, status=status)


def _to(event: Event, number: int) -> HttpResponse:
    return redirect(address_of(event, number))
