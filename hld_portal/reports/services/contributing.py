"""The contributors' check: opened, objected to, answered, closed."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hld_portal.record.services import log_move
from hld_portal.refusals import Refused
from hld_portal.reports.composing.attribution import Cited
from hld_portal.reports.contributors import build_to_check, holds_sentences
from hld_portal.reports.enums import Outcome
from hld_portal.reports.models import (
    Build,
    Chain,
    CheckRequest,
    ContributorsCheck,
    Objection,
    Report,
)
from hld_portal.reports.permissions_contributing import (
    can_answer_objection,
    can_hold_check,
    can_object,
)
from hld_portal.reports.services.check_letters import (
    tell_answer,
    tell_closed,
    tell_objection,
    tell_opened,
)
from hld_portal.text.counting import count_words
from submissions.models import Submission

MOST_WORDS = 300  # of an objection, and of an answer


def open_check(*, report: Report, by: Any) -> ContributorsCheck:
    """Ask everybody whose points stand behind a sentence of the newest finished build.

    Each submission gets a private link; its members are told by mail. The author's own text
    is not part of it. A check whose time is over makes way for the new one.

    Raises:
        Refused: `not_allowed` (403); `off` (422) where the dialogue holds none; `no_build`
            (422); `unanswered` (422) while an objection of the check before waits;
            `moved_on` (409) while one is open.
    """
    dialogue = report.dialogue
    _check_holder(by, report)
    if not dialogue.contributors_check_days or not holds_sentences(report):
        raise Refused("off", _("This report has no contributors’ check."))
    build = build_to_check(report)
    if build is None:
        raise Refused("no_build", _("Compile the report first: they are asked about a build."))
    with transaction.atomic():
        _settle_earlier(report)
        check = _new_check(report, build, by)
        requests = _make_requests(check, build.chain)
        log_move(check, verb="open", by=by, build=build.public_id, requests=len(requests))
        tell_opened(check, requests)
    return check


def close_check(*, check: ContributorsCheck, reason: str, by: Any) -> ContributorsCheck:
    """End a check before its time; objections that were made still wait for their answers.

    Raises:
        Refused: `not_allowed` (403); `incomplete` (422) without a reason; `moved_on` (409)
            when it is over.
    """
    _check_holder(by, check.report)
    reason = _text(reason, _("Write why it ends early; those who were asked read it."), "reason")
    with transaction.atomic():
        moved = ContributorsCheck.objects.filter(
            pk=check.pk, closed_at=None, closes_at__gt=now()
        ).update(closed_at=now(), close_reason=reason)
        if not moved:
            raise Refused("moved_on", _("This check is over already."))
        log_move(check, verb="close", by=by, reason=reason)
        check.refresh_from_db()
        tell_closed(check)
    return check


def object_to_passage(*, request: CheckRequest, number: int, text: str, by: Any) -> Objection:
    """Object to a paragraph that rests on one's own words; those who draft are told.

    One objection to a paragraph; to say it otherwise, take it back and write it anew.

    Raises:
        Refused: `not_allowed` (403); `closed` (409) after the deadline; `unknown` (404) for a
            paragraph that does not rest on the text; `incomplete`, `over_limit` (422);
            `moved_on` (409) where one stands already.
    """
    if not can_object(by, request):
        raise Refused("not_allowed", _("Only the head or a focal point can object."))
    passage = next((row for row in request.passages if row["number"] == number), None)
    if passage is None:
        raise Refused("not_found", _("This paragraph does not rest on your words."))
    text = _text(text, _("Write what is wrong with this passage."), "text")
    try:
        with transaction.atomic():
            _lock_open(request)
            objection = Objection.objects.create(
                request=request, number=number, passage=passage["text"], text=text, made_by=by
            )
            log_move(objection, verb="object", by=by, to_state=Outcome.OPEN, reason=text)
            tell_objection(objection)
    except IntegrityError as error:
        raise Refused("moved_on", _("There is an objection to this paragraph already.")) from error
    return objection


def withdraw_objection(*, objection: Objection, by: Any) -> Objection:
    """Take an objection back while the check is open and nobody has answered it.

    Raises:
        Refused: `not_allowed` (403); `moved_on` (409) when it was answered or time is up.
    """
    if not can_object(by, objection.request):
        raise Refused("not_allowed", _("Only the head or a focal point can take it back."))
    with transaction.atomic():
        _lock_open(objection.request)
        _settle(objection, Outcome.WITHDRAWN, by=by, verb="withdraw")
    objection.refresh_from_db()
    return objection


def answer_objection(*, objection: Objection, outcome: str, answer: str, by: Any) -> Objection:
    """Say what becomes of an objection: taken up, or the text stands; they are told by mail.

    Also after the deadline: no objection stays without its answer.

    Raises:
        Refused: `not_allowed` (403), for one's own organization, too; `incomplete`,
            `over_limit` (422); `moved_on` (409) when it was answered or taken back.
    """
    if not can_answer_objection(by, objection):
        raise Refused("not_allowed", _("You cannot answer this objection."))
    if outcome not in (Outcome.TAKEN_UP, Outcome.KEPT):
        message = _("Choose whether the objection is taken up or the text stands.")
        raise Refused("incomplete", message, field="outcome")
    answer = _text(answer, _("Write an answer; they read it."), "answer")
    fields = {"answer": answer, "answered_by": by, "answered_at": now()}
    with transaction.atomic():
        _settle(objection, outcome, by=by, verb="answer", reason=answer, **fields)
        objection.refresh_from_db()
        tell_answer(objection)
    return objection


def see_request(*, request: CheckRequest) -> None:
    """Note that one of those who were asked has read the passages, the first time."""
    CheckRequest.objects.filter(pk=request.pk, seen_at=None).update(seen_at=now())


def _check_holder(by: Any, report: Report) -> None:
    if not can_hold_check(by, report.dialogue):
        message = _("Documents officers and the secretariat hold the contributors’ check.")
        raise Refused("not_allowed", message)


def _settle_earlier(report: Report) -> None:
    """An earlier check is over and answered, or it stands in the way."""
    Report.objects.select_for_update().get(pk=report.pk)
    earlier = report.checks.filter(closed_at=None).first()
    if earlier is not None and earlier.is_open:
        raise Refused("moved_on", _("A contributors’ check of this report is open already."))
    if Objection.objects.filter(request__check_round__report=report, outcome=Outcome.OPEN).exists():
        message = _("Answer every objection of the check before first.")
        raise Refused("unanswered", message)
    if earlier is not None:
        report.checks.filter(pk=earlier.pk).update(closed_at=earlier.closes_at)


def _new_check(report: Report, build: Build, by: Any) -> ContributorsCheck:
    days = report.dialogue.contributors_check_days
    return ContributorsCheck.objects.create(
        report=report, build=build, opened_by=by, closes_at=now() + timedelta(days=days)
    )


def _make_requests(check: ContributorsCheck, chain: Chain) -> list[CheckRequest]:
    behind = _passages_by_reference(chain)
    known = Submission.objects.filter(reference__in=behind).select_related("stakeholder")
    return [
        CheckRequest.objects.create(
            check_round=check, submission=submission, passages=behind[submission.reference or ""]
        )
        for submission in known.order_by("reference")
    ]


def _passages_by_reference(chain: Chain) -> dict[str, list[dict[str, Any]]]:
    """Return, for each submission, the paragraphs it stands behind with its own points."""
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for passage in chain.passages:
        place = {name: passage[name] for name in ("anchor", "number", "text")}
        for reference, keys in _keys_by_reference(passage["sentences"]).items():
            said = [row["text"] for row in passage["sentences"] if set(row["behind"]) & keys]
            found[reference].append({**place, "points": sorted(keys), "own": said})
    return found


def _keys_by_reference(sentences: list[dict[str, Any]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for key in (key for sentence in sentences for key in sentence["behind"]):
        found[Cited.from_key(key).reference].add(key)
    return found


def _lock_open(request: CheckRequest) -> None:
    """Hold the check while something is said in it: after the deadline nothing is."""
    check = ContributorsCheck.objects.select_for_update().get(pk=request.check_round_id)
    if not check.is_open:
        raise Refused("moved_on", _("The check is over: nothing can be changed any more."))


def _settle(
    objection: Objection, outcome: str, *, by: Any, verb: str, reason: str = "", **fields: Any
) -> None:
    moved = Objection.objects.filter(pk=objection.pk, outcome=Outcome.OPEN).update(
        outcome=outcome, **fields
    )
    if not moved:
        raise Refused("moved_on", _("Somebody has settled this objection meanwhile."))
    log_move(objection, verb=verb, by=by, from_state=Outcome.OPEN, to_state=outcome, reason=reason)


def _text(typed: str, missing: str, field: str) -> str:
    text = typed.strip()
    if not text:
        raise Refused("incomplete", missing, field=field)
    over = count_words(text) - MOST_WORDS
    if over > 0:
        message = ngettext("%(over)s word too many.", "%(over)s words too many.", over)
        raise Refused("over_limit", message % {"over": over}, field=field)
    return text
