"""Tell contributors which paragraphs of a public report their words stand behind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from hld_portal.reports.content import Document, Paragraph, SubParagraph
from hld_portal.reports.content_json import from_json
from hld_portal.reports.content_walk import citations_of
from hld_portal.reports.models import Build, Report
from submissions.models import Submission


@dataclass(frozen=True)
class Reflection:
    """A public report and its paragraphs that cite a submission; none is an answer, too."""

    report: Report
    numbers: list[int]


def reflections_of(submission: Submission) -> list[Reflection]:
    """Return every public report of the dialogue with the paragraphs that rest on the text.

    As the report was frozen when it was compiled: what was drafted since says nothing yet.
    Queries: 1
    """
    builds = Build.objects.filter(
        report__dialogue=submission.dialogue, published_at__isnull=False
    ).select_related("report")
    return [
        Reflection(build.report, list(_numbers(from_json(build.snapshot), submission.reference)))
        for build in builds.order_by("report")
    ]


def _numbers(document: Document, reference: str | None) -> Iterator[int]:
    """A listed item speaks for the paragraph that it belongs to."""
    number, found = 0, 0
    for block in document.blocks:
        if isinstance(block, Paragraph) and block.number:
            number = block.number
        if isinstance(block, Paragraph | SubParagraph) and reference in citations_of(block):
            if number and number != found:
                yield number
            found = number
