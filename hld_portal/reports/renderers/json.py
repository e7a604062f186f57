"""A document as the JSON of its tree."""

from __future__ import annotations

from hld_portal.reports.content import Document
from hld_portal.reports.content_json import to_json


def render_json(document: Document) -> bytes:
    """Write the canonical JSON of a tree as UTF-8; it loads back to an equal tree."""
    return to_json(document).encode()
