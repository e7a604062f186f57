"""Findings, the summaries drafted from them, reports, their builds and their issues."""

from hld_portal.reports.models.authoring import AuthorParagraph, ParagraphDraft, WarningTick
from hld_portal.reports.models.builds import (
    Build,
    BuildChunk,
    BuildFile,
    BuildSource,
    Report,
    new_public_id,
)
from hld_portal.reports.models.contributing import (
    Chain,
    CheckRequest,
    ContributorsCheck,
    Objection,
)
from hld_portal.reports.models.findings import Finding, FindingMember, FindingTarget
from hld_portal.reports.models.issuing import Issue, IssueSource
from hld_portal.reports.models.summaries import Summary, SummaryCopy, SummaryParagraph

__all__ = [
    "AuthorParagraph",
    "Build",
    "BuildChunk",
    "BuildFile",
    "BuildSource",
    "Chain",
    "CheckRequest",
    "ContributorsCheck",
    "Finding",
    "FindingMember",
    "FindingTarget",
    "Issue",
    "IssueSource",
    "Objection",
    "ParagraphDraft",
    "Report",
    "Summary",
    "SummaryCopy",
    "SummaryParagraph",
    "WarningTick",
    "new_public_id",
]
