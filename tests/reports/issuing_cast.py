"""A summary report that is ready to be issued, and builds that are finished without typesetting."""

from __future__ import annotations

import hashlib

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.utils.timezone import now

from hld_portal.reports.composing.document import compose_report
from hld_portal.reports.document_check import check_report
from hld_portal.reports.enums import BuildState, FileFormat, SummaryState
from hld_portal.reports.models import Build, BuildFile, Issue, Report, Summary, WarningTick
from hld_portal.reports.services.builds import open_report
from hld_portal.reports.services.completing import complete_issue_of
from hld_portal.reports.services.issuing import issue_report
from hld_portal.reports.services.issuing_plan import Given
from hld_portal.reports.services.summaries import approve_paragraph, draft_event_summary
from roundtables.enums import AppointmentRole
from roundtables.models import Dialogue
from tests.make import at, make_appointed, make_dialogue, make_round_table
from tests.reports.drafting_cast import make_rosa, publish, publish_five
from tests.reports.test_composing import OUTLINE

GIVEN = Given(session="First session", item="Item 3", dated_on=at("2026-05-04").date())
KINDS = ("summary", "compilation", "brief")


def make_dolores():
    return make_appointed(AppointmentRole.DOCUMENTS_OFFICER, "dolores")


def clear(event) -> Summary:
    """Draft, approve and clear the summary of an event, as its co-chairs would."""
    rosa = make_rosa(event)
    summary = draft_event_summary(event=event, by=rosa, replace=True)
    for paragraph in summary.paragraphs.all():
        approve_paragraph(paragraph=paragraph, revision=paragraph.revision, by=rosa)
    Summary.objects.filter(pk=summary.pk).update(state=SummaryState.CLEARED, cleared_at=now())
    return summary


def make_ready(kind: str = "compilation") -> Report:
    """Five submissions of round table 2 are published; the report may be issued."""
    make_dialogue()
    Dialogue.objects.update(outline=OUTLINE)
    for number in (1, 2):
        make_round_table(number)
    publish_five()
    return make_next(kind)


def make_next(kind: str) -> Report:
    """Another report on the submissions that are there, its summaries cleared."""
    if kind != "compilation":
        for number in (1, 2):
            clear(make_round_table(number))
    return open_report(dialogue=make_dialogue(), kind=kind, by=make_dolores())


def tick_all(report: Report) -> None:
    """Tick every warning of the document check, as a person would who has seen them."""
    document = compose_report(report.dialogue, report.kind, event=report.event)
    for item in check_report(report, document).open_warnings:
        WarningTick.objects.create(report=report, key=item.key, reason="Seen.")


def freeze(report: Report, number: int = 1) -> Issue:
    tick_all(report)
    return issue_report(report=report, number=number, given=GIVEN, by=make_dolores())


def finish(build: Build) -> None:
    """Finish a build as its tasks would, with a few bytes for each format."""
    for kind in FileFormat:
        data = f"{kind} of {build.public_id}".encode()
        name = storages["private"].save(f"builds/{build.public_id}.{kind}", ContentFile(data))
        BuildFile.objects.create(
            build=build,
            format=kind,
            name=name,
            sha256=hashlib.sha256(data).hexdigest(),
            size=len(data),
            pages=3 if kind == FileFormat.PDF else None,
        )
    pdf = build.files.get(format=FileFormat.PDF)
    Build.objects.filter(pk=build.pk).update(
        state=BuildState.DONE, file=pdf.name, sha256=pdf.sha256, pages=3, finished_at=now()
    )


def complete(issue: Issue) -> Issue:
    assert issue.build is not None
    finish(issue.build)
    assert complete_issue_of(issue.build.pk)
    issue.refresh_from_db()
    return issue


def issue_one(kind: str = "compilation", number: int = 1) -> Issue:
    return complete(freeze(make_ready(kind), number))


def publish_late():
    """A sixth organization is published after all else."""
    return publish("Fathom Union")
