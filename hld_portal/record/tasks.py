"""Celery entry points of the record."""

from celery import shared_task


@shared_task(name="record.relay_outbox", soft_time_limit=50)
def relay_outbox() -> None:
    """Send what waits in the outbox."""
    from hld_portal.record import relaying  # noqa: PLC0415 -- leaf

    relaying.relay_outbox()


@shared_task(name="record.anchor_log")
def anchor_log() -> None:
    """Write the anchor of the day."""
    from hld_portal.record import verifying  # noqa: PLC0415 -- leaf

    verifying.anchor_log()
