"""What a document rests on: whose versions stand behind it, and who may not issue it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from hld_portal.accounts.models import Membership
from hld_portal.record.models import LogEntry
from hld_portal.reports.enums import ReportKind
from hld_portal.reports.models import Chain, Report
from hld_portal.reports.reading.chain import reference_of
from submissions.models import Submission
from submissions.querysets import SubmissionQuerySet

MOST_NAMED = 5  # submissions in a message
# What issuing itself writes into the log of a submission.
OWN_VERBS = ("freeze", "unfreeze")


def sources_of(report: Report) -> SubmissionQuerySet:
    """Return every submission that is counted, cited, listed or reproduced in a report.

    Each citable one stands behind the figures ("drew on 41 submissions"), cited or not.
    """
    submissions = Submission.objects.citable().filter(dialogue=report.dialogue)
    if report.kind == ReportKind.ROUND_TABLE and report.event is not None:
        return submissions.for_event(report.event)
    if report.kind == ReportKind.COMPILATION:
        return submissions.published()
    if report.kind == ReportKind.BRIEF:
        return submissions.filter(event__round_table__isnull=False)
    return submissions


def versions_of(submissions: Iterable[Submission]) -> set[tuple[int, int | None]]:
    """Return which version of which submission stands, to see whether anything moved."""
    return {(each.pk, each.standing_version_id) for each in submissions}


def mark_of(submissions: Iterable[Submission]) -> str:
    """Return a mark of what an officer saw, to tell when it is frozen whether it is the same."""
    return hashlib.sha256(repr(sorted(versions_of(submissions), key=str)).encode()).hexdigest()[:16]


def paragraphs_by_reference(chain: Chain) -> dict[str, list[int]]:
    """Return the paragraphs that rest on each submission, by its reference."""
    found: dict[str, list[int]] = {}
    for passage in chain.passages:
        keys = [key for sentence in passage["sentences"] for key in sentence["behind"]]
        for reference in dict.fromkeys(reference_of(key) for key in keys):
            found.setdefault(reference, []).append(passage["number"])
    return found


def references_behind(chain: Chain) -> set[str]:
    """Return the references of the submissions that a document cites or reproduces."""
    return {*paragraphs_by_reference(chain), *chain.printed}


def conflicts_of(user: Any, submissions: Sequence[Submission]) -> list[Submission]:
    """Return the sources that a person wrote, entered, sent or decided on. Queries: 2

    Source: design/portal.md, section 2: no single account submits, moderates and issues the
    same text. It is read strictly, as for moderators: one of the two others is enough.
    """
    own = set(
        Membership.objects.filter(user=user, is_active=True).values_list("stakeholder", flat=True)
    )
    touched = set(
        LogEntry.objects.filter(object_kind="submission", actor=user)
        .exclude(verb__in=OWN_VERBS)
        .values_list("object_id", flat=True)
    )
    return [
        each
        for each in submissions
        if each.pk in touched or each.stakeholder_id in own or each.created_by_id == user.pk
    ]


def conflict_words(own: Sequence[Submission]) -> str:
    """Say why somebody else has to issue the document."""
    names = ", ".join(str(each) for each in own[:MOST_NAMED])
    more = len(own) - MOST_NAMED
    if more > 0:
        names = _("%(names)s and %(more)d more") % {"names": names, "more": more}
    message = _(
        "You wrote, entered or decided on %(names)s. No single account submits, moderates and "
        "issues the same text: another documents officer has to issue this."
    )
    return message % {"names": names}
