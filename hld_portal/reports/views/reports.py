"""Pages of reports and builds. Each view: fetch, check, call, render."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from hld_portal.reports.building.outlook import count_parts, outlook_of
from hld_portal.reports.contributors import open_requests_of
from hld_portal.reports.enums import ReportKind
from hld_portal.reports.issuing.following import followers_of_earlier
from hld_portal.reports.issuing.storing import manifest_name
from hld_portal.reports.models import Build, Report
from hld_portal.reports.permissions import can_write_for_author
from hld_portal.reports.reading.published import (
    Edition,
    edition_of_build,
    files_of_edition,
    find_edition,
    issued_documents,
)
from hld_portal.reports.reading.reports import (
    builds_of,
    progress,
    reports_visible_to,
    ticks,
    warning_lines,
)
from hld_portal.reports.reflecting import reflections_of
from hld_portal.reports.services.builds import (
    cancel_build,
    open_report,
    publish_build,
    start_build,
    unpublish_build,
)
from hld_portal.reports.withholding import fallen_words
from roundtables.access import check_task, get_dialogue, get_event, sign_in_first
from roundtables.models import Dialogue
from roundtables.permissions import can_compile, can_publish_build
from submissions.models import Submission


@require_GET
def report_list(request: HttpRequest, slug: str) -> HttpResponse:
    """List what is public; those who compile see every report and can start a build."""
    dialogue = get_dialogue(slug)
    compiler = can_compile(request.user, dialogue)
    documents = issued_documents(dialogue)
    issued = {each.issue.build_id for each in documents}
    context = {
        "dialogue": dialogue,
        "documents": documents,
        "reports": reports_visible_to(request.user, dialogue, issued=issued),
        "compiler": compiler,
        "tables": dialogue.events.filter(round_table__isnull=False).select_related("round_table")
        if compiler
        else [],
    }
    return render(request, "reports/report_list.html", context)


@require_GET
def report_show(request: HttpRequest, slug: str, report: str) -> HttpResponse:
    """Show an issued document, or a report with its public build; all builds to those who compile.

    Once a report is issued, its name leads others to the symbol that holds now.
    """
    dialogue = get_dialogue(slug)
    edition = find_edition(request.user, dialogue, report)
    row = edition.report if edition else dialogue.reports.filter(slug=report).first()
    compiler = can_compile(request.user, dialogue)
    if row is None or not (edition or compiler):
        raise Http404
    if edition and edition.slug != report:
        if not compiler:
            return redirect("reports:report_show", slug, edition.slug)
        edition = None
    shown = edition if edition and edition.is_public else None
    documents = issued_documents(dialogue, row)
    context = {
        "dialogue": dialogue,
        "report": row,
        "edition": shown,
        "issue": shown.issue if shown else None,
        "files": files_of_edition(shown) if shown else [],
        "document": next((d for d in documents if shown and d.issue == shown.issue), None),
        "documents": documents,
        "earlier": followers_of_earlier(shown.issue) if shown and shown.issue else [],
        "manifest_name": manifest_name(shown.issue) if shown and shown.issue else "",
        "builds": _builds_shown(dialogue, row, shown) if compiler else [],
    }
    return render(request, "reports/report_show.html", context)


@require_POST
@sign_in_first
def build_start(request: HttpRequest, slug: str) -> HttpResponse:
    """Start compiling, or go to the build that is running already."""
    dialogue = get_dialogue(slug)
    check_task(request.user, dialogue, can_compile(request.user, dialogue))
    kind = request.POST.get("kind", ReportKind.SUMMARY)
    event = get_event(dialogue, request.POST["event"]) if request.POST.get("event") else None
    report = open_report(dialogue=dialogue, kind=kind, event=event, by=request.user)
    drafting_copy = request.POST.get("drafting_copy") == "1"
    build = start_build(report=report, by=request.user, drafting_copy=drafting_copy)
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
def reflection_show(request: HttpRequest, public_id: str) -> HttpResponse:
    """Tell the members of a stakeholder what became of their words: a page, or its part."""
    own = Submission.objects.own(request.user).select_related("dialogue")
    submission = get_object_or_404(own, public_id=public_id)
    name = "_reflection.html" if request.htmx else "reflection_show.html"  # type: ignore[attr-defined]
    context = {
        "dialogue": submission.dialogue,
        "submission": submission,
        "reflections": reflections_of(submission),
        "checks": open_requests_of(submission),
    }
    return render(request, f"reports/{name}", context)


def _builds_shown(dialogue: Dialogue, report: Report, edition: Edition | None) -> Any:
    """All builds stand on the page of the report, not on those of its issued documents."""
    if edition and edition.issue:
        return []
    return builds_of(dialogue).with_standing().filter(report=report).defer("snapshot")


def _build(request: HttpRequest, slug: str, public_id: str) -> tuple[Dialogue, Build]:
    dialogue = get_dialogue(slug)
    check_task(request.user, dialogue, can_compile(request.user, dialogue))
    builds = builds_of(dialogue).defer("snapshot")
    return dialogue, get_object_or_404(builds, public_id=public_id)


def _build_context(request: HttpRequest, dialogue: Dialogue, build: Build) -> dict[str, Any]:
    pages_set = count_parts(build)
    value, total = progress(build)
    edition = edition_of_build(build)
    return {
        "dialogue": dialogue,
        "build": build,
        "ticks": ticks(build),
        "warnings": warning_lines(build),
        "fallen": "" if edition.issue else fallen_words(build),
        "value": value,
        "total": total,
        "pages_set": pages_set,
        "may_publish": can_publish_build(request.user, dialogue),
        "may_mend": can_write_for_author(request.user, dialogue),
        "outlook": outlook_of(build),
        "files": files_of_edition(edition) if build.file else [],
    }
