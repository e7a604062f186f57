"""A desk: the queue of one event, or of what has none yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from hld_portal.desk.permissions import can_see_desk
from roundtables.access import check_task, get_dialogue, get_event
from roundtables.models import Dialogue, Event
from submissions.models import Submission
from submissions.querysets import SubmissionQuerySet

UNASSIGNED = "unassigned"  # in addresses, in place of an event


@dataclass(frozen=True)
class Place:
    """Where somebody works: a dialogue and one of its events, None for the unassigned."""

    dialogue: Dialogue
    event: Event | None
    user: Any

    @property
    def slug(self) -> str:
        return self.event.slug if self.event else UNASSIGNED

    @property
    def title(self) -> str:
        return self.event.title if self.event else _("Without a round table")

    @property
    def number(self) -> int | None:
        return self.event.number if self.event else None

    @property
    def zone(self) -> str:
        return self.dialogue.zone

    def submissions(self) -> SubmissionQuerySet:
        """All that was sent here, decided or not."""
        return Submission.objects.on_desk_of(self.user).filter(
            dialogue=self.dialogue, event=self.event
        )

    def find(self, slug: str) -> Submission:
        """Return the submission of an address such as `HLD2013-0042`, or answer 404. Queries: 1"""
        found = (
            self.submissions()
            .filter(reference="/".join(slug.rsplit("-", 1)))
            .select_related("stakeholder", "newest_version", "duplicate_of__event")
            .first()
        )
        if found is None:
            raise Http404
        # What is known already is not read again.
        found.dialogue, found.event = self.dialogue, self.event
        return found

    def queue_url(self, query: str = "") -> str:
        return _with_query(reverse("desk:queue", args=[self.dialogue.slug, self.slug]), query)

    def review_url(self, submission: Submission, query: str = "") -> str:
        address = [self.dialogue.slug, self.slug, submission.slug]
        return _with_query(reverse("desk:submission_review", args=address), query)


def open_place(user: Any, slug: str, event_slug: str) -> Place:
    """Find a desk and let in those whom it belongs to. Queries: 3

    Raises:
        Refused: 403 for one who has another task in the dialogue.
        Http404: for everybody else, and for what does not exist.
    """
    dialogue = get_dialogue(slug)
    event = None if event_slug == UNASSIGNED else get_event(dialogue, event_slug)
    check_task(user, dialogue, can_see_desk(user, dialogue, event))
    return Place(dialogue, event, user)


def review_url_of(submission: Submission) -> str:
    """Return where a submission is reviewed; reads its dialogue and event."""
    event = submission.event.slug if submission.event else UNASSIGNED
    return reverse(
        "desk:submission_review", args=[submission.dialogue.slug, event, submission.slug]
    )


def _with_query(url: str, query: str) -> str:
    return f"{url}?{query}" if query else url
