"""Write the log, fill the outbox, count."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.timezone import now

from hld_portal.record.models import Counter, LogEntry, Logged, Outbox


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
    entry = LogEntry(
        object_kind=obj.log_kind,
        object_id=obj.pk,
        sequence=count + 1,
        verb=verb,
        actor=by,
        from_state=from_state,
        to_state=to_state,
        reason_hash=hashlib.sha256(reason.encode()).hexdigest() if reason else "",
        details=details,
        created_at=now(),
        previous_hash=head,
    )
    entry.hash = hash_entry(entry)
    entry.save(force_insert=True)
    model._default_manager.filter(pk=obj.pk).update(log_head=entry.hash, log_count=count + 1)
    obj.log_head, obj.log_count = entry.hash, count + 1
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
