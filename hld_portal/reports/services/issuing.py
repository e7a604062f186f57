"""Give a document its symbol and freeze all it rests on; the build then makes its files."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from hld_portal.refusals import Refused
from hld_portal.reports.composing.attribution import printed_in
from hld_portal.reports.composing.freezing import freeze_document
from hld_portal.reports.content import Document
from hld_portal.reports.enums import IssueKind
from hld_portal.reports.issuing.addendum import compose_addendum
from hld_portal.reports.issuing.carrying import carried_over
from hld_portal.reports.issuing.conditions import check_before_freezing
from hld_portal.reports.issuing.corrigendum import (
    Correction,
    compose_corrigendum,
    in_order,
    units_to_correct,
)
from hld_portal.reports.issuing.following import current_text, new_sources, submissions_behind
from hld_portal.reports.issuing.sources import references_behind, sources_of, versions_of
from hld_portal.reports.issuing.symbols import (
    Symbol,
    holder_of,
    series_of,
    take_following_symbol,
    take_symbol,
)
from hld_portal.reports.models import Chain, Issue, Report
from hld_portal.reports.services.issuing_plan import (
    Given,
    Plan,
    check_duties,
    check_officer,
    lock_sources,
    new_build,
    one_at_a_time,
    prepare_issue,
)
from submissions.models import Submission


def issue_report(*, report: Report, number: int, given: Given, seen: str = "", by: Any) -> Issue:
    """Freeze a report as an original document with its symbol, and queue the making of its files.

    Args:
        seen: `mark_of` the submissions that the officer was shown; others are refused.

    Raises:
        Refused: `not_allowed` (403); `symbol_taken` (422, field `number`); `issued` (422) for
            a report that has a document already: revise that; `not_ready` (422) with the
            first thing that stands in the way; `own_text` (422) where the officer wrote,
            entered or decided on a source; `moved_on` (409) where something moved meanwhile.
    """
    check_officer(report, by)
    plan = Plan(report, IssueKind.ORIGINAL, given, by, seen=seen)
    with transaction.atomic(), one_at_a_time(report):
        if current_text(report) is not None:
            raise Refused("issued", _("This report was issued already. Issue a revision of it."))
        series = series_of(report.dialogue)
        _check_number(series, number)
        return _issue_compiled(plan, take_symbol(series, number))


def issue_revision(
    *, changes: Issue, given: Given, confirmed: Collection[str] = (), seen: str = "", by: Any
) -> Issue:
    """Freeze the whole report anew; its document takes the place of the one it changes.

    Args:
        confirmed: keys of the corrections to `changes` that the officer has seen to, where
            the portal does not find their words in the new text (`issuing.carrying`).

    Raises:
        Refused: as `issue_report`, and `unconfirmed` (422, field `carried`) for a correction
            that is neither found in the new text nor confirmed.
    """
    report = changes.report
    check_officer(report, by)
    plan = Plan(report, IssueKind.REVISION, given, by, changes, seen=seen)
    with transaction.atomic(), one_at_a_time(report):
        _check_current(changes)
        symbol = take_following_symbol(changes, IssueKind.REVISION)
        return _issue_compiled(plan, symbol, confirmed)


def issue_corrigendum(
    *, changes: Issue, corrections: Sequence[Correction], given: Given, by: Any
) -> Issue:
    """Issue a list of places and what they now read; the text itself stays as it was issued.

    They are set in the order of the document, however they were typed.

    Raises:
        Refused: as `issue_report`, and `incomplete` (422) without a single correction.
    """
    check_officer(changes.report, by)
    if not corrections:
        raise Refused("incomplete", _("Write at least one place and what it now reads."))
    ordered = in_order(corrections, units_to_correct(changes))
    rows = [each.as_json() for each in ordered]
    plan = Plan(
        changes.report, IssueKind.CORRIGENDUM, given, by, changes, manifest={"corrections": rows}
    )
    with transaction.atomic(), one_at_a_time(changes.report):
        _check_stands(changes)
        check_duties(submissions_behind(changes), by)
        symbol = take_following_symbol(changes, IssueKind.CORRIGENDUM)
        build = new_build(plan)
        document = compose_corrigendum(changes, ordered, plan.identity(symbol))
        return prepare_issue(plan, symbol, build, document, [])


def issue_addendum(
    *, changes: Issue, text: str, with_submissions: bool, given: Given, seen: str = "", by: Any
) -> Issue:
    """Issue what is added: submissions admitted since, the officer's own text, or both.

    Raises:
        Refused: as `issue_report`, and `incomplete` (422) where nothing would be added.
    """
    report = changes.report
    check_officer(report, by)
    plan = Plan(report, IssueKind.ADDENDUM, given, by, changes, seen=seen)
    with transaction.atomic(), one_at_a_time(report):
        _check_current(changes)
        check_duties(submissions_behind(changes), by)
        wanted = new_sources(changes) if with_submissions else Submission.objects.none()
        sources = lock_sources(plan, wanted)
        if not sources and not text.strip():
            message = _("There is nothing to add: write a text, or wait for new submissions.")
            raise Refused("incomplete", message, field="text")
        symbol = take_following_symbol(changes, IssueKind.ADDENDUM)
        build = new_build(plan)
        document = compose_addendum(changes, text, sources, plan.identity(symbol))
        Chain.objects.create(build=build, printed=printed_in(document))
        return prepare_issue(plan, symbol, build, document, sources)


def _issue_compiled(plan: Plan, symbol: Symbol, confirmed: Collection[str] = ()) -> Issue:
    wanted = sources_of(plan.report)
    sources = lock_sources(plan, wanted)
    build = new_build(plan)
    # Composed while the rows are held: what is frozen is the text of one moment.
    document = freeze_document(build, identity=plan.identity(symbol))
    check_before_freezing(plan.report, document)
    if plan.changes is not None:
        plan.told |= _check_carried(plan.changes, document, confirmed)
    behind = references_behind(build.chain)
    unknown = behind - {each.reference for each in sources}
    if unknown or versions_of(wanted.all()) != versions_of(sources):
        message = _("A submission changed while the document was being frozen. Try again.")
        raise Refused("moved_on", message)
    return prepare_issue(plan, symbol, build, document, sources)


def _check_carried(
    changes: Issue, document: Document, confirmed: Collection[str]
) -> dict[str, list[str]]:
    """Return for the log which corrections were found in the new text, and which confirmed."""
    carried = carried_over(changes, document)
    unseen = [each for each in carried if not each.is_found and each.key not in confirmed]
    if unseen:
        message = _("Confirm that you have seen to the correction of %(place)s (%(symbol)s).")
        values = {"place": unseen[0].place, "symbol": unseen[0].symbol}
        raise Refused("unconfirmed", message % values, field="carried")
    found = [each.key for each in carried if each.is_found]
    seen = [each.key for each in carried if not each.is_found]
    return {name: keys for name, keys in (("found", found), ("confirmed", seen)) if keys}


def _check_number(series: str, number: int) -> None:
    holder = holder_of(series, number)
    if holder is None:
        return
    with override(None):
        day = date_format(holder.created_at, "j F Y")
    words = _(
        "%(symbol)s was given to “%(title)s” on %(day)s (%(state)s). No symbol is used twice."
    )
    values = {
        "symbol": holder.symbol,
        "title": holder.report.title,
        "day": day,
        "state": holder.get_state_display(),
    }
    raise Refused("symbol_taken", words % values, field="number")


def _check_stands(changes: Issue) -> None:
    """What is corrected is issued, and no revision has taken its place."""
    current = current_text(changes.report)
    is_current = current is not None and changes.pk == current.pk
    follows = current is not None and changes.kind == IssueKind.ADDENDUM
    if not changes.is_issued or not (is_current or follows):
        raise Refused("moved_on", _("A later document has taken the place of this one."))


def _check_current(changes: Issue) -> None:
    current = current_text(changes.report)
    if current is None or current.pk != changes.pk:
        raise Refused("moved_on", _("A later document has taken the place of this one."))
