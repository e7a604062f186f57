"""Change or withdraw the consent to publish."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from hld_portal.record.services import log_move
from hld_portal.refusals import Refused
from submissions.enums import Consent, State
from submissions.models import Submission
from submissions.permissions import can_change_consent


def change_consent(*, submission: Submission, consent: str, by: Any) -> Submission:
    """Set how the submission may be shown, at once and until a document is issued on it.

    Saying no takes a published text from every page and leaves it accepted: it still
    counts, as a number.

    Raises:
        Refused: `not_allowed` (403); `frozen` or `unknown` (422).
    """
    if submission.frozen_at is not None:
        raise Refused(
            "frozen", _("A document has been issued on it; consent can no longer change.")
        )
    if not can_change_consent(by, submission):
        raise Refused("not_allowed", _("Only the head or a focal point can change this."))
    if consent not in Consent.values:
        raise Refused("unknown", _("Say whether it may be published."), field="consent")
    with transaction.atomic():
        locked = Submission.objects.select_for_update().get(pk=submission.pk)
        if locked.frozen_at is not None:
            raise Refused("frozen", _("A document has been issued on it meanwhile."))
        before, locked_consent = locked.state, locked.consent
        if consent == locked_consent:
            return submission
        changes: dict[str, Any] = {"consent": consent}
        if consent == Consent.NOT_PUBLISHED and locked.published_version_id:
            changes["published_version"] = None
            if locked.state == State.PUBLISHED:
                changes["state"] = State.ACCEPTED
                locked.versions.filter(state=State.PUBLISHED).update(state=State.ACCEPTED)
        Submission.objects.filter(pk=submission.pk).update(**changes)
        log_move(
            submission,
            verb="change_consent",
            by=by,
            from_state=before,
            to_state=changes.get("state", before),
            consent_from=locked_consent,
            consent_to=consent,
        )
    submission.refresh_from_db()
    return submission
