"""What may be cited, quoted and named: one rule, one function, tested as a table.

Source: design/portal.md, section 2.
"""

from __future__ import annotations

from typing import NamedTuple

from submissions.enums import Consent
from submissions.models import Submission


class Use(NamedTuple):
    """What a report may do with a submission."""

    counted: bool  # stands behind findings and counts
    quoted: bool  # verbatim
    named: bool  # to the public


NOTHING = Use(counted=False, quoted=False, named=False)
AS_A_NUMBER = Use(counted=True, quoted=False, named=False)


def may_be_cited(submission: Submission) -> Use:
    """Return what may be done with the submission's standing version."""
    if submission.on_hold or submission.duplicate_of_id or submission.waits_for_admission:
        return NOTHING
    if submission.standing_version_id is None:
        return NOTHING
    if submission.confidential or submission.consent == Consent.NOT_PUBLISHED:
        return AS_A_NUMBER
    if submission.published_version_id is None:
        return AS_A_NUMBER
    return Use(counted=True, quoted=True, named=submission.consent == Consent.NAMED)


__all__ = ["AS_A_NUMBER", "NOTHING", "Use", "may_be_cited"]
