"""Files of issued documents: kept once under symbol and hash, found by the name readers see."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from typing import IO, Any

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages

from hld_portal.reports.issuing.write_once import WrittenOnce
from hld_portal.reports.models import BuildFile, Issue


class WrongBytes(Exception):
    """A file is not what its hash says."""


def issued_storage() -> Storage:
    return storages["issued"]


def keep_build_file(issue: Issue, file: BuildFile) -> None:
    """Copy a file of the build to where it stays; doing it twice is once.

    Raises:
        WrongBytes: when what lies there, or what was built, does not fit its hash.
    """
    with storages["private"].open(file.name) as source:
        data = source.read()
    keep_bytes(stored_name(issue, file.sha256, file.format), data, file.sha256)


def keep_bytes(name: str, data: bytes, sha256: str) -> None:
    """Keep bytes under a name for good, checked against their hash before and after."""
    if _hash(data) != sha256:
        raise WrongBytes(f"{name}: what was built does not fit its hash")
    storage = issued_storage()
    if not storage.exists(name):
        with suppress(WrittenOnce):  # another worker was faster; its bytes are looked at below
            storage.save(name, ContentFile(data))
    with storage.open(name) as kept:
        if _hash(kept.read()) != sha256:
            raise WrongBytes(f"{name}: what is kept does not fit its hash")


def open_issued_file(issue: Issue, name: str) -> IO[Any] | None:
    """Open a file of an issued document by the name in its manifest, or the manifest itself."""
    if name == manifest_name(issue):
        return issued_storage().open(stored_name(issue, issue.manifest_sha256, "json"))
    for row in issue.manifest.get("files", []):
        if row["name"] == name:
            return issued_storage().open(stored_name(issue, row["sha256"], row["format"]))
    return None


def stored_name(issue: Issue, sha256: str, suffix: str) -> str:
    """Name a file in the storage; the dialogue in front, since slugs are unique in one only."""
    return f"{issue.dialogue.slug}/{issue.slug}/{issue.slug}-{sha256}.{suffix}"


def public_name(issue: Issue, file: BuildFile, volumes: int) -> str:
    """Name a file for readers: "HLD2013-3.pdf", "HLD2013-3-vol-2.pdf" where there are several."""
    volume = f"-vol-{file.volume}" if volumes > 1 else ""
    return f"{issue.slug}{volume}.{file.format}"


def manifest_name(issue: Issue) -> str:
    return f"{issue.slug}-manifest.json"


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
