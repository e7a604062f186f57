"""Hand steps to the broker from within a worker; what is lost there, the sweeper finds."""

from __future__ import annotations

import logging

from kombu.exceptions import OperationalError

from hld_portal.celery import app

logger = logging.getLogger(__name__)


def queue_step(name: str, pk: int) -> None:
    """Send a task by name; a broker that is away is left to the sweeper."""
    try:
        app.send_task(name, args=[pk])
    except (OperationalError, OSError):
        logger.info("The broker is away; %s %s waits for the sweeper.", name, pk)


def queue_chunk(pk: int) -> None:
    queue_step("reports.render_chunk", pk)
