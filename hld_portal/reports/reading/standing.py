"""Who stands behind a published paragraph, as far as the reader may know."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse

from roundtables.enums import Attribution
from roundtables.models import Dialogue
from roundtables.permissions import can_compile
from submissions.models import Submission


@dataclass(frozen=True)
class Behind:
    """A submission behind a sentence; `author` and `url` are empty where they stay unsaid."""

    reference: str
    author: str = ""
    url: str = ""
    stands: bool = True  # False: nothing may rest on it any longer


@dataclass(frozen=True)
class Standing:
    """What a reader may know: sources by reference, and their own submissions to the dialogue."""

    sources: dict[str, Behind] = field(default_factory=dict)
    own: dict[str, str] = field(default_factory=dict)  # reference → address under "mine"
    is_drafters: bool = False


def standing_behind(user: Any, dialogue: Dialogue, references: Iterable[str]) -> Standing:
    """Return the sources that a reader is shown: all to drafters, else as attribution says.

    With no attribution, the default, the public learns nothing and contributors learn of
    their own words alone. A text that was withdrawn since is not named to the public.

    Queries: 0 for the public without attribution, else 1; 3 at most when signed in
    Source: design/portal.md, section 2, "Attribution".
    """
    wanted = set(references)
    drafter = can_compile(user, dialogue)
    known = Submission.objects.filter(dialogue=dialogue, reference__in=wanted)
    sent = Submission.objects.filter(dialogue=dialogue, reference__isnull=False)
    own = sent.own(user) if user.is_authenticated else []
    return Standing(
        sources=_to_drafters(user, dialogue, known, wanted)
        if drafter
        else _to_the_public(dialogue, known, wanted),
        own={
            each.reference or "": reverse("submissions_writing:mine_show", args=[each.public_id])
            for each in own
        },
        is_drafters=drafter,
    )


def _to_drafters(user: Any, dialogue: Dialogue, known: Any, wanted: set[str]) -> dict[str, Behind]:
    if not wanted:
        return {}
    seen = known.visible_to(user).citable().select_related("stakeholder")
    found = {
        each.reference: Behind(each.reference, each.stakeholder.local_name, _url(dialogue, each))
        for each in seen
    }
    return {each: found.get(each) or Behind(each, stands=False) for each in wanted}


def _to_the_public(dialogue: Dialogue, known: Any, wanted: set[str]) -> dict[str, Behind]:
    if dialogue.attribution == Attribution.NONE or not wanted:
        return {}
    named = dialogue.attribution == Attribution.NAMED
    return {
        each.reference: Behind(
            each.reference, each.public_author if named else "", _url(dialogue, each)
        )
        for each in known.published().named().citable().select_related("stakeholder")
    }


def _url(dialogue: Dialogue, submission: Submission) -> str:
    if submission.published_version_id is None:
        return ""  # has no page of its own
    return reverse("submissions:submission_show", args=[dialogue.slug, submission.slug])
