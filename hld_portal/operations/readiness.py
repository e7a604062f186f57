"""What the portal can reach right now: asked afresh every time, within one second in all.

Each part is asked in a thread of its own, since a hung Redis or disk may ignore any time limit
that is set on it. What has not answered by the deadline does not answer.
"""

from __future__ import annotations

import contextlib
import secrets
import threading
import time
from urllib.parse import urlsplit

import kombu.exceptions
import redis
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import Error as DatabaseError
from django.db import connection
from redis.backoff import NoBackoff
from redis.retry import Retry

from hld_portal.celery import app

DEADLINE = 1.0  # seconds, for all parts together
WAIT = 0.5  # seconds, for one answer of Redis or of a worker
BROKER_FAULTS = (OSError, kombu.exceptions.KombuError, redis.RedisError)


def parts() -> dict[str, bool]:
    """Return, for database, redis, worker and storage, whether it answers."""
    checks = {
        "database": is_database_up,
        "redis": is_redis_up,
        "worker": is_worker_up,
        "storage": is_storage_up,
    }
    answers = dict.fromkeys(checks, False)

    def ask(name: str) -> None:
        answers[name] = checks[name]()

    threads = [threading.Thread(target=ask, args=(name,), daemon=True) for name in checks]
    for thread in threads:
        thread.start()
    until = time.monotonic() + DEADLINE
    for thread in threads:
        thread.join(max(0, until - time.monotonic()))
    return dict(answers)


def is_database_up() -> bool:
    """Ask for a row that every migrated database has, over a connection of this thread."""
    try:
        with connection.cursor() as cursor:
            # A bare SELECT 1 would be content with an empty file in place of the database.
            cursor.execute("SELECT 1 FROM django_migrations LIMIT 1")
            return cursor.fetchone() == (1,)
    except DatabaseError:
        return False
    finally:
        connection.close()


def is_redis_up() -> bool:
    url = urlsplit(app.conf.broker_url)
    address = f"unix://{url.path}" if url.scheme == "redis+socket" else url.geturl()
    client = redis.Redis.from_url(
        address,
        socket_connect_timeout=WAIT,
        socket_timeout=WAIT,
        retry=Retry(NoBackoff(), 0),  # by default redis-py asks four times
    )
    try:
        return bool(client.ping())
    except BROKER_FAULTS:
        return False
    finally:
        client.close()


def is_worker_up() -> bool:
    """Ask every worker to answer and be content with the first."""
    options = {**app.conf.broker_transport_options, "socket_connect_timeout": WAIT}
    options["socket_timeout"] = WAIT
    try:
        with app.broker_connection().clone(transport_options=options) as broker:
            ask = app.control.broadcast
            return bool(ask("ping", reply=True, limit=1, timeout=WAIT, connection=broker))
    except BROKER_FAULTS:
        return False


def is_storage_up() -> bool:
    """Write, read and delete a small file."""
    storage = storages["private"]
    content = secrets.token_bytes(16)
    try:
        name = storage.save(f"readiness/{content.hex()}", ContentFile(content))
        with storage.open(name) as file:
            return file.read() == content
    except OSError:
        return False
    finally:
        with contextlib.suppress(OSError):
            storage.delete(f"readiness/{content.hex()}")
