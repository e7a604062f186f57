"""What is looked at before a decision, each with how it stands."""

from __future__ import annotations

from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hld_portal.accounts.enums import Accreditation, Group
from hld_portal.accounts.permissions import is_member
from hld_portal.desk.decisions import has_consent
from submissions.citing import NOTHING, Use, may_be_cited
from submissions.content import grouped
from submissions.enums import Consent
from submissions.models import Submission, Version
from submissions.permissions import has_entered


class Check(NamedTuple):
    """One line of the list, as `_ui/tick.html` draws it; kind "" is well."""

    label: str
    note: str = ""
    kind: str = ""


def checks_of(submission: Submission, version: Version, user: Any, *, joint: bool) -> list[Check]:
    """Return all checks, in the order in which they are read. Queries: 1

    Args:
        joint: it is a group statement, which has a limit of its own.
    """
    checks = [
        _limit(submission, version, joint=joint),
        _accreditation(submission, version),
        _time(submission),
        _consent(submission),
        _citing(submission),
        _ownership(submission, user),
    ]
    return [check for check in checks if check is not None]


def word_limit(submission: Submission, *, joint: bool) -> int | None:
    """Return how many words it may have; None where no call says so."""
    call = getattr(submission.event, "call", None)
    return call.word_limit(submission.stakeholder, joint=joint) if call else None


def _limit(submission: Submission, version: Version, *, joint: bool) -> Check | None:
    limit = word_limit(submission, joint=joint)
    if limit is None:
        return None
    words = _("%(count)s of %(limit)s words") % {
        "count": grouped(version.word_count),
        "limit": grouped(limit),
    }
    if version.word_count > limit:
        return Check(_("Over the limit"), words, "warn")
    return Check(_("Within the limit"), words)


def _accreditation(submission: Submission, version: Version) -> Check | None:
    stakeholder = submission.stakeholder
    if stakeholder.group != Group.CIVIL_SOCIETY:
        return None  # they take part by right
    if stakeholder.accreditation == Accreditation.NONE:
        return Check(_("Not accredited"), kind="warn")
    day = version.submitted_at.astimezone(ZoneInfo(submission.dialogue.zone)).date()
    first, last = stakeholder.accredited_from, stakeholder.accredited_until
    kind = str(Accreditation(stakeholder.accreditation).label)
    if first and day < first:
        return Check(_("Not yet accredited on the day"), _since(kind, first), "warn")
    if last and day > last:
        return Check(_("No longer accredited on the day"), _until(kind, last), "warn")
    return Check(_("Accredited on the day"), kind)


def _since(kind: str, day: Any) -> str:
    return _("%(kind)s, since %(day)s") % {"kind": kind, "day": date_format(day, "DATE_FORMAT")}


def _until(kind: str, day: Any) -> str:
    return _("%(kind)s, until %(day)s") % {"kind": kind, "day": date_format(day, "DATE_FORMAT")}


def _time(submission: Submission) -> Check:
    if submission.waits_for_admission:
        note = _("It came after the call had closed and waits to be let in.")
        return Check(_("Late"), note, "warn")
    if submission.late:
        return Check(_("Late, and let in"))
    return Check(_("Sent in time"))


def _consent(submission: Submission) -> Check:
    if submission.confidential:
        return Check(_("Confidential"), _("Never published; it is counted."), "wait")
    words = {
        Consent.NAMED: _("Consent: under their name"),
        Consent.TYPE_ONLY: _("Consent: with the type of organization only"),
        Consent.NOT_PUBLISHED: _("Consent: counted, not published"),
    }
    if submission.consent not in words:
        return Check(_("Consent: not given"), kind="warn")
    note = "" if submission.frozen_at else _("May be changed until a report is issued.")
    kind = "" if has_consent(submission) else "wait"
    return Check(words[Consent(submission.consent)], note, kind)


def _citing(submission: Submission) -> Check:
    """Say what a report may do with it today: the one rule, in words."""
    use = may_be_cited(submission)
    if use == NOTHING:
        return Check(_("In no report yet"), _why_not(submission), "wait")
    return Check(_("In reports: %(use)s") % {"use": use_in_words(use)})


def use_in_words(use: Use) -> str:
    if use.named:
        return _("counted, quoted and named")
    return _("counted and quoted, without the name") if use.quoted else _("counted as a number")


def _why_not(submission: Submission) -> str:
    if submission.on_hold:
        return _("What is on hold counts for nothing.")
    if submission.duplicate_of_id:
        return _("A duplicate counts for nothing.")
    if submission.waits_for_admission:
        return _("What is late counts once it is let in.")
    return _("It counts once it is published or accepted.")


def _ownership(submission: Submission, user: Any) -> Check:
    if is_member(user, submission.stakeholder):
        note = _("Somebody else decides on it.")
        return Check(_("Your own organization’s text"), note, "bad")
    if has_entered(user, submission):
        note = _("Somebody else decides on it.")
        return Check(_("You recorded this text"), note, "bad")
    return Check(_("Not your organization’s text"))
