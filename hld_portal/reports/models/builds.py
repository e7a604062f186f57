"""Reports and how they are built."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import BooleanField, Case, Exists, OuterRef, Q, When

from hld_portal.record.models import Logged
from hld_portal.reports.enums import (
    BuildState,
    BuildStep,
    ChunkState,
    FileFormat,
    IssueState,
    ReportKind,
)
from roundtables.models import Dialogue, Event
from submissions.enums import Consent
from submissions.models import Submission

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


def new_public_id() -> str:
    return secrets.token_urlsafe(12)


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


class BuildSourceQuerySet(models.QuerySet["BuildSource"]):
    def fallen_away(self) -> BuildSourceQuerySet:
        """Sources that could not be shown, named or cited so today.

        Withdrawn, put on hold, marked a duplicate, or no longer to be named: what leaves every
        page at once may not stand on in a draft that was compiled before.
        """
        public = Submission.objects.is_public("submission__")
        citable = Submission.objects.is_citable("submission__")
        return self.filter(
            Q(is_shown=True) & ~public
            | Q(is_named=True) & ~Q(submission__consent=Consent.NAMED)
            | ~citable
        )


class BuildQuerySet(models.QuerySet["Build"]):
    def published(self) -> BuildQuerySet:
        """Those that a documents officer put on the reports page, withheld or not."""
        return self.filter(published_at__isnull=False, drafting_copy=False)

    def public(self) -> BuildQuerySet:
        """Those that everybody may read now: issued, or published and not withheld.

        What an issue rests on is frozen with it, so an issued build is never withheld.
        """
        issued = Q(issue__state=IssueState.ISSUED)
        return self.published().filter(issued | ~Exists(self._fallen()))

    def withheld(self) -> BuildQuerySet:
        """Those published, not issued, that rest on what has fallen away."""
        return self.published().filter(self._is_withheld())

    def with_standing(self) -> BuildQuerySet:
        """Each with `is_withheld`, for the list of those who compile."""
        held = Case(
            When(self._is_withheld(), then=True), default=False, output_field=BooleanField()
        )
        return self.annotate(is_withheld=held)

    def _is_withheld(self) -> Q:
        issued = Q(issue__state=IssueState.ISSUED)
        return Q(published_at__isnull=False) & ~issued & Q(Exists(self._fallen()))

    def _fallen(self) -> BuildSourceQuerySet:
        return BuildSource.objects.fallen_away().filter(build=OuterRef("pk"))


class Build(models.Model):
    """One run of compiling. This row and its chunks are the truth of progress."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="builds")
    # For those who draft: prints every source, so it is never published or issued.
    drafting_copy = models.BooleanField(default=False)
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
    warnings = models.JSONField(default=list, blank=True)  # of building.source_check
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

    objects = BuildQuerySet.as_manager()

    if TYPE_CHECKING:
        chunks: RelatedManager[BuildChunk]
        files: RelatedManager[BuildFile]
        sources: RelatedManager[BuildSource]

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
                condition=Q(published_at=None) | Q(drafting_copy=False),
                name="drafting_copy_is_never_published",
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


class BuildFile(models.Model):
    """A file of a finished build: a format, and of a long PDF a volume."""

    build = models.ForeignKey(Build, on_delete=models.CASCADE, related_name="files")
    format = models.CharField(max_length=5, choices=FileFormat.choices)
    volume = models.PositiveSmallIntegerField(default=1)
    name = models.CharField(max_length=200)  # in the storage "private"
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()  # bytes
    pages = models.PositiveIntegerField(null=True, blank=True)  # of a PDF

    class Meta:
        ordering = ["build", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["build", "format", "volume"], name="one_file_per_format_and_volume"
            )
        ]

    def __str__(self) -> str:
        return self.name


class BuildSource(models.Model):
    """A submission that a build lists, cites or reproduces, and how it stood at that time."""

    build = models.ForeignKey(Build, on_delete=models.CASCADE, related_name="sources")
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="+")
    is_shown = models.BooleanField()  # it was published
    is_named = models.BooleanField()  # under the name of its author

    objects = BuildSourceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["build", "submission"], name="one_row_per_build_and_source"
            )
        ]

    def __str__(self) -> str:
        return f"{self.submission} in build {self.build_id}"
