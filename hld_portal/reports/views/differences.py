"""The public page of what a document changed in the one before it."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from hld_portal.reports.enums import IssueState
from hld_portal.reports.issuing.differences import comparison_of
from roundtables.access import get_dialogue


@require_GET
def issue_differences(request: HttpRequest, slug: str, report: str) -> HttpResponse:
    """Show everybody what a document changed in the one before it, some pages of text at a time."""
    dialogue = get_dialogue(slug)
    issues = dialogue.issues.select_related("report", "changes", "dialogue")
    issue = get_object_or_404(issues, slug=report, state=IssueState.ISSUED)
    if issue.changes is None:
        raise Http404
    comparison = comparison_of(issue)
    page = Paginator(comparison.pages, 1).get_page(request.GET.get("page"))
    context = {
        "dialogue": dialogue,
        "issue": issue,
        "comparison": comparison,
        "page": page,
        "steps": page.object_list[0] if page.object_list else (),
    }
    return render(request, "reports/issue_differences.html", context)
