"""The manifest of an issued document: hashes of its files, its sources and its snapshot."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from typing import Any

from hld_portal.reports.issuing.storing import public_name
from hld_portal.reports.models import BuildFile, Issue, IssueSource


def manifest_of(issue: Issue, files: list[BuildFile]) -> dict[str, Any]:
    """Put the manifest together; the same document gives the same manifest. Queries: 1"""
    assert issue.build is not None  # set when the document is prepared
    return {
        "symbol": issue.symbol,
        "kind": issue.kind,
        "changes": issue.changes.symbol if issue.changes else None,
        "note": issue.note,
        "session": issue.session,
        "item": issue.item,
        "dated_on": issue.dated_on.isoformat(),
        "corrections": issue.manifest.get("corrections", []),
        "files": _files(issue, files),
        "sources": _sources(issue),
        "snapshot": hashlib.sha256(issue.build.snapshot.encode()).hexdigest(),
    }


def manifest_bytes(manifest: dict[str, Any]) -> bytes:
    """Write a manifest in its one canonical form: its hash is that of these bytes."""
    text = json.dumps(manifest, ensure_ascii=False, sort_keys=True, indent=1)
    return f"{text}\n".encode()


def manifest_hash(manifest: dict[str, Any]) -> str:
    return hashlib.sha256(manifest_bytes(manifest)).hexdigest()


def _files(issue: Issue, files: list[BuildFile]) -> list[dict[str, Any]]:
    volumes = Counter(file.format for file in files)
    return [
        {
            "name": public_name(issue, file, volumes[file.format]),
            "format": file.format,
            "volume": file.volume,
            "size": file.size,
            "sha256": file.sha256,
            "pages": file.pages,
        }
        for file in files
    ]


def _sources(issue: Issue) -> list[dict[str, Any]]:
    """List the versions by reference; what is not public by its hash alone, and last.

    Those who wrote it find the hash of their receipt here; nobody else learns that it exists
    under which number.
    """
    rows = issue.sources.select_related("submission", "version").order_by("submission__reference")
    shown = [row for row in rows if row.submission.published_version_id == row.version_id]
    hidden = [row for row in rows if row not in shown]
    return [_shown(row) for row in shown] + sorted(
        (_hidden(row) for row in hidden), key=lambda each: str(each["sha256"])
    )


def _shown(row: IssueSource) -> dict[str, Any]:
    reference, version = row.submission.reference, row.version
    return {"reference": reference, "version": version.number, "sha256": version.sha256}


def _hidden(row: IssueSource) -> dict[str, Any]:
    return {"reference": None, "version": None, "sha256": row.version.sha256}
