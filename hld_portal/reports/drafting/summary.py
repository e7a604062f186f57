"""From findings to the draft of a round table's summary."""

from __future__ import annotations

from collections.abc import Sequence

from hld_portal.reports.drafting.inputs import FindingInput, TableInput
from hld_portal.reports.drafting.messages import tell_messages
from hld_portal.reports.drafting.opening import draft_opening
from hld_portal.reports.drafting.outputs import DraftParagraph
from hld_portal.reports.drafting.recommendations import draft_recommendations, word_action
from hld_portal.reports.drafting.scale import HOUSE_SCALE, Scale
from hld_portal.reports.drafting.sentences import (
    says_something,
    tell_commitments,
    tell_gaps,
    tell_practices,
    tell_proposals,
)
from hld_portal.reports.drafting.subjects import by_support, group_subjects, pair_messages
from hld_portal.reports.drafting.views import draft_views, word_view
from hld_portal.reports.drafting.voice import Voice


def draft_summary(table: TableInput, scale: Scale = HOUSE_SCALE) -> list[DraftParagraph]:
    """Draft the summary: opening, views by subject, recommendations, quotations.

    The same table gives the same text, whatever the order of its findings. A finding
    that nobody citable stands behind, or without words, is left out (`left_out`).

    Source: design/drafting.md, section 3.
    """
    voice = Voice(table, scale)
    findings = [finding for finding in by_support(table.findings) if not _reason(finding)]
    quoted = [finding for finding in findings if _is_quoted(finding)]
    told = [finding for finding in findings if not _is_quoted(finding)]
    recommended = [finding for finding in told if finding.kind == "recommendation"]
    others = [finding for finding in told if finding.kind != "recommendation"]
    paragraphs = [draft_opening(table)]
    paragraphs += _draft_subjects(voice, others)
    paragraphs += draft_recommendations(voice, recommended)
    return paragraphs + draft_views(voice, quoted, also=bool(told))


def word_item(table: TableInput, scale: Scale = HOUSE_SCALE) -> str:
    """Word the one finding of a table as an item of a list; its stop is left to the list."""
    [finding] = table.findings
    voice = Voice(table, scale)
    if _is_quoted(finding):
        return word_view(voice, finding)[0]
    return f"{word_action(voice, finding)} ({voice.who(finding.counts).text()})"


def left_out(table: TableInput) -> list[tuple[str, str]]:
    """Name the findings a draft does not print: "no_source" or "no_wording" with each key."""
    reasons = [(finding.key, _reason(finding)) for finding in table.findings]
    return [(key, reason) for key, reason in reasons if reason]


def _reason(finding: FindingInput) -> str:
    if not finding.counts.total:
        return "no_source"
    return "" if says_something(finding) else "no_wording"


def _is_quoted(finding: FindingInput) -> bool:
    """A text in another language waits for the rapporteur's wording and is quoted until then."""
    return finding.verbatim or finding.language.split("-")[0].lower() not in ("", "en")


def _draft_subjects(voice: Voice, findings: Sequence[FindingInput]) -> list[DraftParagraph]:
    messages = pair_messages([f for f in findings if f.kind == "message"])
    partners = {f.key: m.finding.key for m in messages for f in m.differing}
    alone = [finding for finding in findings if finding.key not in partners]
    by_key = {message.finding.key: message for message in messages}
    paragraphs = []
    for subject in group_subjects(voice.citing, alone):
        voice.new_paragraph()
        sentences = tell_messages(voice, [by_key[f.key] for f in subject if f.key in by_key])
        for kind, tell in (
            ("practice", tell_practices),
            ("commitment", tell_commitments),
            ("gap", tell_gaps),
            ("proposal", tell_proposals),
        ):
            sentences += tell(voice, [f for f in subject if f.kind == kind])
        paragraphs.append(DraftParagraph("subject", tuple(sentences)))
    return paragraphs
