"""Two people at the same moment; only PostgreSQL lets both write at once."""

import threading

import pytest
from django.db import connection, transaction

from hld_portal.refusals import Refused
from hld_portal.reports.services import issuing_plan
from hld_portal.reports.services.completing import abandon_issue
from submissions.models import Submission
from submissions.services.deciding import withdraw_submission
from tests.reports.issuing_cast import freeze, make_dolores, make_next, make_ready

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]
PATIENCE = 60  # seconds; a busy machine takes some to compose for the first time
LONG_ENOUGH = 0.5  # seconds in which the other one would be done, were it not made to wait


@pytest.fixture(autouse=True)
def two_writers():
    if connection.vendor != "postgresql":
        pytest.skip("on SQLite writers stand in line by themselves")


def in_a_thread(act):
    """Run something on a connection of its own; returns the thread and what came of it."""
    outcome = []

    def run():
        try:
            outcome.append(act())
        except Refused as refusal:
            outcome.append(refusal.code)
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread, outcome


def first():
    return Submission.objects.select_related("stakeholder").get(reference="HLD2013/0001")


def test_a_withdrawal_during_the_freeze_waits_and_is_refused(monkeypatch):
    report = make_ready()
    locked, submission = threading.Event(), first()
    real = issuing_plan.lock_submissions

    def lock_and_linger(wanted):
        found = real(wanted)
        locked.set()
        thread.join(LONG_ENOUGH)
        assert outcome == []  # it waits
        return found

    def withdraw():
        assert locked.wait(PATIENCE)
        return withdraw_submission(submission=submission, by=submission.created_by)

    monkeypatch.setattr(issuing_plan, "lock_submissions", lock_and_linger)
    thread, outcome = in_a_thread(withdraw)
    issue = freeze(report)
    thread.join(PATIENCE)

    assert outcome == ["moved_on"]
    assert first().state == "published"
    assert submission in [source.submission for source in issue.sources.all()]


def test_a_freeze_during_a_withdrawal_waits_and_does_without_it():
    report = make_ready()
    submission = first()
    withdrawing = threading.Event()

    def start():
        assert withdrawing.wait(PATIENCE)
        return freeze(report)

    thread, outcome = in_a_thread(start)
    with transaction.atomic():
        withdraw_submission(submission=submission, by=submission.created_by)
        withdrawing.set()
        thread.join(LONG_ENOUGH)
        assert outcome == []
    thread.join(PATIENCE)

    (issue,) = outcome
    assert issue.sources.count() == 4
    assert submission not in [source.submission for source in issue.sources.all()]


def test_what_is_given_up_meanwhile_frees_nothing_that_is_being_frozen(monkeypatch):
    given_up = freeze(make_ready())
    brief = make_next("brief")
    locked, real = threading.Event(), issuing_plan.lock_submissions

    def lock_and_linger(wanted):
        found = real(wanted)
        locked.set()
        thread.join(LONG_ENOUGH)
        assert outcome == []  # it waits
        return found

    def abandon():
        assert locked.wait(PATIENCE)
        return abandon_issue(issue=given_up, by=make_dolores()).state

    monkeypatch.setattr(issuing_plan, "lock_submissions", lock_and_linger)
    thread, outcome = in_a_thread(abandon)
    issue = freeze(brief, 2)
    thread.join(PATIENCE)

    assert outcome == ["abandoned"]
    assert issue.sources.count() == 5
    assert Submission.objects.filter(frozen_at=None).count() == 0
