"""Pages of issuing, for documents officers. Each view: fetch, check, call, render."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hld_portal.refusals import Refused
from hld_portal.reports.enums import IssueKind, IssueState
from hld_portal.reports.forms_issuing import (
    MastheadForm,
)
from hld_portal.reports.issuing.following import (
    current_text,
    followers_of_earlier,
)
from hld_portal.reports.issuing.sources import mark_of
from hld_portal.reports.issuing.storing import manifest_name
from hld_portal.reports.issuing.symbols import (
    Symbol,
    proposed_number,
    series_of,
)
from hld_portal.reports.models import Issue, Report
from hld_portal.reports.permissions import can_write_for_author
from hld_portal.reports.reading.issuing import (
    history_of,
    issues_of,
    listed,
    may_follow,
    progress_of,
    proposal_of,
    readiness_of,
    reports_to_issue,
)
from hld_portal.reports.services.completing import abandon_issue, retry_issue
from hld_portal.reports.services.issuing import (
    issue_report,
)
from roundtables.access import check_task, get_dialogue, sign_in_first
from roundtables.models import Dialogue
from roundtables.permissions import can_issue


@require_GET
@never_cache
@sign_in_first
def issue_list(request: HttpRequest, slug: str) -> HttpResponse:
    """List the documents of a dialogue and the reports that may become one."""
    dialogue = officers_dialogue(request, slug)
    issues = issues_of(dialogue)
    context = {
        "dialogue": dialogue,
        "issues": listed(issues),
        "reports": reports_to_issue(dialogue, issues),
        "series": series_of(dialogue),
    }
    return render(request, "reports/issue_list.html", context)


@require_http_methods(["GET", "POST"])
@never_cache
@sign_in_first
def issue_new(request: HttpRequest, slug: str, report: str) -> HttpResponse:
    """Give a report its symbol: the form, then what it means, then the deed."""
    dialogue = officers_dialogue(request, slug)
    found = get_object_or_404(
        dialogue.reports.select_related("dialogue", "event__round_table"), slug=report
    )
    elsewhere = _where_it_stands(found)
    if elsewhere is not None:
        return elsewhere
    series = series_of(dialogue)
    initial = proposal_of(dialogue) | {"number": proposed_number(series)}
    form = MastheadForm(request.POST or None, initial=initial)
    form.fields["number"].label = _("Number, after %(series)s/") % {"series": series}
    if request.method == "POST" and form.is_valid() and "confirm" in request.POST:
        number = form.cleaned_data["number"]
        done = try_to_issue(
            form,
            lambda: issue_report(
                report=found,
                number=number,
                given=form.given(),
                seen=request.POST.get("seen", ""),
                by=request.user,
            ),
        )
        if done:
            return to_issue(done)
    number = form["number"].value() if form.is_valid() else initial["number"]
    symbol = Symbol(series, int(number))
    context = {"report": found, "symbol": str(symbol), "form": form}
    ready = readiness_of(found, request.user, symbol, None)
    context |= {"ready": ready, "frozen": len(ready.sources), "seen": mark_of(ready.sources)}
    return render_issue_form(request, dialogue, "issue_new.html", context)


@require_GET
@never_cache
@sign_in_first
def issue_show(request: HttpRequest, slug: str, issue: str) -> HttpResponse:
    """Show a document: how far it is, its files, its manifest, its history."""
    dialogue, found = officers_issue(request, slug, issue)
    context = {
        "dialogue": dialogue,
        "issue": found,
        "manifest_name": manifest_name(found),
        "sources_count": found.sources.count(),
        "followers": found.changed_by.order_by("-created_at"),
        "earlier": followers_of_earlier(found) if found.is_issued else [],
        "may_follow": may_follow(found),
        "entries": history_of(found),
        **progress_of(found),
    }
    name = "_issue_body.html" if request.htmx else "issue_show.html"  # type: ignore[attr-defined]
    return render(request, f"reports/{name}", context)


@require_POST
@sign_in_first
def issue_retry(request: HttpRequest, slug: str, issue: str) -> HttpResponse:
    _dialogue_of_it, found = officers_issue(request, slug, issue)
    retry_issue(issue=found, by=request.user)
    return redirect("reports:issue_show", slug, issue)


@require_http_methods(["GET", "POST"])
@never_cache
@sign_in_first
def issue_abandon(request: HttpRequest, slug: str, issue: str) -> HttpResponse:
    """Ask, then give a document up that was not issued."""
    dialogue, found = officers_issue(request, slug, issue)
    if request.method == "POST":
        abandon_issue(issue=found, by=request.user)
        messages.success(request, _("%(symbol)s was given up.") % {"symbol": found.symbol})
        return redirect("reports:issue_show", slug, issue)
    if found.state != IssueState.PREPARING:
        raise Refused("moved_on", _("It is issued or given up already."))
    return render(request, "reports/issue_abandon.html", {"dialogue": dialogue, "issue": found})


def officers_dialogue(request: HttpRequest, slug: str) -> Dialogue:
    dialogue = get_dialogue(slug)
    check_task(request.user, dialogue, can_issue(request.user, dialogue))
    return dialogue


def officers_issue(
    request: HttpRequest, slug: str, issue: str, *, follows: IssueKind | None = None
) -> tuple[Dialogue, Issue]:
    """Return a document to its officer; with `follows`, only one that this may follow."""
    dialogue = officers_dialogue(request, slug)
    issues = dialogue.issues.select_related(
        "report__event", "report__dialogue", "build__report", "changes", "dialogue", "created_by"
    )
    found = get_object_or_404(issues, slug=issue)
    if follows and follows not in [kind for kind, _words, _url in may_follow(found)]:
        raise Refused("moved_on", _("Nothing of this kind can follow this document now."))
    return dialogue, found


def _where_it_stands(report: Report) -> HttpResponse | None:
    """Lead on from a report that has a document: to the one on its way, or to revising."""
    preparing = report.issues.filter(state=IssueState.PREPARING).first()
    if preparing is not None:
        return redirect("reports:issue_show", report.dialogue.slug, preparing.slug)
    current = current_text(report)
    if current is not None:
        return redirect("reports:issue_revise", report.dialogue.slug, current.slug)
    return None


def try_to_issue(form: Any, act: Callable[[], Issue]) -> Issue | None:
    """Do it, or say at the form why not; who may not at all is told so as a page."""
    try:
        return act()
    except Refused as refusal:
        if refusal.code == "not_allowed":
            raise
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        return None


def to_issue(issue: Issue) -> HttpResponse:
    # Its page says that it is frozen as long as that is news: no message, which would stay.
    return redirect("reports:issue_show", issue.dialogue.slug, issue.slug)


def render_issue_form(
    request: HttpRequest, dialogue: Dialogue, name: str, context: dict[str, Any]
) -> HttpResponse:
    """Render a form; valid and not yet confirmed, it asks once more, with all that is typed."""
    form = context["form"]
    asked = request.method == "POST" and "more" not in request.POST and "back" not in request.POST
    faulty = asked and (not form.is_valid() or bool(context.get("faulty")))
    context["asks"] = asked and not faulty
    context["dialogue"] = dialogue
    context["may_mend"] = can_write_for_author(request.user, dialogue)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if faulty else HTTPStatus.OK
    return render(request, f"reports/{name}", context, status=status)
