"""What the writing page shows of a composition."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from hld_portal.text.counting import count_words
from roundtables.models import Dialogue, in_language
from submissions.comparing import Comparison, compare_contents
from submissions.composing import Composition, choose_membership
from submissions.content import Content, Fault, PointContent, may_speak_for_states
from submissions.enums import Consent
from submissions.forms import ComposeForm, PointForm, put_faults
from submissions.forms import read_point as read_point_post
from submissions.models import Draft
from submissions.picking import PickGroup, pick_groups, speaker_choices
from submissions.reading import read_point
from submissions.requests import PersonRequest
from submissions.wording import KINDS


def compose_context(
    composition: Composition,
    content: Content,
    *,
    faults: list[Fault] | None = None,
    blank_points: int = 0,
    conflict: Draft | None = None,
) -> dict[str, Any]:
    """Return all that the form shows. Queries: 3, and 1 for a stakeholder that speaks for States.

    Args:
        blank_points: how many empty points to offer after those written.
        conflict: the draft that somebody else saved, to be shown beside what was typed.
    """
    event, call, stakeholder = composition.event, composition.call, composition.stakeholder
    groups = pick_groups(event.dialogue)
    proposals = any(group.is_draft for group in groups)
    forms_of_points = _point_forms(composition, content, groups, blank_points)
    form = ComposeForm(content, call=call, stakeholder=stakeholder)
    put_faults(form, forms_of_points, faults or [])
    speaks = may_speak_for_states(stakeholder)
    return {
        "composition": composition,
        "dialogue": event.dialogue,
        "event": event,
        "call": call,
        "stakeholder": stakeholder,
        "draft": composition.draft,
        "form": form,
        "points": forms_of_points,
        "empty_point": PointForm(
            PointContent(kind=""),
            "__prefix__",
            call=call,
            language=content.language,
            proposals=proposals,
        ),
        "groups": groups,
        "known_codes": {pick.code for group in groups for pick in group.picks},
        "faults": [_shown_fault(fault) for fault in faults or []],
        "count": count_words(content.statement, content.language),
        "limit": call.word_limit(stakeholder, joint=bool(content.on_behalf_of)),
        "joint_limit": call.word_limit(stakeholder, joint=True),
        "kind_words": KINDS,
        "proposals": proposals,
        "consent_label": Consent(content.consent).label if content.consent else "",
        "consent_text": in_language(call.consent_wording),
        "speakers": speaker_choices(stakeholder, content.on_behalf_of) if speaks else [],
        "conflict": conflict,
        "comparison": _comparison(conflict, content),
    }


def _point_forms(
    composition: Composition, content: Content, groups: list[PickGroup], blank: int
) -> list[PointForm]:
    dialogue = composition.event.dialogue
    main = next((group.instrument for group in groups if group.is_main), None)
    proposals = any(group.is_draft for group in groups)
    shown = []
    for index, point in enumerate([*content.points, *[PointContent(kind="")] * blank]):
        form = PointForm(
            point, index, call=composition.call, language=content.language, proposals=proposals
        )
        form.reading = read_point(
            point,
            dialogue=dialogue,
            main=main,
            stakeholder=composition.stakeholder,
            language=content.language,
        )
        shown.append(form)
    return shown


def _comparison(conflict: Draft | None, content: Content) -> list[Comparison]:
    return compare_contents(Content.of_draft(conflict), content) if conflict else []


def _shown_fault(fault: Fault) -> dict[str, str]:
    """Return a fault with where it stands in words and the id to jump to."""
    prefix, _dash, name = fault.field.rpartition("-")
    if prefix:
        number = int(prefix.rpartition("-")[2]) + 1
        place = _("Point %(number)d") % {"number": number}
        return {"place": place, "message": fault.message, "anchor": f"id_{fault.field}"}
    places = {
        "title": _("Title"),
        "statement": _("Statement"),
        "language": _("Language of the text"),
        "consent": _("May we publish it?"),
        "points": _("Points"),
        "on_behalf_of": _("On behalf of"),
    }
    anchors = {"consent": "id_consent_0", "points": "points", "on_behalf_of": "on-behalf-of"}
    return {
        "place": str(places.get(name, "")),
        "message": fault.message,
        "anchor": anchors.get(name, f"id_{name}"),
    }


def reading_context(request: PersonRequest) -> dict[str, Any]:
    """Return how the point named in the post will read. Queries: 2"""
    value = request.POST.get("point", "")
    index = int(value) if value.isascii() and value.isdigit() else 0
    point = read_point_post(request.POST, index)
    dialogue = get_object_or_404(Dialogue, slug=request.POST.get("dialogue", ""))
    membership = choose_membership(request, request.POST.get("stakeholder", ""))
    reading = read_point(
        point,
        dialogue=dialogue,
        main=dialogue.instruments.filter(is_main=True).first(),
        stakeholder=membership.stakeholder,
        language=request.POST.get("language", ""),
    )
    return {"reading": reading}
