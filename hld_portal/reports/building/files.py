"""The files of a build: every format, and of a long one every volume."""

from __future__ import annotations

import hashlib
from typing import IO, Any

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db.models import Case, QuerySet, When

from hld_portal.reports.enums import FileFormat
from hld_portal.reports.models import Build, BuildFile


def files_of(build: Build) -> QuerySet[BuildFile]:
    """List the files of a build: PDF, Word, Akoma Ntoso, HTML, JSON, each by volume.

    Queries: 1
    """
    places = [When(format=each, then=place) for place, each in enumerate(FileFormat.values)]
    return build.files.order_by(Case(*places, default=len(places)), "volume")


def open_file(build_file: BuildFile) -> IO[bytes]:
    """Open a stored file for reading.

    Raises:
        FileNotFoundError: the storage lost it.
    """
    opened: Any = storages["private"].open(build_file.name)
    return opened


def has_file(build: Build, kind: str, volume: int) -> bool:
    """Whether a file is stored already, so that a step run again does not make it again."""
    row = build.files.filter(format=kind, volume=volume).first()
    return row is not None and storages["private"].exists(row.name)


def store_file(
    build: Build, kind: str, content: bytes, *, volume: int = 1, pages: int | None = None
) -> BuildFile:
    """Keep a file of a build; storing it twice leaves one row."""
    suffix = f".{kind}" if volume == 1 else f".vol{volume}.{kind}"
    name = f"builds/{build.public_id}{suffix}"
    name = storages["private"].save(name, ContentFile(content))
    told = {
        "name": name,
        "sha256": hashlib.sha256(content).hexdigest(),
        "size": len(content),
        "pages": pages,
    }
    row, _ = BuildFile.objects.update_or_create(
        build=build, format=kind, volume=volume, defaults=told
    )
    return row
