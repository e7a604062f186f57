"""Work off the outbox: send mails, hand tasks to the broker."""

from __future__ import annotations

import logging
from datetime import timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import connection, transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.utils.timezone import now
from kombu.exceptions import OperationalError

from hld_portal.celery import app
from hld_portal.record.models import Outbox

logger = logging.getLogger(__name__)

MOST_ATTEMPTS = 12
LEASE = timedelta(seconds=60)  # a relay that dies leaves its rows to the next after this


def relay_outbox(*, most: int = 100) -> int:
    """Send what is due; returns how many rows went out.

    Rows are leased before they are sent, so two relays never send one row together; a
    relay that dies between sending and marking sends once more, never not at all.
    """
    sent = 0
    for pk in _lease(most):
        row = Outbox.objects.get(pk=pk)
        try:
            _send(row)
        except (OSError, SMTPException, OperationalError) as error:
            _postpone(row, error)
        except Exception as error:  # a faulty template must show, not loop
            logger.exception("Outbox row %s cannot be sent.", pk)
            Outbox.objects.filter(pk=pk).update(failed_at=now(), error=repr(error))
        else:
            _note_sent(row)
            sent += 1
    return sent


def _lease(most: int) -> list[int]:
    with transaction.atomic():
        rows = Outbox.objects.filter(sent_at=None, failed_at=None, due_at__lte=now())
        if connection.features.has_select_for_update_skip_locked:
            rows = rows.select_for_update(skip_locked=True)
        ids = list(rows.order_by("due_at", "pk").values_list("pk", flat=True)[:most])
        Outbox.objects.filter(pk__in=ids).update(due_at=now() + LEASE, attempts=F("attempts") + 1)
    return ids


def _send(row: Outbox) -> None:
    if row.kind == Outbox.Kind.TASK:
        app.send_task(row.name, args=row.payload["args"])
        return
    context = row.payload["context"] | {"portal_url": settings.PORTAL_URL, "to": row.payload["to"]}
    subject, _, body = render_to_string(f"mail/{row.name}.txt", context).strip().partition("\n")
    EmailMessage(subject.strip(), body.strip() + "\n", to=[row.payload["to"]]).send()


def _note_sent(row: Outbox) -> None:
    if row.payload.get("secret"):
        row.payload["context"] = {}
    Outbox.objects.filter(pk=row.pk).update(sent_at=now(), error="", payload=row.payload)


def _postpone(row: Outbox, error: Exception) -> None:
    wait = timedelta(seconds=min(5 * 2 ** min(row.attempts, 10), 3600))
    last = row.attempts >= MOST_ATTEMPTS
    Outbox.objects.filter(pk=row.pk).update(
        due_at=now() + wait, error=repr(error), failed_at=now() if last else None
    )
