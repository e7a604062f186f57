"""Which issued document a file is, or which submission a receipt is of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from hld_portal.reports.enums import FileFormat, IssueKind, IssueState
from hld_portal.reports.models import Build, Issue
from hld_portal.reports.reflecting import page_of
from submissions.models import Submission, Version

MANIFEST, SNAPSHOT = "manifest", "json"


@dataclass(frozen=True)
class KnownFile:
    """A file of an issued document, as its manifest names it."""

    issue: Issue
    format: str
    volume: int | None = None

    @property
    def format_label(self) -> str:
        if self.format == MANIFEST:
            return _("Manifest: the list of its files with their hashes")
        return str(FileFormat(self.format).label)

    @property
    def url(self) -> str:
        build = self.issue.build
        assert build is not None  # the database sees to it once it is issued
        return page_of(build)

    @property
    def changes(self) -> list[tuple[str, Issue]]:
        """What changed it since, newest first, each with its relation in words. Queries: 1"""
        words = {
            IssueKind.REVISION: _("Superseded by"),
            IssueKind.CORRIGENDUM: _("Corrected by"),
            IssueKind.ADDENDUM: _("Added to by"),
        }
        issued = self.issue.changed_by.filter(state=IssueState.ISSUED)
        rows = issued.select_related("dialogue").order_by("-issued_at")
        return [(words[IssueKind(row.kind)], row) for row in rows]


@dataclass(frozen=True)
class KnownReceipt:
    """A version of a submission, for one who holds its private code."""

    reference: str
    version: int
    submitted_at: datetime
    zone: str


def find_issued_file(sha256: str) -> KnownFile | None:
    """Return the issued document that has a file of this hash. Queries: 1

    The manifest decides: what is only in a table of builds was not issued. The hash of a
    submission's text stands in it, too, and answers nothing: it is no file.
    """
    named = (
        Q(manifest_sha256=sha256)
        | Q(build__sha256=sha256)
        | Q(build__files__sha256=sha256)
        | Q(manifest__snapshot=sha256)
    )
    issues = Issue.objects.filter(named, state=IssueState.ISSUED).distinct()
    for issue in issues.select_related("dialogue", "build__report__dialogue", "changes"):
        if issue.manifest_sha256 == sha256:
            return KnownFile(issue, MANIFEST)
        for row in issue.manifest.get("files", []):
            if row["sha256"] == sha256:
                return KnownFile(issue, row["format"], row.get("volume"))
        if issue.manifest.get("snapshot") == sha256:
            return KnownFile(issue, SNAPSHOT)
    return None


def find_published_draft(sha256: str) -> Build | None:
    """Return the published build, not issued, that has a file of this hash. Queries: 1"""
    return (
        Build.objects.public()
        .exclude(issue__state=IssueState.ISSUED)
        .filter(Q(sha256=sha256) | Q(files__sha256=sha256))
        .select_related("report__dialogue")
        .defer("snapshot")
        .first()
    )


def find_receipt(code: str, sha256: str) -> KnownReceipt | None:
    """Return what a receipt is of: code and hash must belong together. Queries: 2"""
    submission = Submission.objects.filter(receipt_code=code).select_related("dialogue").first()
    if submission is None:
        return None
    versions = Version.objects.filter(submission=submission, sha256=sha256)
    version = versions.order_by("-number").first()
    if version is None:
        return None
    zone = submission.dialogue.zone
    return KnownReceipt(submission.reference or "", version.number, version.submitted_at, str(zone))
