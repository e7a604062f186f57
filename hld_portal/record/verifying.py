"""Prove the log: every chain whole, every head in place, every guard standing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC

from django.apps import apps
from django.db import transaction
from django.utils.timezone import now

from hld_portal.record.models import LogAnchor, LogEntry, Logged
from hld_portal.record.services import hash_entry
from hld_portal.record.triggers import missing_triggers


def find_breaks() -> Iterator[str]:
    """Yield what is broken, worst first; nothing when the log is whole."""
    for name in missing_triggers():
        yield f"trigger {name}: it was removed"
    yield from _broken_chains()
    yield from _broken_heads()
    yield from _broken_anchors()


def _broken_chains() -> Iterator[str]:
    previous: LogEntry | None = None
    for entry in LogEntry.objects.order_by("object_kind", "object_id", "sequence").iterator():
        same = previous and (previous.object_kind, previous.object_id) == (
            entry.object_kind,
            entry.object_id,
        )
        expected_hash = previous.hash if same and previous else ""
        expected_place = previous.sequence + 1 if same and previous else 1
        if entry.sequence != expected_place:
            yield f"{entry.pk}: entry {expected_place} before it is gone ({entry})"
        elif entry.previous_hash != expected_hash or entry.hash != hash_entry(entry):
            yield f"{entry.pk}: its hash does not fit ({entry})"
        previous = entry


def _broken_heads() -> Iterator[str]:
    """A chain cut at its end looks whole; the head kept on the object tells."""
    for model in _logged_models():
        kind = model._meta.model_name or ""
        last = {
            entry["object_id"]: entry
            for entry in LogEntry.objects.filter(object_kind=kind)
            .order_by("sequence")
            .values("object_id", "sequence", "hash")
        }
        for pk, head, count in model._default_manager.values_list("pk", "log_head", "log_count"):
            entry = last.pop(pk, {"sequence": 0, "hash": ""})
            if (entry["sequence"], entry["hash"]) != (count, head):
                yield f"{kind} {pk}: it had {count} entries, {entry['sequence']} are left"


def _logged_models() -> list[type[Logged]]:
    return [model for model in apps.get_models() if issubclass(model, Logged)]


def _broken_anchors() -> Iterator[str]:
    for anchor in LogAnchor.objects.order_by("day"):
        count, digest = digest_log(anchor.last_entry_id)
        if (count, digest) != (anchor.entries_count, anchor.digest):
            yield f"anchor of {anchor.day}: {anchor.entries_count} entries then, {count} now"


def digest_log(last_entry_id: int) -> tuple[int, str]:
    """Return count and digest of all entries up to an id."""
    digest, count = hashlib.sha256(), 0
    hashes = (
        LogEntry.objects.filter(pk__lte=last_entry_id).order_by("pk").values_list("hash", flat=True)
    )
    for value in hashes.iterator():
        digest.update(value.encode())
        count += 1
    return count, digest.hexdigest()


def anchor_log() -> LogAnchor | None:
    """Write today's anchor (UTC), once a day; None when there is one or nothing to anchor."""
    with transaction.atomic():
        today = now().astimezone(UTC).date()
        last = LogEntry.objects.order_by("-pk").values_list("pk", flat=True).first()
        if last is None or LogAnchor.objects.filter(day=today).exists():
            return None
        count, digest = digest_log(last)
        return LogAnchor.objects.create(
            day=today, last_entry_id=last, entries_count=count, digest=digest
        )
