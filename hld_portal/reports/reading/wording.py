"""The form in which a finding gets its words, and how it will read in the report."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hld_portal.reports.counting import count_contributors, count_stakeholders
from hld_portal.reports.drafting.speakers import speakers
from hld_portal.reports.models import Finding
from hld_portal.reports.reading.sources import member_of
from hld_portal.reports.sources import main_instrument, scale_of
from hld_portal.text.advice import advise
from hld_portal.text.frames import reading
from roundtables.models import Event
from roundtables.states import all_states
from submissions.enums import PointKind
from submissions.models import PointVersion
from submissions.reading import Hint, Reading
from submissions.wording import ADVICE, KINDS


def read_finding(
    event: Event,
    points: Sequence[PointVersion],
    wording: str,
    *,
    concern: bool,
    addressee: str = "",
) -> Reading:
    """Return the sentence as the draft will have it, with those who stand behind it. Queries: 2"""
    if not points or not wording.strip():
        return Reading()
    first = points[0]
    to_whom = first.addressee or addressee
    main = main_instrument(event.dialogue)
    names = [state.name for state in all_states()]
    sentence = reading(
        first.kind,
        wording,
        addressee=event.dialogue.addressee_name(to_whom) if to_whom else "",
        concern=concern,
        replaces=first.replaces,
        subject=_subject(event, points),
        instrument=main.short_titles.get("en", "the text") if main else "the text",
        names=names,
    )
    hints = [
        Hint(str(ADVICE.get(advice.code, advice.hint)))
        for advice in advise(first.kind, wording, names=names)
    ]
    return Reading(sentence=sentence, hints=hints)


def _subject(event: Event, points: Sequence[PointVersion]) -> str:
    counts = count_stakeholders(point.version.submission.stakeholder for point in points)
    contributed = count_contributors(event)
    held = contributed.by_group()
    if any(n > held.get(group, 0) for group, n in counts.by_group().items()):
        return "Participants"  # a point that may no longer be cited is among them
    text = speakers(counts, contributed, scale_of(event.dialogue)).text()
    return text[0].upper() + text[1:]


def proposed_wording(points: Sequence[PointVersion]) -> str:
    """Take the words of the first point in English; a text in another language waits for a person."""
    english = (point.text for point in points if point.version.language.startswith("en"))
    return next(english, "")


def wording_context(
    event: Event,
    points: Sequence[PointVersion],
    *,
    wording: str,
    concern: bool,
    addressee: str = "",
    finding: Finding | None = None,
) -> dict[str, Any]:
    """Return what the form of a finding shows."""
    kind = finding.kind if finding else points[0].kind
    contrasts = event.findings.filter(kind=PointKind.MESSAGE)
    if finding:
        contrasts = contrasts.exclude(pk=finding.pk)
    return {
        "event": event,
        "dialogue": event.dialogue,
        "finding": finding,
        "members": [member_of(point) for point in points],
        "kind": kind,
        "kind_label": PointKind(kind).label,
        "addressee": event.dialogue.addressee_name(points[0].addressee) if points else "",
        "addressees": _addressees(event, kind, points),
        "addressed": addressee,
        "replaces": finding.replaces if finding else points[0].replaces,
        "words": KINDS[kind],
        "wording": wording,
        "concern": concern,
        "contrasted": finding.contrasts_with_id if finding else None,
        "contrasts": contrasts if kind == PointKind.MESSAGE else [],
        "reading": read_finding(event, points, wording, concern=concern, addressee=addressee),
    }


def _addressees(event: Event, kind: str, points: Sequence[PointVersion]) -> list[tuple[str, str]]:
    """Return whom a recommendation may ask; nobody where its points say it themselves."""
    if kind != PointKind.RECOMMENDATION or any(point.addressee for point in points):
        return []
    return event.dialogue.addressee_choices()
