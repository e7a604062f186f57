"""Pages on which points are merged into findings. Each view: fetch, check, call, render."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django.views.decorators.vary import vary_on_headers

from hld_portal.refusals import Refused
from hld_portal.reports.drafting_access import open_event, read_number
from hld_portal.reports.models import Finding
from hld_portal.reports.reading.findings import list_context
from hld_portal.reports.reading.targets import (
    codes_of_finding,
    codes_to_store,
    targets_context,
)
from hld_portal.reports.reading.wording import proposed_wording, read_finding, wording_context
from hld_portal.reports.services.findings import (
    add_points,
    create_finding,
    dissolve_finding,
    hold_finding,
    remove_point,
    set_contrast,
    word_finding,
)
from hld_portal.reports.services.restoring import describe_finding
from hld_portal.reports.services.targeting import set_addressee, set_targets
from hld_portal.reports.sources import standing_members, standing_points
from hld_portal.reports.undoing import offer_undo, take_offer, undo
from roundtables.access import sign_in_first
from roundtables.models import Event
from submissions.enums import PointKind
from submissions.forms import read_text
from submissions.models import PointVersion

IN_FORM = ("wording", "paragraphs", "addressee")  # fields beside which a refusal is told


@require_GET
@never_cache
@sign_in_first
@vary_on_headers("HX-Request", "HX-History-Restore-Request")
def finding_list(request: HttpRequest, slug: str, event: str) -> HttpResponse:
    """Show the points by paragraph, the findings, and what is proposed to be merged."""
    place = open_event(request, slug, event)
    context = list_context(place, request.GET)
    htmx = request.htmx and not request.htmx.history_restore_request  # type: ignore[attr-defined]
    if not htmx:
        context["offer"] = take_offer(request, place)
    name = "_finding_list.html" if htmx else "finding_list.html"
    return render(request, f"reports/{name}", context)


@require_POST
@sign_in_first
def finding_choose(request: HttpRequest, slug: str, event: str) -> HttpResponse:
    """Take the points that were ticked to the form of a new finding, or into one there is."""
    place = open_event(request, slug, event)
    points = _points(place, request.POST.getlist("points"))
    target = read_number(request.POST.get("finding", ""))
    try:
        _check_alike(points)
        if request.POST.get("action") != "add":
            address = reverse("reports:finding_create", args=[slug, event])
            return redirect(f"{address}?{_query(points)}")
        if target is None:
            raise Refused("no_finding", _("Choose the finding to add them to."), field="finding")
        finding = get_object_or_404(place.findings, pk=target)
        add_points(finding=finding, points=points, by=request.user)
    except Refused as refused:
        if refused.status != HTTPStatus.UNPROCESSABLE_ENTITY:
            raise
        context = list_context(place, {}, selected=[point.pk for point in points])
        context["refused"] = refused
        return render(request, "reports/finding_list.html", context, status=refused.status)
    messages.success(request, _("The points stand behind the finding."))
    added = [point.point_id for point in points]
    offer_undo(request, place, do="remove", finding=finding.pk, points=added)
    return _to_list(place, finding)


@require_http_methods(["GET", "POST"])
@never_cache
@sign_in_first
def finding_create(request: HttpRequest, slug: str, event: str) -> HttpResponse:
    """Give the merged points their common words."""
    place = open_event(request, slug, event)
    given = request.POST if request.method == "POST" else request.GET
    points = _points(place, given.getlist("points"))
    _check_alike(points)
    wording, concern = proposed_wording(points), any(point.concern for point in points)
    if request.method == "GET":
        return _form(request, place, points, wording=wording, concern=concern)
    wording, concern = read_text(request.POST, "wording"), request.POST.get("concern") == "yes"
    try:
        with transaction.atomic():
            finding = create_finding(event=place, points=points, wording=wording, by=request.user)
            _say_further(request, finding, concern=concern)
            _say_targets(request, finding, points)
    except Refused as refused:
        if refused.field not in IN_FORM:
            raise
        return _form(request, place, points, wording=wording, concern=concern, refused=refused)
    messages.success(request, _("The points are one finding."))
    offer_undo(request, place, do="dissolve", finding=finding.pk, seen=finding.log_count)
    return _to_list(place, finding)


@require_http_methods(["GET", "POST"])
@never_cache
@sign_in_first
def finding_edit(request: HttpRequest, slug: str, event: str, pk: int) -> HttpResponse:
    """Give a finding other words, mark it a concern, say from which it differs.

    Of two who save, the second sees both wordings.
    """
    place = open_event(request, slug, event)
    finding = get_object_or_404(place.findings, pk=pk)
    points = _points_of(place, finding)
    if request.method == "GET":
        context: dict[str, Any] = {"wording": finding.wording, "concern": finding.concern}
        return _form(request, place, points, finding=finding, **context)
    before = describe_finding(finding)
    wording, concern = read_text(request.POST, "wording"), request.POST.get("concern") == "yes"
    try:
        with transaction.atomic():
            held = hold_finding(finding=finding, seen=_seen(request), by=request.user)
            word_finding(finding=held, wording=wording, by=request.user, concern=concern)
            _say_further(request, held, concern=concern)
            _say_targets(request, held, points)
    except Refused as refused:
        if refused.field not in IN_FORM and refused.code != "moved_on":
            raise
        finding.refresh_from_db()
        state: dict[str, Any] = {"wording": wording, "concern": concern, "refused": refused}
        return _form(request, place, points, finding=finding, **state)
    messages.success(request, _("The finding is saved."))
    offer_undo(request, place, do="reword", kept=before, seen=held.log_count)
    return _to_list(place, finding)


@require_POST
@sign_in_first
def finding_remove(request: HttpRequest, slug: str, event: str, pk: int) -> HttpResponse:
    """Take one point out of a finding."""
    place = open_event(request, slug, event)
    finding = get_object_or_404(place.findings, pk=pk)
    number = read_number(request.POST.get("member", ""))
    member = get_object_or_404(finding.members, pk=number)
    kept = describe_finding(finding)
    if remove_point(finding=finding, member=member, by=request.user) is None:
        messages.success(request, _("It was the last point: the finding is taken apart."))
        offer_undo(request, place, do="restore", kept=kept)
        return _to_list(place)
    messages.success(request, _("The point stands alone again."))
    offer_undo(request, place, do="add", finding=finding.pk, points=[member.point_id])
    return _to_list(place, finding)


@require_POST
@sign_in_first
def finding_dissolve(request: HttpRequest, slug: str, event: str, pk: int) -> HttpResponse:
    """Take a finding apart: its points stand alone again."""
    place = open_event(request, slug, event)
    finding = get_object_or_404(place.findings, pk=pk)
    kept = describe_finding(finding)
    dissolve_finding(finding=finding, by=request.user)
    messages.success(request, _("The finding is taken apart; its points stand alone again."))
    offer_undo(request, place, do="restore", kept=kept)
    return _to_list(place)


@require_POST
@sign_in_first
def finding_undo(request: HttpRequest, slug: str, event: str) -> HttpResponse:
    """Undo the last step at this meeting's findings."""
    place = open_event(request, slug, event)
    undo(request, place)
    messages.success(request, _("Undone."))
    return _to_list(place)


