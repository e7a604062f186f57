"""Pages about one's own submissions. Outsiders get 404: nothing tells that one exists."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from roundtables.models import Dialogue
from submissions.composing import find_own
from submissions.forms import ConsentForm
from submissions.mine_page import Row, mine_context, rows_of, sections_of
from submissions.models import Submission
from submissions.permissions import can_withdraw
from submissions.requests import PersonRequest
from submissions.services.consenting import change_consent
from submissions.services.deciding import withdraw_submission
from submissions.services.writing import drop_draft, revise_submission


@never_cache
@login_required
@require_GET
def mine(request: PersonRequest) -> HttpResponse:
    """List the submissions of all stakeholders that the person acts for."""
    rows = rows_of(request)
    context = {
        "sections": sections_of(rows),
        "memberships": request.memberships,
        "dialogues": Dialogue.objects.filter(trial=False),
    }
    return render(request, "submissions/mine.html", context)


@never_cache
@login_required
@require_GET
def mine_show(request: PersonRequest, public_id: str) -> HttpResponse:
    """Show one of them: where it stands, its versions, points and history."""
    context = mine_context(request, find_own(request, public_id))
    return render(request, "submissions/mine_show.html", context)


@never_cache
@login_required
@require_GET
def receipt_show(request: PersonRequest, public_id: str) -> HttpResponse:
    """Show the receipt of the newest version; 404 before there is one."""
    submission = find_own(request, public_id)
    if submission.newest_version is None:
        raise Http404
    context = {
        "submission": submission,
        "version": submission.newest_version,
        "point_count": submission.newest_version.points.count(),
        "dialogue": submission.dialogue,
        "event": submission.event,
        "stakeholder": submission.stakeholder,
    }
    return render(request, "submissions/receipt.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def revise(request: PersonRequest, public_id: str) -> HttpResponse:
    """Open the draft of a new version."""
    submission = find_own(request, public_id)
    if request.method == "POST":
        revise_submission(submission=submission, by=request.user)
        return redirect("submissions_writing:draft_edit", public_id)
    return _confirm(
        request,
        submission,
        name="revise",
        title=_("Write a new version?"),
        text=_("The version that was sent stays as it is until the new one is decided."),
        verb=_("Write a new version"),
    )


@login_required
@require_POST
def drop(request: PersonRequest, public_id: str) -> HttpResponse:
    """Throw away the draft of a new version."""
    drop_draft(submission=find_own(request, public_id), by=request.user)
    messages.success(request, _("The draft of the new version was dropped."))
    return redirect("submissions_writing:mine_show", public_id)


@login_required
@require_http_methods(["GET", "POST"])
def withdraw(request: PersonRequest, public_id: str) -> HttpResponse:
    """Ask, then take a submission back for good; a draft never sent is discarded."""
    submission = find_own(request, public_id)
    sent = submission.reference is not None
    if request.method == "POST":
        withdraw_submission(submission=submission, by=request.user)
        if not sent:
            messages.success(request, _("The draft was discarded."))
            return redirect("submissions_writing:mine")
        messages.success(request, _("The submission was withdrawn."))
        return redirect("submissions_writing:mine_show", public_id)
    if sent:
        title = _("Withdraw %(reference)s?") % {"reference": submission.reference}
        text = _(
            "It leaves every page, count and finding at once, and cannot be brought back. "
            "The record keeps that it was received and withdrawn."
        )
    else:
        title = _("Discard this draft?")
        text = _("It was never sent. What is written in it is deleted.")
    verb = _("Withdraw") if sent else _("Discard the draft")
    return _confirm(
        request, submission, name="withdraw", title=title, text=text, verb=verb, stop=True
    )


@login_required
@require_http_methods(["GET", "POST"])
def consent(request: PersonRequest, public_id: str) -> HttpResponse:
    """Change how a submission may be shown."""
    submission = find_own(request, public_id)
    if request.method == "POST":
        value = request.POST.get("consent", "")
        change_consent(submission=submission, consent=value, by=request.user)
        messages.success(request, _("Your choice is stored and holds at once."))
        return redirect("submissions_writing:mine_show", public_id)
    return _confirm(
        request,
        submission,
        name="consent",
        title=_("May we publish it?"),
        text=_("“No” takes a published text from every page at once; it still counts."),
        verb=_("Store the choice"),
        form=ConsentForm(submission),
    )


def _confirm(
    request: PersonRequest, submission: Submission, *, name: str, **shown: object
) -> HttpResponse:
    if submission.frozen_at is not None:  # its own page says why there is nothing to ask
        return redirect("submissions_writing:mine_show", submission.public_id)
    context = {
        "submission": submission,
        "row": Row(submission, can_withdraw(request.user, submission)),
        "dialogue": submission.dialogue,
        "action": reverse(f"submissions_writing:{name}", args=[submission.public_id]),
        "back_url": reverse("submissions_writing:mine_show", args=[submission.public_id]),
        **shown,
    }
    return render(request, "submissions/mine_confirm.html", context)
