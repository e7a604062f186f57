"""The author's own text: written, reworded, put in order, taken out and brought back."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.timezone import now
from django.utils.translation import gettext as _

from hld_portal.record.models import LogEntry
from hld_portal.record.services import log_move
from hld_portal.refusals import Refused
from hld_portal.reports.enums import AuthorSection
from hld_portal.reports.models import AuthorParagraph
from hld_portal.reports.permissions import can_write_for_author
from roundtables.models import Dialogue

FAR = 10_000  # beyond every position: where paragraphs wait while others take their place


def write_paragraph(
    *, dialogue: Dialogue, section: str, text: str, by: Any, after: int | None = None
) -> AuthorParagraph:
    """Write a paragraph of the introduction or the conclusions.

    Args:
        after: the position it stands behind; 0 for the first, None for the last.

    Raises:
        Refused: `not_allowed` (403); `incomplete` (422) for an empty text; `unknown` (422)
            for a section that there is none of.
    """
    _check_author(by, dialogue)
    if section not in AuthorSection.values:
        raise Refused("unknown", _("Choose the introduction or the conclusions."))
    words = _settled(text)
    with transaction.atomic():
        rows = _locked(dialogue, section)
        position = (len(rows) if after is None else min(max(after, 0), len(rows))) + 1
        _make_room(dialogue, section, position)
        written = AuthorParagraph.objects.create(
            dialogue=dialogue, section=section, position=position, text=words, updated_by=by
        )
        log_move(written, verb="write", by=by, after=words)
    return written


def reword_paragraph(
    *, paragraph: AuthorParagraph, text: str, revision: int, by: Any
) -> AuthorParagraph:
    """Give a paragraph of the author another text.

    Raises:
        Refused: `not_allowed` (403); `incomplete` (422) for an empty text; `moved_on` (409)
            when somebody saved in between.
    """
    _check_author(by, paragraph.dialogue)
    words, before = _settled(text), paragraph.text
    with transaction.atomic():
        saved = AuthorParagraph.objects.filter(pk=paragraph.pk, revision=revision).update(
            text=words, revision=revision + 1, updated_by=by, updated_at=now()
        )
        if not saved:
            raise Refused("moved_on", _("Somebody else changed this paragraph in the meantime."))
        log_move(paragraph, verb="edit", by=by, before=before, after=words)
    paragraph.refresh_from_db()
    return paragraph


def move_paragraph(*, paragraph: AuthorParagraph, up: bool, by: Any) -> AuthorParagraph:
    """Let a paragraph of the author change places with its neighbour; at the end it stays.

    Raises:
        Refused: `not_allowed` (403); `moved_on` (409) when it was deleted.
    """
    _check_author(by, paragraph.dialogue)
    with transaction.atomic():
        rows = _locked(paragraph.dialogue, paragraph.section)
        place = _place(rows, paragraph)
        other = place + (-1 if up else 1)
        if not 0 <= other < len(rows):
            return rows[place]
        moved, neighbour = rows[place], rows[other]
        old, new = moved.position, neighbour.position
        for row, position in ((moved, FAR), (neighbour, old), (moved, new)):
            row.position = position
            row.save(update_fields=["position"])
        log_move(moved, verb="move", by=by, before=old, after=new)
    return moved


def delete_paragraph(*, paragraph: AuthorParagraph, revision: int, by: Any) -> dict[str, Any]:
    """Take a paragraph of the author out; returns what `restore_paragraph` brings back.

    Raises:
        Refused: `not_allowed` (403); `moved_on` (409) when it reads otherwise by now.
    """
    _check_author(by, paragraph.dialogue)
    with transaction.atomic():
        rows = _locked(paragraph.dialogue, paragraph.section)
        present = rows[_place(rows, paragraph)]
        if present.revision != revision:
            raise Refused("moved_on", _("Somebody else changed this paragraph in the meantime."))
        log_move(present, verb="delete", by=by, before=present.text)
        kept = {
            name: getattr(present, name)
            for name in ("pk", "section", "position", "text", "revision")
        }
        present.delete()
        later = AuthorParagraph.objects.filter(
            dialogue=paragraph.dialogue, section=present.section, position__gt=present.position
        )
        _shift(later, -1)
    return kept


def restore_paragraph(*, dialogue: Dialogue, kept: dict[str, Any], by: Any) -> AuthorParagraph:
    """Let a deleted paragraph stand again where it stood; its log goes on where it ended.

    Raises:
        Refused: `not_allowed` (403); `moved_on` (409) when it stands again already.
    """
    _check_author(by, dialogue)
    with transaction.atomic():
        rows = _locked(dialogue, kept["section"])
        if AuthorParagraph.objects.filter(pk=kept["pk"]).exists():
            raise Refused("moved_on", _("This paragraph stands again already."))
        position = min(kept["position"], len(rows) + 1)
        _make_room(dialogue, kept["section"], position)
        last = LogEntry.objects.filter(object_kind="authorparagraph", object_id=kept["pk"])
        entry = last.order_by("-sequence").first()
        restored = AuthorParagraph.objects.create(
            dialogue=dialogue,
            updated_by=by,
            log_head=entry.hash if entry else "",
            log_count=entry.sequence if entry else 0,
            **kept | {"position": position, "revision": kept["revision"] + 1},
        )
        log_move(restored, verb="restore", by=by, after=restored.text)
    return restored


def _settled(text: str) -> str:
    words = " ".join(text.split())
    if not words:
        raise Refused("incomplete", _("Write the paragraph."), field="text")
    return words


def _check_author(by: Any, dialogue: Dialogue) -> None:
    if not can_write_for_author(by, dialogue):
        message = _("Only rapporteurs and the secretariat write the author’s text.")
        raise Refused("not_allowed", message)


def _locked(dialogue: Dialogue, section: str) -> list[AuthorParagraph]:
    """Lock the dialogue's text: nobody else moves its paragraphs meanwhile."""
    Dialogue.objects.select_for_update().get(pk=dialogue.pk)
    return list(dialogue.author_paragraphs.filter(section=section).order_by("position"))


def _place(rows: list[AuthorParagraph], paragraph: AuthorParagraph) -> int:
    place = next((at for at, row in enumerate(rows) if row.pk == paragraph.pk), None)
    if place is None:
        raise Refused("moved_on", _("This paragraph was deleted in the meantime."))
    return place


def _make_room(dialogue: Dialogue, section: str, position: int) -> None:
    rows = AuthorParagraph.objects.filter(
        dialogue=dialogue, section=section, position__gte=position
    )
    _shift(rows, 1)


def _shift(rows: Any, by: int) -> None:
    """Move positions by way of far ones: no two are ever the same."""
    keys = list(rows.values_list("pk", flat=True))
    moved = AuthorParagraph.objects.filter(pk__in=keys)
    moved.update(position=F("position") + FAR)
    moved.update(position=F("position") - FAR + by)
