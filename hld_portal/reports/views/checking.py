"""Pages of the document check. Each view: fetch, check, call, render."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST
from django.views.decorators.vary import vary_on_headers

from hld_portal.refusals import Refused
from hld_portal.reports.document_check import ReportCheck
from hld_portal.reports.models import Report
from hld_portal.reports.permissions import can_write_for_author
from hld_portal.reports.reading.document_check import check_context, check_now, find_report
from hld_portal.reports.services.builds import open_report
from hld_portal.reports.services.ticking import tick_warning, untick_warning
from roundtables.access import check_task, get_dialogue, sign_in_first
from roundtables.permissions import can_compile, can_issue
from submissions.forms import read_text


@require_GET
@never_cache
@sign_in_first
@vary_on_headers("HX-Request", "HX-History-Restore-Request")
def check_show(request: HttpRequest, slug: str, report: str) -> HttpResponse:
    """Check a report as it would be compiled now: the page, or only its list for htmx."""
    checked = _report(request, slug, report)
    return _render(request, checked, check_now(checked))


@require_POST
@sign_in_first
def check_tick(request: HttpRequest, slug: str, report: str) -> HttpResponse:
    """Let a warning stand, with a reason if the person gives one."""
    checked = _report(request, slug, report)
    if checked.pk is None:
        checked = open_report(
            dialogue=checked.dialogue, kind=checked.kind, event=checked.event, by=request.user
        )
    check = check_now(checked)
    key = request.POST.get("key", "")
    item = next((each for each in check.items if each.key == key), None)
    if item is None:
        message = _("This warning is gone, or reads otherwise by now. Look at the list again.")
        raise Refused("moved_on", message)
    tick_warning(
        report=checked, item=item, by=request.user, reason=read_text(request.POST, "reason")
    )
    return _after(request, checked, check, key)


@require_POST
@sign_in_first
def check_untick(request: HttpRequest, slug: str, report: str) -> HttpResponse:
    """Take a tick back: the warning waits again."""
    checked = _report(request, slug, report)
    key = request.POST.get("key", "")
    if checked.pk is not None:
        untick_warning(report=checked, key=key, by=request.user)
    return _after(request, checked, None, key)


def _report(request: HttpRequest, slug: str, report: str) -> Report:
    dialogue = get_dialogue(slug)
    check_task(request.user, dialogue, can_compile(request.user, dialogue))
    return find_report(dialogue, report)


def _after(
    request: HttpRequest, report: Report, check: ReportCheck | None, key: str
) -> HttpResponse:
    """Show the list again to htmx; without it go back to the item."""
    if not request.htmx:  # type: ignore[attr-defined]
        url = reverse("reports:check_show", args=[report.dialogue.slug, report.slug])
        return redirect(f"{url}#item-{key[:12]}")
    ticked = frozenset(report.ticks.values_list("key", flat=True))
    return _render(request, report, replace(check or check_now(report), ticked=ticked))


def _render(request: HttpRequest, report: Report, check: ReportCheck) -> HttpResponse:
    htmx = request.htmx and not request.htmx.history_restore_request  # type: ignore[attr-defined]
    name = "_check_list.html" if htmx else "check_show.html"
    context = check_context(report, check)
    context["may_mend"] = can_write_for_author(request.user, report.dialogue)
    context["may_issue"] = report.pk is not None and can_issue(request.user, report.dialogue)
    return render(request, f"reports/{name}", context)
