"""What the reading pane shows of one submission."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Prefetch
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import get_language_info

from hld_portal.desk.checking import checks_of, word_limit
from hld_portal.desk.comparing import Difference, differences
from hld_portal.desk.decisions import decisions_on
from hld_portal.desk.history import history_of
from hld_portal.desk.marks import flags_of, state_mark
from hld_portal.desk.models import Note
from hld_portal.desk.permissions import can_write_note
from hld_portal.desk.places import Place, review_url_of
from hld_portal.desk.queueing import QueueFilters, neighbour
from hld_portal.text.language import direction
from hld_portal.text.markdown import render_blocks
from roundtables.models import Dialogue
from submissions.enums import LinkTarget, PointKind, ReturnGround, State
from submissions.models import PointLink, PointVersion, Submission, Version
from submissions.permissions import can_curate
from submissions.picking import pick_groups


@dataclass(frozen=True)
class Earlier:
    """Another text of the same stakeholder."""

    submission: Submission
    title: str
    mark: Any
    url: str


def pane_context(place: Place, submission: Submission, data: QueryDict) -> dict[str, Any]:
    """Return all that the pane shows of a submission. Queries: 22, fewer for a first version"""
    version = submission.newest_version
    assert version is not None  # a draft is on no desk
    points = points_of(version)
    for_states = list(submission.on_behalf_of.order_by("name"))
    events = list(place.dialogue.events.select_related("round_table"))
    may_note = can_write_note(place.user, submission)
    query = QueueFilters(data).query()
    picks = pick_groups(place.dialogue) if points else []
    words = {pick.code: pick.label for group in picks for pick in group.picks}
    return {
        "submission": submission,
        "version": version,
        "mark": state_mark(submission),
        "flags": flags_of(submission),
        "language_name": _language_name(version.language),
        "direction": direction(version.language),
        "limit": word_limit(submission, joint=bool(for_states)),
        "sent_at": version.submitted_at.astimezone(ZoneInfo(place.zone)),
        "for_states": for_states,
        "blocks": render_blocks(version.statement),
        "points": [
            {
                "point": point,
                "kind": PointKind(point.kind).label,
                "addressee": place.dialogue.addressee_name(point.addressee),
                "links": [
                    {"link": link, "label": link_label(link, words)} for link in point.links.all()
                ],
            }
            for point in points
        ],
        "picks": picks,
        "checks": checks_of(submission, version, place.user, joint=bool(for_states)),
        "earlier": earlier_texts(place, submission),
        "changes": _changes(version, points),
        "previous_number": version.number - 1,
        "ground": dict(ReturnGround.choices).get(version.ground, ""),
        "suggestions": _suggestions(submission),
        "other_events": [event for event in events if event != place.event],
        "history": history_of(submission, {event.slug: event.title for event in events}),
        "may_note": may_note,
        "notes": Note.objects.filter(submission=submission).select_related("author")
        if may_note
        else [],
        "may_curate": can_curate(place.user, submission),
        "decisions": decisions_on(submission, place.user),
        "following_url": _url(place, neighbour(place, submission, data), query),
        "preceding_url": _url(place, neighbour(place, submission, data, step=-1), query),
    }


def points_of(version: Version) -> list[PointVersion]:
    """Return the points with all their links, confirmed or not. Queries: 2"""
    links = PointLink.objects.select_related("instrument", "paragraph", "confirmed_by").order_by(
        "-instrument__is_main", "instrument__order", "paragraph__order", "target"
    )
    return list(version.points.prefetch_related(Prefetch("links", links)))


def link_label(link: PointLink, words: dict[str, str]) -> str:
    """Say what a link leads to: the paragraph's heading, else its words.

    Args:
        words: of each target by its code.
    """
    heading = link.paragraph.heading_text if link.paragraph else ""
    label = heading or words.get(link.code, link.code)
    if link.instrument.is_main or link.target != LinkTarget.PARAGRAPH:
        return label
    return f"{link.instrument.short_title}: {label}"


def earlier_texts(place: Place, submission: Submission) -> list[Earlier]:
    """Return the stakeholder's other texts in the dialogue that the person may see. Queries: 2

    A link leads to the desk where they work, to the public page elsewhere.
    """
    others = (
        Submission.objects.visible_to(place.user)
        .filter(dialogue=place.dialogue, stakeholder=submission.stakeholder)
        .exclude(state=State.DRAFT)
        .exclude(pk=submission.pk)
        .select_related("event", "newest_version", "published_version")
        .order_by("submitted_at")
    )
    desk = set(
        Submission.objects.on_desk_of(place.user)
        .filter(stakeholder=submission.stakeholder, dialogue=place.dialogue)
        .values_list("pk", flat=True)
    )
    return [_earlier(place, other, is_on_desk=other.pk in desk) for other in others]


def _earlier(place: Place, other: Submission, *, is_on_desk: bool) -> Earlier:
    other.dialogue = place.dialogue
    shown = other.newest_version if is_on_desk else other.published_version
    url = (
        review_url_of(other)
        if is_on_desk
        else reverse("submissions:submission_show", args=[place.dialogue.slug, other.slug])
    )
    return Earlier(other, shown.title if shown else "", state_mark(other), url)


def _changes(version: Version, points: list[PointVersion]) -> list[Difference]:
    previous = (
        Version.objects.filter(submission_id=version.submission_id, number=version.number - 1)
        .prefetch_related("points")
        .first()
    )
    return differences(previous, version, previous.points.all(), points) if previous else []


def _suggestions(submission: Submission) -> list[Any]:
    """The round tables proposed for a text without one, best first. Queries: 1"""
    if submission.event is not None:
        return []
    return list(submission.event_suggestions.select_related("event__round_table"))


def _url(place: Place, submission: Submission | None, query: str) -> str:
    return place.review_url(submission, query) if submission else ""


def _language_name(code: str) -> str:
    try:
        return str(get_language_info("zh-hans" if code == "zh" else code)["name_translated"])
    except KeyError:
        return code


def read_code(text: str, dialogue: Dialogue) -> str:
    """Return the code that was meant by "12", "para. 12" or "missing": of the main text."""
    typed = text.strip()
    if ":" in typed:
        return typed
    main = dialogue.instruments.filter(is_main=True).first()
    typed = (
        typed.lower().removeprefix("paragraph").removeprefix("para.").removeprefix("para").strip()
    )
    return f"{main.symbol}:{typed}" if main else typed
