"""Findings, the summaries drafted from them, reports and how they are built."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q

from hld_portal.record.models import Logged
from hld_portal.reports.enums import (
    BuildState,
    BuildStep,
    ChunkState,
    ParagraphRole,
    ReportKind,
    SummaryState,
)
from roundtables.models import Dialogue, Event, Instrument, Paragraph
from submissions.enums import LinkTarget, PointKind
from submissions.models import Point, PointVersion

if TYPE_CHECKING:
    from django.db.models.manager import RelatedManager


def new_public_id() -> str:
    return secrets.token_urlsafe(12)


class Finding(Logged):
    """Points of one kind that say the same, merged by a person, in the rapporteur's words."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="findings")
    kind = models.CharField(max_length=15, choices=PointKind.choices)
    wording = models.TextField()
    addressee = models.CharField(max_length=40, blank=True)
    replaces = models.TextField(blank=True)
    concern = models.BooleanField(default=False)
    # Still in the words of the one who sent it: printed in quotation marks, if at all.
    verbatim = models.BooleanField(default=False)
    language = models.CharField(max_length=10, default="en")
    contrasts_with = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="contrasted_by"
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    if TYPE_CHECKING:
        members: RelatedManager[FindingMember]

    class Meta:
        ordering = ["event", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(wording=""), name="finding_has_wording"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.wording[:60]}"


class FindingMember(models.Model):
    """A point, at one version, that stands behind a finding."""

    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="members")
    point = models.ForeignKey(Point, on_delete=models.PROTECT, related_name="memberships")
    point_version = models.ForeignKey(
        PointVersion, on_delete=models.PROTECT, related_name="memberships"
    )

    class Meta:
        constraints = [
            # A point says one thing, so it stands behind one finding.
            models.UniqueConstraint(fields=["point"], name="point_in_one_finding")
        ]

    def __str__(self) -> str:
        return f"{self.point_version} in {self.finding_id}"


class FindingTarget(models.Model):
    """What a finding speaks to: a paragraph, a text as a whole, what it lacks."""

    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="targets")
    target = models.CharField(max_length=10, choices=LinkTarget.choices)
    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="+")
    paragraph = models.ForeignKey(
        Paragraph, null=True, blank=True, on_delete=models.PROTECT, related_name="finding_targets"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["finding", "target", "instrument", "paragraph"],
                name="one_target_of_a_finding",
            ),
            # NULLs are distinct to a unique constraint, so the empty ones need their own.
            models.UniqueConstraint(
                fields=["finding", "target", "instrument"],
                condition=Q(paragraph=None),
                name="one_target_of_a_finding_without_paragraph",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.finding_id} → {self.paragraph or self.target}"


class Summary(Logged):
    """The account of one round table (or other event)."""

    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="summary")
    state = models.CharField(
        max_length=15, choices=SummaryState.choices, default=SummaryState.DRAFT
    )
    drafted_at = models.DateTimeField(null=True, blank=True)
    cleared_at = models.DateTimeField(null=True, blank=True)

    if TYPE_CHECKING:
        paragraphs: RelatedManager[SummaryParagraph]

    def __str__(self) -> str:
        return f"Summary of {self.event}"


class SummaryParagraph(Logged):
    """One paragraph of a summary: sentences and listed items, each citing findings.

    `sentences` and `items` hold `{"text", "citations": ["f12", "p34"], "counted": [{"word",
    "group", "n", "total", "finding"}]}` and, for items, "letter"; keys as in `sources`.
    """

    summary = models.ForeignKey(Summary, on_delete=models.CASCADE, related_name="paragraphs")
    position = models.PositiveSmallIntegerField()
    role = models.CharField(max_length=15, choices=ParagraphRole.choices)
    sentences = models.JSONField(default=list)
    items = models.JSONField(default=list, blank=True)
    revision = models.PositiveIntegerField(default=0)
    edited = models.BooleanField(default=False)
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["summary", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["summary", "position"], name="one_paragraph_per_position"
            )
        ]

    def __str__(self) -> str:
        return f"{self.summary}, paragraph {self.position}"

    @property
    def is_approved(self) -> bool:
        return self.approved_at is not None

    @property
    def text(self) -> str:
        return " ".join(sentence["text"] for sentence in self.sentences)


