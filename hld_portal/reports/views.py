"""Pages of reports and builds. Each view: fetch, check, call, render."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.files.storage import storages
from django.db.models import Sum
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from hld_portal.reports.enums import ReportKind
from hld_portal.reports.models import Build
from hld_portal.reports.reading import builds_of, progress, reports_visible_to, ticks, warning_lines
from hld_portal.reports.reflecting import reflections_of
from hld_portal.reports.services.builds import (
    cancel_build,
    open_report,
    publish_build,
    start_build,
    unpublish_build,
)
from roundtables.access import check_task, get_dialogue, get_event, sign_in_first
from roundtables.models import Dialogue
from roundtables.permissions import can_compile, can_publish_build
from submissions.models import Submission


@require_GET
def report_list(request: HttpRequest, slug: str) -> HttpResponse:
    """List what is public; those who compile see every report and can start a build."""
    dialogue = get_dialogue(slug)
    compiler = can_compile(request.user, dialogue)
    context = {
        "dialogue": dialogue,
        "reports": reports_visible_to(request.user, dialogue),
        "compiler": compiler,
        "tables": dialogue.events.filter(round_table__isnull=False).select_related("round_table")
        if compiler
        else [],
    }
    return render(request, "reports/report_list.html", context)


@require_GET
def report_show(request: HttpRequest, slug: str, report: str) -> HttpResponse:
    """Show one report: its public build, and all builds to those who compile."""
    dialogue = get_dialogue(slug)
    shown = {row.report.slug: row for row in reports_visible_to(request.user, dialogue)}
    if report not in shown:
        raise Http404
    row = shown[report]
    context = {
        "dialogue": dialogue,
        "report": row.report,
        "build": row.public_build,
        "builds": builds_of(dialogue).filter(report=row.report).defer("snapshot")
        if can_compile(request.user, dialogue)
        else [],
    }
    return render(request, "reports/report_show.html", context)


@require_GET
def report_download(request: HttpRequest, slug: str, report: str) -> HttpResponseBase:
    """Send the public PDF of a report."""
    dialogue = get_dialogue(slug)
    builds = builds_of(dialogue).filter(report__slug=report, published_at__isnull=False)
    return _send(get_object_or_404(builds))


@require_POST
@sign_in_first
def build_start(request: HttpRequest, slug: str) -> HttpResponse:
    """Start compiling, or go to the build that is running already."""
    dialogue = get_dialogue(slug)
    check_task(request.user, dialogue, can_compile(request.user, dialogue))
    kind = request.POST.get("kind", ReportKind.SUMMARY)
    event = get_event(dialogue, request.POST["event"]) if request.POST.get("event") else None
    report = open_report(dialogue=dialogue, kind=kind, event=event, by=request.user)
    build = start_build(report=report, by=request.user)
    return redirect("reports:build_show", slug, build.public_id)


@require_GET
@never_cache
@sign_in_first
def build_show(request: HttpRequest, slug: str, public_id: str) -> HttpResponse:
    """Show how far a build is; htmx asks for the fragment every second while it runs."""
    dialogue, build = _build(request, slug, public_id)
    name = "_build.html" if request.htmx else "build_show.html"  # type: ignore[attr-defined]
    return render(request, f"reports/{name}", _build_context(request, dialogue, build))


@require_POST
@sign_in_first
def build_cancel(request: HttpRequest, slug: str, public_id: str) -> HttpResponse:
    _dialogue, build = _build(request, slug, public_id)
    cancel_build(build=build, by=request.user)
    return redirect("reports:build_show", slug, public_id)


@require_POST
@sign_in_first
def build_publish(request: HttpRequest, slug: str, public_id: str) -> HttpResponse:
    _dialogue, build = _build(request, slug, public_id)
    publish_build(build=build, by=request.user)
    messages.success(request, _("The report is on the reports page."))
    return redirect("reports:report_show", slug, build.report.slug)


@require_POST
@sign_in_first
def build_unpublish(request: HttpRequest, slug: str, public_id: str) -> HttpResponse:
    _dialogue, build = _build(request, slug, public_id)
    unpublish_build(build=build, by=request.user)
    messages.success(request, _("The report is no longer on the reports page."))
    return redirect("reports:build_show", slug, public_id)


@require_GET
@sign_in_first
def build_download(request: HttpRequest, slug: str, public_id: str) -> HttpResponseBase:
    """Send the PDF of a finished build to those who compile."""
    return _send(_build(request, slug, public_id)[1])


@require_GET
@sign_in_first
def reflection_show(request: HttpRequest, public_id: str) -> HttpResponse:
    """Tell the members of a stakeholder what became of their words: a page, or its part."""
    own = Submission.objects.own(request.user).select_related("dialogue")
    submission = get_object_or_404(own, public_id=public_id)
    name = "_reflection.html" if request.htmx else "reflection_show.html"  # type: ignore[attr-defined]
    context = {
        "dialogue": submission.dialogue,
        "submission": submission,
        "reflections": reflections_of(submission),
    }
    return render(request, f"reports/{name}", context)


def _build(request: HttpRequest, slug: str, public_id: str) -> tuple[Dialogue, Build]:
    dialogue = get_dialogue(slug)
    check_task(request.user, dialogue, can_compile(request.user, dialogue))
    builds = builds_of(dialogue).defer("snapshot")
    return dialogue, get_object_or_404(builds, public_id=public_id)


def _build_context(request: HttpRequest, dialogue: Dialogue, build: Build) -> dict[str, Any]:
    value, total = progress(build)
    return {
        "dialogue": dialogue,
        "build": build,
        "ticks": ticks(build),
        "warnings": warning_lines(build),
        "value": value,
        "total": total,
        "pages_set": build.chunks.aggregate(pages=Sum("pages"))["pages"] or 0,
        "may_publish": can_publish_build(request.user, dialogue),
    }


def _send(build: Build) -> HttpResponseBase:
    if not build.file:
        raise Http404
    report = build.report
    name = f"{report.dialogue.slug}-{report.slug}.pdf"
    file = storages["private"].open(build.file)
    response = FileResponse(file, as_attachment=True, filename=name, content_type="application/pdf")
    response["Content-Security-Policy"] = "sandbox"
    return response
