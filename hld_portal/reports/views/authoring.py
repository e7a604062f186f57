"""Pages of the author's own text: introduction, conclusions and recommendations of the report."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hld_portal.refusals import Refused
from hld_portal.reports.drafting_access import read_number
from hld_portal.reports.models import AuthorParagraph
from hld_portal.reports.permissions import can_write_for_author
from hld_portal.reports.reading.authoring import edit_context, own_text_context, preview_context
from hld_portal.reports.services.authoring import (
    delete_paragraph,
    move_paragraph,
    restore_paragraph,
    reword_paragraph,
    write_paragraph,
)
from roundtables.access import check_task, get_dialogue, sign_in_first
from roundtables.models import Dialogue
from submissions.forms import read_text


@require_GET
@never_cache
@sign_in_first
def own_text(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what is written for the report, with its length and what a reviser would ask."""
    dialogue = _open(request, slug)
    return _page(request, dialogue)


@require_POST
@sign_in_first
def own_text_write(request: HttpRequest, slug: str) -> HttpResponse:
    """Add a paragraph at the end of a section."""
    dialogue = _open(request, slug)
    section, text = request.POST.get("section", ""), read_text(request.POST, "text")
    try:
        written = write_paragraph(dialogue=dialogue, section=section, text=text, by=request.user)
    except Refused as refused:
        if refused.status != HTTPStatus.UNPROCESSABLE_ENTITY:
            raise
        return _page(request, dialogue, refused=refused, section=section, text=text)
    messages.success(request, _("The paragraph is in the report."))
    return _to(dialogue, written)


@require_http_methods(["GET", "POST"])
@never_cache
@sign_in_first
def own_text_edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Give a paragraph another text; of two who save, the second sees both."""
    dialogue = _open(request, slug)
    typed = read_text(request.POST, "text") if request.method == "POST" else None
    paragraph = dialogue.author_paragraphs.select_related("dialogue").filter(pk=pk).first()
    if paragraph is None:
        return _gone(request, dialogue, typed)
    refused: Refused | None = None
    if typed is not None:
        try:
            reword_paragraph(
                paragraph=paragraph, text=typed, revision=_revision(request), by=request.user
            )
        except Refused as error:
            if error.code == "not_allowed":
                raise
            refused = error
            paragraph.refresh_from_db()
        else:
            messages.success(request, _("The paragraph is saved."))
            return _to(dialogue, paragraph)
    status = refused.status if refused else HTTPStatus.OK
    context = edit_context(paragraph, typed, refused)
    return render(request, "reports/own_text_edit.html", context, status=status)


@require_POST
@sign_in_first
def own_text_move(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Let a paragraph change places with its neighbour."""
    dialogue = _open(request, slug)
    paragraph = _present(dialogue, pk)
    move_paragraph(paragraph=paragraph, up=request.POST.get("way") == "up", by=request.user)
    return _to(dialogue, paragraph)


@require_POST
@sign_in_first
def own_text_delete(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take a paragraph out, and offer to bring it back."""
    dialogue = _open(request, slug)
    paragraph = _present(dialogue, pk)
    kept = delete_paragraph(paragraph=paragraph, revision=_revision(request), by=request.user)
    request.session[_key(dialogue)] = kept | {"shown": False}
    return redirect("reports:own_text", slug)


@require_POST
@sign_in_first
def own_text_undo(request: HttpRequest, slug: str) -> HttpResponse:
    """Bring the paragraph back that was deleted last."""
    dialogue = _open(request, slug)
    kept = request.session.pop(_key(dialogue), None)
    if kept is None:
        raise Refused("moved_on", _("There is nothing to undo any more."))
    del kept["shown"]
    restored = restore_paragraph(dialogue=dialogue, kept=kept, by=request.user)
    messages.success(request, _("The paragraph stands again."))
    return _to(dialogue, restored)


@require_GET
@never_cache
@sign_in_first
def own_text_preview(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the author's sections as the report will have them."""
    dialogue = _open(request, slug)
    return render(request, "reports/own_text_preview.html", preview_context(dialogue))


def _open(request: HttpRequest, slug: str) -> Dialogue:
    """Return the dialogue to one who writes for its author; a colleague gets 403, a stranger 404."""
    dialogue = get_dialogue(slug)
    check_task(request.user, dialogue, can_write_for_author(request.user, dialogue))
    return dialogue


def _present(dialogue: Dialogue, pk: int) -> AuthorParagraph:
    paragraph = dialogue.author_paragraphs.select_related("dialogue").filter(pk=pk).first()
    if paragraph is None:
        raise Refused("moved_on", _("This paragraph was deleted in the meantime."))
    return paragraph


def _page(
    request: HttpRequest, dialogue: Dialogue, *, refused: Refused | None = None, **typed: str
) -> HttpResponse:
    context = own_text_context(dialogue) | {
        "deleted": _take_offer(request, dialogue),
        "refused": refused,
        "typed": typed,
    }
    status = refused.status if refused else HTTPStatus.OK
    return render(request, "reports/own_text.html", context, status=status)


def _gone(request: HttpRequest, dialogue: Dialogue, typed: str | None) -> HttpResponse:
    context: dict[str, Any] = {"dialogue": dialogue, "text": typed or ""}
    return render(request, "reports/own_text_gone.html", context, status=HTTPStatus.CONFLICT)


def _take_offer(request: HttpRequest, dialogue: Dialogue) -> dict[str, Any] | None:
    """Return what was just deleted, once: the button stands right after the step."""
    offer = request.session.get(_key(dialogue))
    if not offer or offer["shown"]:
        return None
    request.session[_key(dialogue)] = offer | {"shown": True}
    return offer


def _revision(request: HttpRequest) -> int:
    number = read_number(request.POST.get("revision", ""))
    return -1 if number is None else number  # none was seen: nothing can match


def _key(dialogue: Dialogue) -> str:
    return f"own-text-undo-{dialogue.pk}"


def _to(dialogue: Dialogue, paragraph: AuthorParagraph) -> HttpResponse:
    address = reverse("reports:own_text", args=[dialogue.slug])
    return redirect(f"{address}#text-{paragraph.pk}")