class SummaryCopy(models.Model):
    """A summary as it was before it was drafted anew: nothing a person wrote is lost."""

    summary = models.ForeignKey(Summary, on_delete=models.CASCADE, related_name="copies")
    paragraphs = models.JSONField()  # role, sentences, items, edited, approved
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.summary} before {self.made_at:%Y-%m-%d %H:%M}"


class Report(Logged):
    """A document of a dialogue, through all its builds."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.PROTECT, related_name="reports")
    kind = models.CharField(max_length=12, choices=ReportKind.choices)
    event = models.ForeignKey(
        Event, null=True, blank=True, on_delete=models.PROTECT, related_name="reports"
    )
    slug = models.SlugField()
    title = models.CharField(max_length=300)
    created_at = models.DateTimeField(auto_now_add=True)

    if TYPE_CHECKING:
        builds: RelatedManager[Build]

    class Meta:
        ordering = ["dialogue", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["dialogue", "slug"], name="one_report_per_address"),
            models.UniqueConstraint(
                fields=["dialogue", "kind", "event"], name="one_report_of_a_kind"
            ),
            # NULLs are distinct to a unique constraint, so the empty ones need their own.
            models.UniqueConstraint(
                fields=["dialogue", "kind"],
                condition=Q(event=None),
                name="one_report_of_a_kind_without_event",
            ),
            models.CheckConstraint(
                condition=(Q(kind=ReportKind.ROUND_TABLE) & Q(event__isnull=False))
                | (~Q(kind=ReportKind.ROUND_TABLE) & Q(event__isnull=True)),
                name="round_table_report_has_its_event",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Build(models.Model):
    """One run of compiling. This row and its chunks are the truth of progress."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="builds")
    public_id = models.CharField(max_length=24, unique=True, default=new_public_id)
    state = models.CharField(max_length=10, choices=BuildState.choices, default=BuildState.QUEUED)
    step = models.CharField(max_length=10, choices=BuildStep.choices, default=BuildStep.SNAPSHOT)
    snapshot = models.TextField(blank=True)  # the content tree as JSON; the build's only input
    chunks_total = models.PositiveIntegerField(default=0)
    chunks_done = models.PositiveIntegerField(default=0)
    pages = models.PositiveIntegerField(null=True, blank=True)
    seconds = models.FloatField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    file = models.CharField(max_length=200, blank=True)  # name in the storage "private"
    error = models.TextField(blank=True)  # for the person who looks at the build
    warnings = models.JSONField(default=list, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    if TYPE_CHECKING:
        chunks: RelatedManager[BuildChunk]

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            # A second click while one runs finds the running one.
            models.UniqueConstraint(
                fields=["report"],
                condition=Q(state__in=[BuildState.QUEUED, BuildState.RUNNING]),
                name="one_active_build_per_report",
            ),
            models.CheckConstraint(
                condition=Q(published_at=None) | Q(state=BuildState.DONE),
                name="only_a_finished_build_is_published",
            ),
            models.CheckConstraint(
                condition=~Q(state=BuildState.DONE) | ~Q(file=""), name="finished_build_has_a_file"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report} ({self.state})"

    @property
    def is_active(self) -> bool:
        return self.state in (BuildState.QUEUED, BuildState.RUNNING)


class BuildChunk(models.Model):
    """Some pages of a build, set by one task; a lease says that one is at it."""

    build = models.ForeignKey(Build, on_delete=models.CASCADE, related_name="chunks")
    number = models.PositiveIntegerField()  # from 0, in the document's order
    key = models.CharField(max_length=64)  # hash of all that goes in; its file bears this name
    state = models.CharField(max_length=10, choices=ChunkState.choices, default=ChunkState.WAITING)
    pages = models.PositiveIntegerField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    error = models.TextField(blank=True)

    class Meta:
        ordering = ["build", "number"]
        constraints = [
            models.UniqueConstraint(fields=["build", "number"], name="one_chunk_per_number")
        ]

    def __str__(self) -> str:
        return f"chunk {self.number} of {self.build_id}"