@require_POST
@sign_in_first
def finding_reading(request: HttpRequest, slug: str, event: str) -> HttpResponse:
    """Answer how the finding will read in the report; stores nothing."""
    place = open_event(request, slug, event)
    points = _points(place, request.POST.getlist("points"))
    wording, concern = read_text(request.POST, "wording"), request.POST.get("concern") == "yes"
    addressee = request.POST.get("addressee", "")
    reading = read_finding(place, points, wording, concern=concern, addressee=addressee)
    context = {"reading": reading}
    return render(request, "submissions/_point_reading.html", context)


def _say_further(request: HttpRequest, finding: Finding, *, concern: bool) -> None:
    """Store what the form says besides the wording, where it differs from what is stored."""
    addressee = request.POST.get("addressee", finding.addressee)
    if finding.addressee != addressee:
        set_addressee(finding=finding, addressee=addressee, by=request.user)
    if finding.kind != PointKind.MESSAGE:
        return
    if finding.concern != concern:
        word_finding(finding=finding, wording=finding.wording, by=request.user, concern=concern)
    chosen = read_number(request.POST.get("contrasts_with", ""))
    if finding.contrasts_with_id != chosen:
        other = get_object_or_404(finding.event.findings, pk=chosen) if chosen else None
        set_contrast(finding=finding, other=other, by=request.user)


def _say_targets(request: HttpRequest, finding: Finding, points: Sequence[PointVersion]) -> None:
    """Store what the finding speaks to, where the form says other than is stored."""
    if "targets" not in request.POST:
        return
    codes = codes_to_store(request.POST.getlist("paragraphs"), points)
    if set(codes) != set(codes_of_finding(finding)):
        set_targets(finding=finding, codes=codes, by=request.user)


def _points(event: Event, values: Sequence[str]) -> list[PointVersion]:
    """Return the points of these ids that may be cited, in the order they came."""
    ids = {number for value in values if (number := read_number(value)) is not None}
    found = [point for point in standing_points(event) if point.pk in ids]
    if len(found) != len(ids):
        raise Refused("moved_on", _("One of the points may no longer be cited: load the page."))
    return found


def _points_of(event: Event, finding: Finding) -> list[PointVersion]:
    return standing_members(finding, {point.point_id: point for point in standing_points(event)})


def _seen(request: HttpRequest) -> int:
    number = read_number(request.POST.get("seen", ""))
    return -1 if number is None else number  # none was seen: nothing can match


def _check_alike(points: Sequence[PointVersion]) -> None:
    if not points:
        raise Refused("no_points", _("Tick at least one point."), field="points")
    if len({(point.kind, point.addressee) for point in points}) > 1:
        message = _("The points you ticked differ in kind or addressee: a finding holds one.")
        raise Refused("mixed", message, field="points")


def _query(points: Sequence[PointVersion]) -> str:
    return urlencode([("points", point.pk) for point in points])


def _form(
    request: HttpRequest,
    event: Event,
    points: Sequence[PointVersion],
    *,
    finding: Finding | None = None,
    refused: Refused | None = None,
    **state: Any,
) -> HttpResponse:
    ticked = request.POST.getlist("paragraphs") if "targets" in request.POST else None
    state["addressee"] = request.POST.get("addressee", finding.addressee if finding else "")
    context = wording_context(event, points, finding=finding, **state) | {"refused": refused}
    if "wording" in request.POST:
        context["contrasted"] = read_number(request.POST.get("contrasts_with", ""))
    context |= targets_context(event, points, finding=finding, ticked=ticked)
    status = refused.status if refused else HTTPStatus.OK
    return render(request, "reports/finding_edit.html", context, status=status)


def _to_list(event: Event, finding: Finding | None = None) -> HttpResponse:
    address = reverse("reports:finding_list", args=[event.dialogue.slug, event.slug])
    return redirect(f"{address}#f-{finding.pk}" if finding else address)
