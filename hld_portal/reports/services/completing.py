"""Finish an issue once its files are built; try again, or give it up."""

from __future__ import annotations

import logging
from typing import Any

from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from hld_portal.record.services import log_move, queue_task
from hld_portal.refusals import Refused
from hld_portal.reports.enums import BuildState, FileFormat, IssueState
from hld_portal.reports.issuing.following import TEXTS
from hld_portal.reports.issuing.letters import queue_letters
from hld_portal.reports.issuing.manifest import manifest_bytes, manifest_hash, manifest_of
from hld_portal.reports.issuing.storing import (
    WrongBytes,
    keep_build_file,
    keep_bytes,
    stored_name,
)
from hld_portal.reports.models import Build, BuildFile, Chain, Issue, IssueSource, Report
from roundtables.permissions import can_issue
from submissions.models import Submission
from submissions.services.freezing import lock_submissions, release_submissions

logger = logging.getLogger(__name__)

HOLDING = (IssueState.PREPARING, IssueState.ISSUED)


def complete_issue(issue_id: int) -> bool:
    """Keep the files of a finished build for good, write the manifest, and publish.

    May be called at any time and again: files are kept before the state moves, and only one
    caller moves it. A worker that dies in between leaves it to the sweeper.

    Returns:
        Whether this call issued it.
    """
    issue = _waiting().filter(pk=issue_id).first()
    files = list(issue.build.files.order_by("pk")) if issue and issue.build else []
    if issue is None or missing_formats(files):
        return False
    for file in files:
        keep_build_file(issue, file)
    manifest = manifest_of(issue, files)
    sha256 = manifest_hash(manifest)
    keep_bytes(stored_name(issue, sha256, "json"), manifest_bytes(manifest), sha256)
    with transaction.atomic():
        return _move_to_issued(issue, manifest, sha256)


def complete_issue_of(build_id: int) -> bool:
    """Complete the issue that a build was made for, if it was made for one."""
    issue = Issue.objects.filter(build=build_id).values_list("pk", flat=True).first()
    return issue is not None and complete_issue(issue)


def sweep_issues() -> int:
    """Complete what a worker left behind; returns how many that were."""
    completed = 0
    for pk in _waiting().values_list("pk", flat=True):
        try:
            completed += complete_issue(pk)
        except (OSError, WrongBytes) as error:
            logger.exception("Issue %s cannot be completed.", pk)
            _note_fault(pk, error)
    return completed


def _note_fault(issue_id: int, error: Exception) -> None:
    """Tell the officer what stands in the way; a finished build has no other fault."""
    waiting = Build.objects.filter(issue=issue_id, issue__state=IssueState.PREPARING)
    waiting.update(error=str(error))


def missing_formats(files: list[BuildFile]) -> list[FileFormat]:
    """Return the formats of which a build has no file: an issue has all of them."""
    found = {file.format for file in files}
    return [each for each in FileFormat if each not in found]


def retry_issue(*, issue: Issue, by: Any) -> Issue:
    """Build the frozen snapshot once more, after a build failed or was cancelled.

    Raises:
        Refused: `not_allowed` (403); `moved_on` (409) while a build runs or when it is over.
    """
    _check_officer(issue, by)
    with transaction.atomic():
        Report.objects.select_for_update().get(pk=issue.report_id)
        issue = Issue.objects.select_related("report", "build").get(pk=issue.pk)
        old = issue.build
        running = any(build.is_active for build in issue.report.builds.all())
        if issue.state != IssueState.PREPARING or old is None or running:
            raise Refused("moved_on", _("There is nothing to try again, or a build is running."))
        build = Build.objects.create(report=issue.report, snapshot=old.snapshot, created_by=by)
        for chain in Chain.objects.filter(build=old):
            Chain.objects.create(build=build, passages=chain.passages, printed=chain.printed)
        # Given up in between, it must not come back to work.
        moved = Issue.objects.filter(pk=issue.pk, state=IssueState.PREPARING, build=old)
        if not moved.update(build=build):
            raise Refused("moved_on", _("It is issued or given up already."))
        log_move(issue, verb="retry", by=by, build=build.public_id)
        queue_task("reports.prepare_build", build.pk)
    issue.refresh_from_db()
    return issue


def abandon_issue(*, issue: Issue, by: Any) -> Issue:
    """Give up a document that was not issued; its symbol is used up and never given again.

    Its submissions may change again unless another document rests on them.

    Raises:
        Refused: `not_allowed` (403); `moved_on` (409) once it is issued or given up.
    """
    _check_officer(issue, by)
    with transaction.atomic():
        moved = Issue.objects.filter(pk=issue.pk, state=IssueState.PREPARING).update(
            state=IssueState.ABANDONED
        )
        if not moved:
            raise Refused("moved_on", _("It is issued or given up already."))
        Build.objects.filter(issue=issue, state__in=_ACTIVE).update(
            state=BuildState.CANCELLED, finished_at=now(), lease_until=None
        )
        release_submissions(submissions=_held_by_no_other(issue), symbol=issue.symbol, by=by)
        log_move(
            issue,
            verb="abandon",
            by=by,
            from_state=IssueState.PREPARING,
            to_state=IssueState.ABANDONED,
        )
    issue.refresh_from_db()
    return issue


_ACTIVE = [BuildState.QUEUED, BuildState.RUNNING]


def _held_by_no_other(issue: Issue) -> list[Submission]:
    """Lock the sources of a document given up, then see which ones no other rests on.

    A document that was being frozen meanwhile has written down its own by then.
    """
    locked = lock_submissions(Submission.objects.filter(issues__issue=issue))
    held = IssueSource.objects.filter(submission__in=locked, issue__state__in=HOLDING)
    others = set(held.values_list("submission", flat=True))
    return [each for each in locked if each.pk not in others]


def _waiting() -> Any:
    return Issue.objects.filter(
        state=IssueState.PREPARING, build__state=BuildState.DONE
    ).select_related("dialogue", "report", "build", "changes", "created_by")


def _move_to_issued(issue: Issue, manifest: dict[str, Any], sha256: str) -> bool:
    locked = Issue.objects.select_for_update().get(pk=issue.pk)
    if locked.state != IssueState.PREPARING or locked.build_id != issue.build_id:
        return False
    issued_at = now()
    # What kept it from being issued at first is over, and no page should tell of it for ever.
    Build.objects.filter(issue=issue).exclude(error="").update(error="")
    if issue.kind in TEXTS:
        _publish(issue, issued_at)
    # From here on a trigger refuses every change of it and of what stands behind it.
    Issue.objects.filter(pk=issue.pk).update(
        state=IssueState.ISSUED, manifest=manifest, manifest_sha256=sha256, issued_at=issued_at
    )
    log_move(
        issue,
        verb="issue",
        from_state=IssueState.PREPARING,
        to_state=IssueState.ISSUED,
        manifest_sha256=sha256,
    )
    issue.refresh_from_db()
    queue_letters(issue)
    return True


def _publish(issue: Issue, at: Any) -> None:
    """Put the build on the reports page; what was public of the report without a symbol goes."""
    earlier = Build.objects.filter(report=issue.report, published_at__isnull=False)
    earlier.exclude(issue__state=IssueState.ISSUED).update(published_at=None, published_by=None)
    Build.objects.filter(issue=issue).update(published_at=at, published_by=issue.created_by)


def _check_officer(issue: Issue, by: Any) -> None:
    if not can_issue(by, issue.dialogue):
        raise Refused("not_allowed", _("Only a documents officer issues documents."))
