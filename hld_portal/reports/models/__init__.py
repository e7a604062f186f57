"""Findings, the summaries drafted from them, reports and their builds."""

from hld_portal.reports.models.builds import Build, BuildChunk, Report, new_public_id
from hld_portal.reports.models.findings import Finding, FindingMember, FindingTarget
from hld_portal.reports.models.summaries import Summary, SummaryCopy, SummaryParagraph

__all__ = [
    "Build",
    "BuildChunk",
    "Finding",
    "FindingMember",
    "FindingTarget",
    "Report",
    "Summary",
    "SummaryCopy",
    "SummaryParagraph",
    "new_public_id",
]
