"""Fetch the paragraph of a summary that a form speaks of, and the revision it was read at."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from hld_portal.refusals import Refused
from hld_portal.reports.drafting_access import read_number
from hld_portal.reports.models import SummaryParagraph
from roundtables.models import Event
from submissions.forms import NOT_TEXT


def paragraphs_of(event: Event) -> QuerySet[SummaryParagraph]:
    return SummaryParagraph.objects.filter(summary__event=event).select_related(
        "summary__event__dialogue", "approved_by"
    )


def open_paragraph(event: Event, pk: int) -> SummaryParagraph:
    """Return a paragraph of the event's summary. Queries: 1

    Raises:
        Refused: `moved_on` (409) when it is gone.
    """
    paragraph = paragraphs_of(event).filter(pk=pk).first()
    if paragraph is None:
        message = _("This paragraph is no longer part of the summary: it was drafted anew.")
        raise Refused("moved_on", message)
    return paragraph


def read_revision(request: HttpRequest) -> int:
    number = read_number(request.POST.get("revision", ""))
    return -1 if number is None else number  # none was seen: nothing can match


def read_typed(request: HttpRequest) -> dict[str, Any]:
    """Read the texts of a paragraph's form, with the revision it began from."""
    return {
        "sentences": _texts(request, "sentence"),
        "items": _texts(request, "item"),
        "revision": read_revision(request),
    }


def _texts(request: HttpRequest, name: str) -> list[str]:
    # PostgreSQL keeps no NUL in a text, and no font has a control character.
    return [NOT_TEXT.sub("", text) for text in request.POST.getlist(name)]


def address_of(event: Event, number: int) -> str:
    """Return the address of the drafting page with one paragraph open."""
    address = reverse("reports:summary_edit", args=[event.dialogue.slug, event.slug])
    return f"{address}?paragraph={number}#p-{number}"
