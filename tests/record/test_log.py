from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from hld_portal.record import services
from hld_portal.record.models import LogAnchor, LogEntry
from hld_portal.record.services import log_move, log_same_move
from hld_portal.record.triggers import GUARDS, check_triggers, existing_triggers, install_triggers
from hld_portal.record.verifying import anchor_log, find_breaks
from submissions.enums import State
from submissions.models import Submission
from tests.make import make_dialogue, make_submission

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def unguarded():
    """Take the guards away, as somebody with the database's password could."""

    def take_away(*names):
        with connection.cursor() as cursor:
            for guard in GUARDS:
                if guard.name in names:
                    table = f" ON {guard.table}" if connection.vendor == "postgresql" else ""
                    cursor.execute(f"DROP TRIGGER {guard.name}{table}")

    yield take_away
    install_triggers()


LOG_GUARDS = ("guard_record_logentry_update", "guard_record_logentry_delete")


def test_an_untouched_log_is_whole(capsys):
    make_submission(state=State.PUBLISHED)
    count = LogEntry.objects.count()

    call_command("verify_log")

    assert capsys.readouterr().out == f"ok {count} entries\n"


@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_database_refuses_to_change_an_entry(change):
    make_submission()
    entries = LogEntry.objects.filter(sequence=1)

    with pytest.raises(Exception, match="may not be changed"), transaction.atomic():
        entries.update(verb="other") if change == "update" else entries.delete()


def test_a_changed_entry_shows(unguarded):
    make_submission(state=State.PUBLISHED)
    entry = LogEntry.objects.get(verb="publish")
    unguarded(*LOG_GUARDS)
    LogEntry.objects.filter(pk=entry.pk).update(verb="decline")
    install_triggers()

    assert [text.split(":")[0] for text in find_breaks()] == [str(entry.pk)]


def test_a_deleted_last_entry_shows_by_the_head(unguarded):
    submission = make_submission(state=State.PUBLISHED)
    unguarded(*LOG_GUARDS)
    LogEntry.objects.filter(verb="publish").delete()
    install_triggers()

    assert list(find_breaks()) == [f"submission {submission.pk}: it had 4 entries, 3 are left"]


def test_a_chain_cut_with_its_head_shows_by_the_anchor(unguarded):
    submission = make_submission(state=State.PUBLISHED)
    anchor = anchor_log()
    unguarded(*LOG_GUARDS)
    LogEntry.objects.filter(verb="publish").delete()
    last = LogEntry.objects.get(sequence=3)
    Submission.objects.filter(pk=submission.pk).update(log_count=3, log_head=last.hash)
    install_triggers()

    assert list(find_breaks()) == [f"anchor of {anchor.day}: 4 entries then, 3 now"]


def test_a_removed_trigger_shows(unguarded, capsys):
    unguarded("guard_record_logentry_delete")

    with pytest.raises(SystemExit) as stop:
        call_command("verify_log")

    assert stop.value.code == 1
    assert "broken at trigger guard_record_logentry_delete" in capsys.readouterr().out
    assert [found.id for found in check_triggers(databases=["default"])] == ["record.W001"]


def test_all_guards_stand_after_migrating():
    assert {guard.name for guard in GUARDS} <= existing_triggers()
    assert check_triggers(databases=["default"]) == []


def test_one_anchor_a_day():
    make_submission()

    assert anchor_log() is not None
    assert anchor_log() is None
    assert LogAnchor.objects.count() == 1


def test_no_entry_outside_a_transaction(monkeypatch):
    dialogue = make_dialogue()
    outside = SimpleNamespace(in_atomic_block=False)
    monkeypatch.setattr(services.transaction, "get_connection", lambda: outside)

    with pytest.raises(RuntimeError):
        log_move(dialogue, verb="load")


def test_many_entries_at_once_chain_as_single_ones_do(django_assert_num_queries):
    rows = [make_submission(state=State.PUBLISHED) for _row in range(3)]
    counts = [row.log_count for row in rows]

    with transaction.atomic(), django_assert_num_queries(3):  # heads, entries, rows
        assert log_same_move(rows, verb="freeze", symbol="X/1") == 3

    fresh = Submission.objects.in_bulk([row.pk for row in rows])
    assert [fresh[row.pk].log_count for row in rows] == [count + 1 for count in counts]
    entry = rows[0].log_entries().last()
    assert (entry.verb, entry.from_state, entry.to_state, entry.details) == (
        "freeze",
        "published",
        "published",
        {"symbol": "X/1"},
    )
    assert list(find_breaks()) == []
