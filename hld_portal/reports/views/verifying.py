"""The page that says which issued document a file is, or that it is none."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from hld_portal.reports.forms_verifying import VerifyForm
from hld_portal.reports.services.verifying import HashingHandler
from hld_portal.reports.verifying import (
    KnownFile,
    KnownReceipt,
    find_issued_file,
    find_published_draft,
    find_receipt,
)


# No token is asked: a post changes nothing and looks at nobody's session, so there is nothing
# to forge; and scripts without cookies may ask, too.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """Show the form, or say what is known of a file, a hash or a receipt."""
    if request.method != "POST":
        return render(request, "reports/verify.html", {"form": VerifyForm()})
    request.upload_handlers = [HashingHandler(request)]
    form = VerifyForm(request.POST, request.FILES)
    as_json = request.get_preferred_type(["text/html", "application/json"]) == "application/json"
    if not form.is_valid():
        if as_json:
            return JsonResponse({"errors": form.errors}, status=422)
        return render(request, "reports/verify.html", {"form": form}, status=422)
    known = _find(form)
    if as_json:
        return JsonResponse(_as_json(known))
    return render(request, "reports/verify.html", _context(form, known))


def _find(form: VerifyForm) -> KnownFile | KnownReceipt | None:
    code = form.cleaned_data["code"]
    return find_receipt(code, form.hash) if code else find_issued_file(form.hash)


def _as_json(known: KnownFile | KnownReceipt | None) -> dict[str, Any]:
    """Whatever is not issued answers alike: it may not be known that it exists."""
    if isinstance(known, KnownFile):
        return {"known": True, "symbol": known.issue.symbol, "format": known.format}
    if isinstance(known, KnownReceipt):
        return {
            "known": True,
            "reference": known.reference,
            "version": known.version,
            "submitted_at": known.submitted_at.isoformat(),
        }
    return {"known": False}


def _context(form: VerifyForm, known: KnownFile | KnownReceipt | None) -> dict[str, Any]:
    code = form.cleaned_data["code"]
    return {
        "form": form,
        "answered": True,
        "sha256": form.hash,
        "file": form.cleaned_data["file"],
        "known": known if isinstance(known, KnownFile) else None,
        "receipt": known if isinstance(known, KnownReceipt) else None,
        "draft": None if known or code else find_published_draft(form.hash),
        "code": code,
    }
