"""Leases on builds and chunks: who is at it, and since when nobody is."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db import DatabaseError, connection
from django.db.models import Model
from django.utils.timezone import now

logger = logging.getLogger(__name__)

LEASE = timedelta(seconds=30)
HEARTBEAT_SECONDS = 8.0


@contextmanager
def keep_lease(row: Model) -> Iterator[None]:
    """Renew the lease of a row from a thread of its own while the work goes on.

    A worker that is killed renews no more; after LEASE the sweeper hands the work on.
    """
    done = threading.Event()
    thread = threading.Thread(target=_beat, args=(type(row), row.pk, done), daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def _beat(model: type[Model], pk: int, done: threading.Event) -> None:
    try:
        while not done.wait(HEARTBEAT_SECONDS):
            try:
                model._default_manager.filter(pk=pk).update(lease_until=now() + LEASE)
            except DatabaseError:
                # Busy for once; the next beat comes well before the lease runs out.
                logger.warning("No heartbeat for %s %s.", model.__name__, pk, exc_info=True)
    finally:
        connection.close()  # this thread's own
