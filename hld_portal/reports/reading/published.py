"""What stands under an address of the reports page, and the files that it offers."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any

from django.core.files.storage import storages

from hld_portal.reports.enums import BuildState, FileFormat, IssueKind, IssueState
from hld_portal.reports.issuing.storing import manifest_name, open_issued_file
from hld_portal.reports.models import Build, BuildFile, Issue, Report
from roundtables.models import Dialogue
from roundtables.permissions import can_compile

ORDER = list(FileFormat)  # PDF first


@dataclass(frozen=True)
class Edition:
    """An issued document, or a build of a report; `is_public` for all to read."""

    report: Report
    build: Build
    issue: Issue | None = None
    is_public: bool = False

    @property
    def slug(self) -> str:
        return self.issue.slug if self.issue else self.report.slug

    @property
    def since(self) -> datetime | None:
        return self.issue.issued_at if self.issue else self.build.published_at


@dataclass(frozen=True)
class PublishedFile:
    """A file as the reader downloads it."""

    name: str
    format: FileFormat
    volume: int  # 0 where there is only one
    size: int | None  # bytes; None for a build made before sizes were kept
    sha256: str
    pages: int | None
    changed_at: datetime | None
    kept_as: str = ""  # in the storage "private"; issued files are found by their name

    @property
    def short_label(self) -> str:
        return "Akoma Ntoso" if self.format == FileFormat.XML else self.format.upper()


def find_edition(user: Any, dialogue: Dialogue, slug: str) -> Edition | None:
    """Return what a person may read under an address; to those who compile, the latest build too.

    The address is an issued document's symbol with hyphens, or a report's name, which stands
    for what is public of it now. None answers for what is not there and for what is not
    public alike, also for what is withheld. Queries: 4 at most
    """
    issue = (
        dialogue.issues.filter(slug=slug, state=IssueState.ISSUED)
        .select_related("report__event__round_table", "dialogue", "changes", "build")
        .defer("build__snapshot")
        .first()
    )
    if issue is not None and issue.build is not None:
        return Edition(issue.report, issue.build, issue, is_public=True)
    done = builds_done(dialogue).filter(report__slug=slug, drafting_copy=False)
    public = done.public().order_by("-published_at", "-pk").first()
    if public is not None:
        return _edition(public, is_public=True)
    latest = done.filter(issue=None).first() if can_compile(user, dialogue) else None
    return _edition(latest, is_public=False) if latest else None


def builds_done(dialogue: Dialogue) -> Any:
    """Finished builds, newest first."""
    return (
        Build.objects.filter(report__dialogue=dialogue, state=BuildState.DONE)
        .select_related(
            "report__dialogue", "report__event__round_table", "issue__dialogue", "issue__changes"
        )
        .defer("snapshot")
    )


def edition_of_build(build: Build) -> Edition:
    """Return a finished build as an edition; that of an issued document bears its symbol.

    Queries: 1
    """
    return _edition(build, is_public=Build.objects.public().filter(pk=build.pk).exists())


def _edition(build: Build, *, is_public: bool) -> Edition:
    issue = getattr(build, "issue", None)
    issued = issue if issue is not None and issue.is_issued else None
    return Edition(build.report, build, issued, is_public=is_public)


def files_of_edition(edition: Edition) -> list[PublishedFile]:
    """Return the files to download, PDF first. Queries: 1 for a build, none for an issue"""
    if edition.issue:
        found = [_issued(edition.issue, entry) for entry in edition.issue.manifest["files"]]
    else:
        rows = list(edition.build.files.all())
        volumes = Counter(row.format for row in rows)
        found = [_built(edition, row, volumes[row.format]) for row in rows]
    found = found or [_only_pdf(edition)]
    return sorted(found, key=lambda each: (ORDER.index(each.format), each.volume))


def file_of_edition(edition: Edition, name: str) -> PublishedFile | None:
    """Return the file of that very name; of an issue its manifest, too."""
    issue = edition.issue
    if issue and name == manifest_name(issue):
        return PublishedFile(
            name, FileFormat.JSON, 0, None, issue.manifest_sha256, None, issue.issued_at
        )
    return next((each for each in files_of_edition(edition) if each.name == name), None)


def open_file(edition: Edition, file: PublishedFile) -> IO[Any] | None:
    if edition.issue:
        return open_issued_file(edition.issue, file.name)
    return storages["private"].open(file.kept_as)


def _issued(issue: Issue, entry: dict[str, Any]) -> PublishedFile:
    return PublishedFile(
        name=entry["name"],
        format=FileFormat(entry["format"]),
        volume=entry["volume"] if "-vol-" in entry["name"] else 0,
        size=entry["size"],
        sha256=entry["sha256"],
        pages=entry.get("pages"),
        changed_at=issue.issued_at,
    )


def _built(edition: Edition, row: BuildFile, volumes: int) -> PublishedFile:
    volume = f"-vol-{row.volume}" if volumes > 1 else ""
    return PublishedFile(
        name=f"{_stem(edition)}{volume}.{row.format}",
        format=FileFormat(row.format),
        volume=row.volume if volumes > 1 else 0,
        size=row.size,
        sha256=row.sha256,
        pages=row.pages,
        changed_at=edition.build.finished_at,
        kept_as=row.name,
    )


def _only_pdf(edition: Edition) -> PublishedFile:
    build = edition.build
    return PublishedFile(
        name=f"{_stem(edition)}.pdf",
        format=FileFormat.PDF,
        volume=0,
        size=None,
        sha256=build.sha256,
        pages=build.pages,
        changed_at=build.finished_at,
        kept_as=build.file,
    )


def _stem(edition: Edition) -> str:
    copy = "-drafting-copy" if edition.build.drafting_copy else ""
    return f"{edition.report.dialogue.slug}-{edition.report.slug}{copy}"


@dataclass(frozen=True)
class IssuedDocument:
    """An issued document among those of its symbol: what followed it, what took its place."""

    issue: Issue
    followers: tuple[Issue, ...] = ()  # they correct, revise or add to it
    superseded_by: Issue | None = None


def issued_documents(dialogue: Dialogue, report: Report | None = None) -> list[IssuedDocument]:
    """Return what was issued, the symbol issued last first; in front of each its latest revision.

    Queries: 1
    """
    issues = dialogue.issues.filter(state=IssueState.ISSUED).select_related(
        "report__event__round_table", "changes", "build"
    )
    rows = list(issues.defer("build__snapshot"))
    families: dict[tuple[str, int], list[Issue]] = defaultdict(list)
    for issue in sorted(rows, key=_latest_first):
        families[issue.series, issue.number].append(issue)
    found = [each for family in families.values() for each in _family(family)]
    return [each for each in found if report is None or each.issue.report_id == report.pk]


def _latest_first(issue: Issue) -> tuple[float, int]:
    return (-issue.issued_at.timestamp() if issue.issued_at else 0.0, -issue.pk)


def _family(issues: list[Issue]) -> list[IssuedDocument]:
    """The text in force, then what follows it, then what it took the place of."""
    texts = [each for each in issues if each.kind in (IssueKind.REVISION, IssueKind.ORIGINAL)]
    current = max(texts, key=lambda each: each.part, default=None)
    ordered = sorted(issues, key=lambda each: (each != current, each in texts, -each.part))
    return [
        IssuedDocument(
            issue=each,
            followers=tuple(other for other in issues if other.changes_id == each.pk),
            superseded_by=current if each in texts and each != current else None,
        )
        for each in ordered
    ]
