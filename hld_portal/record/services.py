"""Write the log, fill the outbox, count."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.timezone import now

from hld_portal.record.models import Counter, LogEntry, Logged, Outbox

AT_ONCE = 200  # rows of one statement


def log_move(
    obj: Logged,
    *,
    verb: str,
    by: Any = None,
    from_state: str = "",
    to_state: str = "",
    reason: str = "",
    **details: Any,
) -> LogEntry:
    """Append one entry to the chain of `obj`; must run inside the move's transaction.

    Args:
        by: the user who acts; None stands for the portal itself.
        reason: only its hash enters the log.
        details: small, JSON, and nothing personal: it can never be erased.

    Raises:
        RuntimeError: outside a transaction, where a move could stand without its entry.

    Queries: 3
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("log_move needs the transaction of the move it records.")
    model = type(obj)
    head, count = (
        model._default_manager.select_for_update()
        .values_list("log_head", "log_count")
        .get(pk=obj.pk)
    )
    entry = _entry_of(
        obj,
        (head, count),
        verb=verb,
        actor=by,
        from_state=from_state,
        to_state=to_state,
        reason_hash=hashlib.sha256(reason.encode()).hexdigest() if reason else "",
        details=details,
    )
    entry.save(force_insert=True)
    model._default_manager.filter(pk=obj.pk).update(log_head=entry.hash, log_count=count + 1)
    obj.log_head, obj.log_count = entry.hash, count + 1
    return entry


def log_same_move(objects: Sequence[Logged], *, verb: str, by: Any = None, **details: Any) -> int:
    """Append one entry to the chain of each of many rows of a model that stay in their state.

    Like `log_move` for each, in a few queries: what is frozen with a document may be hundreds.

    Returns:
        How many entries were written.

    Raises:
        RuntimeError: outside a transaction.

    Queries: 1, and 2 for each 200 objects
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("log_same_move needs the transaction of the move it records.")
    if not objects:
        return 0
    rows = type(objects[0])._default_manager.select_for_update().order_by("pk")
    held = rows.filter(pk__in=[obj.pk for obj in objects])
    places = {pk: (head, n) for pk, head, n in held.values_list("pk", "log_head", "log_count")}
    entries = [
        _entry_of(obj, places[obj.pk], verb=verb, actor=by, **_staying(obj, details))
        for obj in objects
    ]
    LogEntry.objects.bulk_create(entries, batch_size=AT_ONCE)
    for obj, entry in zip(objects, entries, strict=True):
        obj.log_head, obj.log_count = entry.hash, entry.sequence
    type(objects[0])._default_manager.bulk_update(
        objects, ["log_head", "log_count"], batch_size=AT_ONCE
    )
    return len(entries)


def _staying(obj: Logged, details: dict[str, Any]) -> dict[str, Any]:
    state = getattr(obj, "state", "")
    return {"from_state": state, "to_state": state, "details": details}


def _entry_of(obj: Logged, place: tuple[str, int], **fields: Any) -> LogEntry:
    """Make the entry that follows the head and count of a chain."""
    head, count = place
    entry = LogEntry(
        object_kind=obj.log_kind,
        object_id=obj.pk,
        sequence=count + 1,
        created_at=now(),
        previous_hash=head,
        **fields,
    )
    entry.hash = hash_entry(entry)
    return entry


def hash_entry(entry: LogEntry) -> str:
    """Return the hash that an entry must carry: over all its fields and the one before it."""
    fields = [
        entry.object_kind,
        entry.object_id,
        entry.sequence,
        entry.verb,
        entry.actor_id,
        entry.from_state,
        entry.to_state,
        entry.reason_hash,
        entry.details,
        entry.created_at.isoformat(timespec="microseconds").replace("+00:00", "Z"),
        entry.previous_hash,
    ]
    text = json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def queue_mail(
    template: str, *, to: Iterable[str], key: str = "", secret: bool = False, **context: Any
) -> int:
    """Queue one mail per address, to be sent when this transaction is committed.

    Args:
        template: name under `templates/mail/`, without suffix: `submissions/receipt`
            stands for `mail/submissions/receipt.txt`, whose first line is the subject.
        to: e-mail addresses; each gets a mail of its own.
        key: makes calling twice harmless: one mail per key and address.
        secret: it holds a link that lets its reader in: the row forgets it once it is sent.
        context: JSON values for the template: ids, texts, addresses.

    Returns:
        How many mails were queued.
    """
    rows = [
        Outbox(
            kind=Outbox.Kind.MAIL,
            name=template,
            payload={"to": address, "context": context} | ({"secret": True} if secret else {}),
            key=f"{key}:{address}"[:120] if key else None,
            due_at=now(),
        )
        for address in sorted(set(to))
    ]
    Outbox.objects.bulk_create(rows, ignore_conflicts=bool(key))
    return len(rows)


def queue_task(name: str, *args: int | str, due_at: datetime | None = None) -> Outbox:
    """Queue a Celery task by name; the relay hands it to the broker after the commit."""
    return Outbox.objects.create(
        kind=Outbox.Kind.TASK, name=name, payload={"args": list(args)}, due_at=due_at or now()
    )


def next_number(name: str) -> int:
    """Count `name` up by one and return the new value; holds the row until the commit."""
    counters = Counter.objects.filter(name=name)
    # No savepoint: inside a move, the move's own transaction holds the row.
    with transaction.atomic(savepoint=False):
        if not counters.update(value=F("value") + 1):
            Counter.objects.get_or_create(name=name)
            counters.update(value=F("value") + 1)
        return counters.values_list("value", flat=True).get()


def reach_number(name: str, value: int) -> None:
    """Move the counter `name` up to a number that was given out of turn; never down."""
    Counter.objects.get_or_create(name=name)
    Counter.objects.filter(name=name, value__lt=value).update(value=value)
