"""Notes of moderators."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from hld_portal.desk.models import Note
from hld_portal.desk.permissions import can_write_note
from hld_portal.refusals import Refused
from submissions.models import Submission


def write_note(*, submission: Submission, body: str, by: Any) -> Note:
    """Keep a remark for the desk; nobody else reads it.

    Raises:
        Refused: `not_allowed` (403); `empty` (422) without words.
    """
    if not can_write_note(by, submission):
        raise Refused("not_allowed", _("You do not moderate this submission."))
    if not body.strip():
        raise Refused("empty", _("Write the note first."), field="body")
    return Note.objects.create(submission=submission, body=body.strip(), author=by)
