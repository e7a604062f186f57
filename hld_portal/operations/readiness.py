"""What the portal can reach right now, each question bounded in time.

Asked afresh every time. A hung Redis must not hang the answer, so every wait is well under a
second, and the worker is not asked at all when Redis does not answer.
"""

from __future__ import annotations

import contextlib
import secrets
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as Late

import kombu.exceptions
import redis.exceptions
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import Error as DatabaseError
from django.db import connection

from hld_portal.celery import app

CONNECT_SECONDS = 0.3
ANSWER_SECONDS = 0.5
STORAGE_SECONDS = 1.0
BROKER_FAULTS = (OSError, kombu.exceptions.KombuError, redis.exceptions.RedisError)


def parts() -> dict[str, bool]:
    """Return, for database, redis, worker and storage, whether it answers."""
    redis_answers = is_redis_up()
    return {
        "database": is_database_up(),
        "redis": redis_answers,
        "worker": redis_answers and is_worker_up(),
        "storage": is_storage_up(),
    }


def is_database_up() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return cursor.fetchone() == (1,)
    except DatabaseError:
        return False
    finally:
        connection.close_if_unusable_or_obsolete()


def is_redis_up() -> bool:
    try:
        with _broker() as broker, broker.channel() as channel:
            return bool(channel.client.ping())
    except BROKER_FAULTS:
        return False


def is_worker_up() -> bool:
    """Ask every worker to answer and be content with the first."""
    try:
        with _broker() as broker:
            return bool(
                app.control.broadcast(
                    "ping", reply=True, limit=1, timeout=ANSWER_SECONDS, connection=broker
                )
            )
    except BROKER_FAULTS:
        return False


def _broker():
    """Return a connection of its own with short waits; those of the settings are for work."""
    options = {
        **app.conf.broker_transport_options,
        "socket_connect_timeout": CONNECT_SECONDS,
        "socket_timeout": ANSWER_SECONDS,
        "retry_on_timeout": False,
        "max_retries": 0,
    }
    return app.broker_connection().clone(transport_options=options)


def is_storage_up() -> bool:
    """Write, read and delete a small file; a storage that hangs counts as down."""
    pool = ThreadPoolExecutor(max_workers=1)
    try:
        return pool.submit(_write_and_read).result(timeout=STORAGE_SECONDS)
    except (OSError, Late):
        return False
    finally:
        pool.shutdown(wait=False)


def _write_and_read() -> bool:
    storage = storages["private"]
    content = secrets.token_bytes(16)
    name = storage.save(f"readiness/{content.hex()}", ContentFile(content))
    try:
        with storage.open(name) as file:
            return file.read() == content
    finally:
        with contextlib.suppress(OSError):
            storage.delete(name)
