"""Pages of what follows an issued document: a revision, a corrigendum, an addendum."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from hld_portal.reports.enums import IssueKind, IssueState
from hld_portal.reports.forms_issuing import (
    AdditionForm,
    MastheadForm,
    RevisionForm,
    correction_set,
)
from hld_portal.reports.issuing.corrigendum import in_order, units_to_correct
from hld_portal.reports.issuing.differences import corrected
from hld_portal.reports.issuing.following import new_sources
from hld_portal.reports.issuing.sources import mark_of
from hld_portal.reports.issuing.symbols import Symbol, proposed_following_symbol
from hld_portal.reports.models import Issue, Report
from hld_portal.reports.reading.issuing import (
    conflict_with,
    is_compilation,
    proposal_of,
    readiness_of,
)
from hld_portal.reports.services.issuing import (
    issue_addendum,
    issue_corrigendum,
    issue_revision,
)
from hld_portal.reports.views.issuing import (
    officers_issue,
    render_issue_form,
    to_issue,
    try_to_issue,
)
from roundtables.access import sign_in_first


@require_http_methods(["GET", "POST"])
@never_cache
@sign_in_first
def issue_revise(request: HttpRequest, slug: str, issue: str) -> HttpResponse:
    """Issue the whole report anew in place of a document."""
    dialogue, changes = officers_issue(request, slug, issue, follows=IssueKind.REVISION)
    elsewhere = _being_prepared(request, changes.report)
    if elsewhere is not None:
        return elsewhere
    symbol = proposed_following_symbol(changes, IssueKind.REVISION)
    ready = readiness_of(changes.report, request.user, symbol, changes)
    initial = proposal_of(dialogue)
    form = RevisionForm(request.POST or None, carried=ready.carried, initial=initial)
    if request.method == "POST" and form.is_valid() and "confirm" in request.POST:
        confirmed = form.cleaned_data.get("carried", [])
        done = try_to_issue(
            form,
            lambda: issue_revision(
                changes=changes,
                given=form.given(),
                confirmed=confirmed,
                seen=request.POST.get("seen", ""),
                by=request.user,
            ),
        )
        if done:
            return to_issue(done)
    context = {"report": changes.report, "changes": changes, "symbol": str(symbol), "form": form}
    context |= {"ready": ready, "frozen": len(ready.sources), "seen": mark_of(ready.sources)}
    return render_issue_form(request, dialogue, "issue_new.html", context)


@require_http_methods(["GET", "POST"])
@never_cache
@sign_in_first
def issue_correct(request: HttpRequest, slug: str, issue: str) -> HttpResponse:
    """Issue a corrigendum: places, and what each now reads."""
    dialogue, changes = officers_issue(request, slug, issue, follows=IssueKind.CORRIGENDUM)
    elsewhere = _being_prepared(request, changes.report)
    if elsewhere is not None:
        return elsewhere
    form = MastheadForm(request.POST or None, follows=True, initial=proposal_of(dialogue))
    units = units_to_correct(changes)
    more = "more" in request.POST
    rows = correction_set(request.POST or None, changes=changes, units=units, more=more)
    whole = request.method == "POST" and not more and form.is_valid() and rows.is_valid()
    corrections = in_order(rows.corrections(), units) if whole else []
    if whole and not corrections:
        form.add_error(None, _("Write at least one place and what it now reads."))
    elif whole and "confirm" in request.POST:
        done = try_to_issue(
            form,
            lambda: issue_corrigendum(
                changes=changes, corrections=corrections, given=form.given(), by=request.user
            ),
        )
        if done:
            return to_issue(done)
    symbol = proposed_following_symbol(changes, IssueKind.CORRIGENDUM)
    context = _following(request, changes, symbol, form)
    context |= {"rows": rows, "steps": list(corrected(corrections)), "more": more}
    context["faulty"] = request.method == "POST" and not more and not rows.is_valid()
    return render_issue_form(request, dialogue, "issue_correct.html", context)


@require_http_methods(["GET", "POST"])
@never_cache
@sign_in_first
def issue_add(request: HttpRequest, slug: str, issue: str) -> HttpResponse:
    """Issue an addendum: what was published since, the officer's own text, or both."""
    dialogue, changes = officers_issue(request, slug, issue, follows=IssueKind.ADDENDUM)
    elsewhere = _being_prepared(request, changes.report)
    if elsewhere is not None:
        return elsewhere
    new = list(new_sources(changes).select_related("stakeholder").order_by("reference"))
    initial = proposal_of(dialogue) | {"with_submissions": bool(new)}
    form = AdditionForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid() and "confirm" in request.POST:
        values = form.cleaned_data
        done = try_to_issue(
            form,
            lambda: issue_addendum(
                changes=changes,
                text=values["text"],
                with_submissions=values["with_submissions"],
                given=form.given(),
                seen=request.POST.get("seen", ""),
                by=request.user,
            ),
        )
        if done:
            return to_issue(done)
    symbol = proposed_following_symbol(changes, IssueKind.ADDENDUM)
    context = _following(request, changes, symbol, form)
    context |= {"new": new, "in_full": is_compilation(changes)}
    taken = form.is_valid() and form.cleaned_data["with_submissions"]
    context |= {"frozen": len(new), "seen": mark_of(new)} if taken else {"frozen": 0}
    return render_issue_form(request, dialogue, "issue_add.html", context)


def _following(
    request: HttpRequest, changes: Issue, symbol: Symbol, form: MastheadForm
) -> dict[str, Any]:
    """What the pages of a corrigendum and of an addendum share."""
    return {
        "report": changes.report,
        "changes": changes,
        "symbol": str(symbol),
        "form": form,
        "conflict": conflict_with(changes, request.user),
    }


def _being_prepared(request: HttpRequest, report: Report) -> HttpResponse | None:
    """Lead who opens a form to the document on its way; what was typed is refused in its form."""
    preparing = report.issues.filter(state=IssueState.PREPARING).first()
    if preparing is None or request.method != "GET":
        return None
    return redirect("reports:issue_show", report.dialogue.slug, preparing.slug)
