"""Offer to undo the last step at a paragraph: its rows as they were before."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from hld_portal.refusals import Refused
from hld_portal.reports.models import SummaryParagraph
from hld_portal.reports.services.editing import put_back

KEY = "paragraph-undo"
Rows = dict[str, Any]


def rows_of(paragraph: SummaryParagraph) -> Rows:
    return {
        "sentences": paragraph.sentences,
        "items": paragraph.items,
        "edited": paragraph.edited,
    }


def offer_undo(
    request: HttpRequest, paragraph: SummaryParagraph, *, before: Rows, said: str
) -> Rows:
    """Keep the rows as they were in the session; a later step takes their place."""
    offer = {
        "paragraph": paragraph.pk,
        "revision": paragraph.revision,
        "said": said,
        "shown": False,
        **before,
    }
    request.session[KEY] = offer
    return offer


def take_offer(request: HttpRequest, paragraph: SummaryParagraph | None) -> Rows | None:
    """Return the offer to show: once, right after the step, at the paragraph it was taken at."""
    offer = request.session.get(KEY)
    if not offer or offer["shown"] or paragraph is None or offer["paragraph"] != paragraph.pk:
        return None
    request.session[KEY] = offer | {"shown": True}
    return offer


def undo(request: HttpRequest, paragraph: SummaryParagraph) -> SummaryParagraph:
    """Put the rows back as they were before the step that was offered.

    Raises:
        Refused: `moved_on` (409) when nothing is left to undo or somebody went on from there.
    """
    offer = request.session.get(KEY)
    if offer is None or offer["paragraph"] != paragraph.pk:
        raise Refused("moved_on", _("There is nothing to undo any more."))
    del request.session[KEY]
    return put_back(
        paragraph=paragraph,
        sentences=offer["sentences"],
        items=offer["items"],
        edited=offer["edited"],
        revision=offer["revision"],
        by=request.user,
    )
