"""The log of a submission in words, for the desk: with names, times and what was changed."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hld_portal.record.models import LogEntry
from submissions.enums import Channel, Consent
from submissions.history import Happening
from submissions.models import Submission

WORDS = {
    "start": gettext_lazy("began a draft"),
    "receive": gettext_lazy("recorded it (%(channel)s)"),
    "import": gettext_lazy("imported it"),
    "submit": gettext_lazy("sent version %(version)s"),
    "take_into_review": gettext_lazy("took it into review"),
    "publish": gettext_lazy("published it"),
    "accept": gettext_lazy("accepted it, not for publication"),
    "return": gettext_lazy("returned it"),
    "decline": gettext_lazy("declined it"),
    "withdraw": gettext_lazy("withdrew it"),
    "change_consent": gettext_lazy("changed the consent to “%(consent)s”"),
    "hold": gettext_lazy("put it on hold"),
    "release": gettext_lazy("released it"),
    "admit": gettext_lazy("let it in, though late"),
    "assign": gettext_lazy("put it to %(event)s"),
    "mark_duplicate": gettext_lazy("marked it as a duplicate"),
    "clear_duplicate": gettext_lazy("took away the mark of a duplicate"),
    "confirm_link": gettext_lazy("confirmed the link of point %(point)s to %(target)s"),
    "add_link": gettext_lazy("linked point %(point)s to %(target)s"),
    "drop_link": gettext_lazy("dropped the link of point %(point)s to %(target)s"),
}


def history_of(submission: Submission, events: dict[str, str]) -> list[Happening]:
    """Return what happened, newest first, in the dialogue's zone. Queries: 1

    Args:
        events: titles of the dialogue's events by slug.
    """
    zone = ZoneInfo(submission.dialogue.zone)
    return [_happening(entry, zone, events) for entry in reversed(submission.log_entries())]


def _happening(entry: LogEntry, zone: ZoneInfo, events: dict[str, str]) -> Happening:
    details = entry.details
    values = {
        "version": details.get("version", ""),
        "consent": _label(Consent, details.get("consent_to", "")),
        "channel": _label(Channel, details.get("channel", "")),
        "event": events.get(details.get("event", ""), details.get("event", "")),
        "point": details.get("point", ""),
        "target": _target(details.get("target", "")),
    }
    words = WORDS.get(entry.verb)
    text = str(words) % values if words else entry.verb.replace("_", " ")
    by = str(entry.actor) if entry.actor else _("The portal")
    return Happening(entry.created_at.astimezone(zone), text, by, _note(entry))


def _note(entry: LogEntry) -> str:
    if entry.details.get("late"):
        return _("late")
    received = parse_date(entry.details.get("received_on") or "")
    if received:
        return _("received on %(day)s") % {"day": date_format(received, "DATE_FORMAT")}
    return ""


def _target(code: str) -> str:
    symbol, _colon, end = code.rpartition(":")
    if end == "general":
        return _("%(text)s as a whole") % {"text": symbol}
    if end == "missing":
        return _("what %(text)s lacks") % {"text": symbol}
    return _("%(text)s, para. %(number)s") % {"text": symbol, "number": end}


def _label(choices: type, value: str) -> str:
    labels = dict(choices.choices)  # type: ignore[attr-defined]
    return (
        str(labels.get(value, value)).lower()
        if choices is Channel
        else str(labels.get(value, value))
    )
