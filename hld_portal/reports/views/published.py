"""Pages and files of published and issued documents. Each view: fetch, check, call, render."""

from __future__ import annotations

import logging

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag
from django.views.decorators.http import require_safe

from hld_portal.reports.enums import FileFormat
from hld_portal.reports.leaves import leaves_of
from hld_portal.reports.reading.page import page_of
from hld_portal.reports.reading.published import (
    Edition,
    IssuedDocument,
    builds_done,
    edition_of_build,
    file_of_edition,
    files_of_edition,
    find_edition,
    issued_documents,
    open_file,
)
from roundtables.access import check_task, get_dialogue, sign_in_first
from roundtables.models import Dialogue
from roundtables.permissions import can_compile

logger = logging.getLogger(__name__)

CONTENT_TYPES = {
    FileFormat.PDF: "application/pdf",
    FileFormat.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileFormat.XML: "application/akn+xml; charset=utf-8",
    FileFormat.HTML: "text/html; charset=utf-8",
    FileFormat.JSON: "application/json; charset=utf-8",
}


@require_safe
def report_page(request: HttpRequest, slug: str, report: str) -> HttpResponse:
    """Show a document as a page: its paragraphs, and beside them what the reader may know.

    A long one is cut into leaves; `?at=ANCHOR` opens the leaf that holds a place,
    `?at=contents` the list of all. One that is too long even so offers its files.
    """
    dialogue = get_dialogue(slug)
    edition = _edition(request, dialogue, report)
    leaves = leaves_of(edition.build.pk, edition.build.sha256)
    context = {"dialogue": dialogue, "edition": edition, "files": files_of_edition(edition)}
    if leaves is None:
        return render(request, "reports/report_too_long.html", context)
    at = request.GET.get("at", "")
    context |= page_of(request.user, edition, leaves, at)
    context["document_row"] = _row(dialogue, edition) if edition.issue else None
    status = 404 if context["lost"] else 200
    return render(request, "reports/report_page.html", context, status=status)


@require_safe
def report_file(request: HttpRequest, slug: str, report: str, name: str) -> HttpResponseBase:
    """Send a file of a published report or an issued document."""
    return send_file(request, _edition(request, get_dialogue(slug), report), name)


@require_safe
def report_pdf(request: HttpRequest, slug: str, report: str) -> HttpResponseBase:
    """Send the PDF from the address it always had; of several volumes, show the list."""
    edition = _edition(request, get_dialogue(slug), report)
    return _send_pdf(request, edition) or redirect("reports:report_show", slug, report)


@require_safe
@sign_in_first
def build_file(request: HttpRequest, slug: str, public_id: str, name: str) -> HttpResponseBase:
    """Send a file of a finished build to those who compile."""
    return send_file(request, _finished(request, slug, public_id), name)


@require_safe
@sign_in_first
def build_pdf(request: HttpRequest, slug: str, public_id: str) -> HttpResponseBase:
    """Send the PDF of a finished build; of several volumes, show the build."""
    edition = _finished(request, slug, public_id)
    return _send_pdf(request, edition) or redirect("reports:build_show", slug, public_id)


def send_file(request: HttpRequest, edition: Edition, name: str) -> HttpResponseBase:
    """Send a file to be kept, never shown as a page of the portal; 304 to who has it.

    Raises:
        Http404: the edition has no file of that name.
    """
    file = file_of_edition(edition, name)
    if file is None:
        raise Http404
    etag = quote_etag(file.sha256)
    changed = int(file.changed_at.timestamp()) if file.changed_at else None
    unchanged = get_conditional_response(request, etag=etag, last_modified=changed)
    if unchanged is not None:
        return unchanged
    try:
        handle = open_file(edition, file)
    except FileNotFoundError as error:
        # On record, yet not on the disk: the reader gets a page, whoever runs the portal a line.
        logger.exception("The file %s of %s is gone from the storage.", name, edition.slug)
        raise Http404 from error
    if handle is None:
        raise Http404
    kind = CONTENT_TYPES[file.format]
    answer = FileResponse(handle, as_attachment=True, filename=file.name, content_type=kind)
    answer["ETag"] = etag
    if changed is not None:
        answer["Last-Modified"] = http_date(changed)
    answer["Cache-Control"] = "no-cache" if edition.is_public else "private, no-cache"
    answer["Content-Security-Policy"] = "sandbox"
    return answer


def _row(dialogue: Dialogue, edition: Edition) -> IssuedDocument | None:
    """What corrected or superseded an issued document, and what it changed itself."""
    rows = issued_documents(dialogue, edition.report)
    return next((each for each in rows if each.issue == edition.issue), None)


def _edition(request: HttpRequest, dialogue: Dialogue, report: str) -> Edition:
    edition = find_edition(request.user, dialogue, report)
    if edition is None:
        raise Http404
    return edition


def _finished(request: HttpRequest, slug: str, public_id: str) -> Edition:
    dialogue = get_dialogue(slug)
    check_task(request.user, dialogue, can_compile(request.user, dialogue))
    return edition_of_build(get_object_or_404(builds_done(dialogue), public_id=public_id))


def _send_pdf(request: HttpRequest, edition: Edition) -> HttpResponseBase | None:
    pdfs = [each for each in files_of_edition(edition) if each.format == FileFormat.PDF]
    return send_file(request, edition, pdfs[0].name) if len(pdfs) == 1 else None
