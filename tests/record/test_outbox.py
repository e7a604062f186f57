from datetime import timedelta

import pytest
from django.core import mail
from django.utils.timezone import now
from kombu.exceptions import OperationalError

from hld_portal.record import relaying
from hld_portal.record.models import Outbox
from hld_portal.record.relaying import relay_outbox
from hld_portal.record.services import next_number, queue_mail, queue_task

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def broker(monkeypatch):
    """Stand in for the broker, which lies outside this test: it notes what it is sent."""
    sent = []
    monkeypatch.setattr(relaying.app, "send_task", lambda name, args: sent.append((name, args)))
    return sent


def test_a_task_is_handed_on_once(broker):
    queue_task("reports.prepare_build", 7)

    assert (relay_outbox(), relay_outbox()) == (1, 0)
    assert broker == [("reports.prepare_build", [7])]


def test_while_the_broker_is_away_the_row_waits(broker, monkeypatch):
    def away(name, args):
        raise OperationalError("refused")

    row = queue_task("reports.prepare_build", 7)
    monkeypatch.setattr(relaying.app, "send_task", away)
    assert relay_outbox() == 0
    row.refresh_from_db()
    assert (row.sent_at, row.failed_at, row.attempts) == (None, None, 1)
    assert now() < row.due_at < now() + timedelta(minutes=1)

    monkeypatch.setattr(relaying.app, "send_task", lambda name, args: broker.append((name, args)))
    Outbox.objects.update(due_at=now())
    assert relay_outbox() == 1
    assert broker == [("reports.prepare_build", [7])]


def test_a_mail_with_the_same_key_is_queued_once():
    for _time in range(2):
        queue_mail("submissions/publish", to=["rita@example.org"], key="publish 1", reference="X/1")

    assert Outbox.objects.count() == 1


def test_a_faulty_template_fails_visibly_and_does_not_stop_the_rest(broker):
    queue_mail("submissions/no-such-letter", to=["rita@example.org"])
    queue_task("reports.prepare_build", 7)

    assert relay_outbox() == 1
    failed = Outbox.objects.get(kind="mail")
    assert failed.failed_at is not None
    assert "no-such-letter" in failed.error
    assert mail.outbox == []
    assert relay_outbox() == 0


def test_a_row_leased_by_a_relay_that_died_is_sent_after_the_lease(broker):
    queue_task("reports.prepare_build", 7)
    relaying._lease(10)
    assert relay_outbox() == 0

    Outbox.objects.update(due_at=now())
    assert relay_outbox() == 1


def test_numbers_only_go_up():
    assert [next_number("a"), next_number("a"), next_number("b"), next_number("a")] == [1, 2, 1, 3]
