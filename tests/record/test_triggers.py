import pytest
from django.db import connection, models

from hld_portal.record.triggers import (
    GUARDS,
    existing_triggers,
    install_triggers,
    lift_triggers,
    missing_triggers,
)
from hld_portal.reports.models import Issue

pytestmark = [pytest.mark.django_db, pytest.mark.database]
NAMES = {guard.name for guard in GUARDS}


@pytest.fixture
def guarded():
    assert existing_triggers() >= NAMES
    yield
    install_triggers()


def test_guards_are_lifted_while_something_is_migrated_and_put_back(guarded):
    lift_triggers(plan=["a migration"])
    assert existing_triggers() & NAMES == set()

    install_triggers()
    assert missing_triggers() == []


def test_nothing_is_lifted_where_nothing_is_to_be_migrated(guarded):
    lift_triggers(plan=[])
    assert existing_triggers() >= NAMES


def test_a_guard_names_all_columns_but_the_free_ones():
    guard = next(guard for guard in GUARDS if guard.name == "guard_reports_issue_update")
    columns = {field.column for field in Issue._meta.concrete_fields}
    assert columns - set(guard.watched) == {"log_head", "log_count"}


@pytest.mark.django_db(transaction=True)
def test_a_table_that_guards_name_can_be_altered_once_they_are_lifted(guarded):
    old = Issue._meta.get_field("note")
    new = models.TextField(blank=True, null=True)
    new.set_attributes_from_name("note")
    lift_triggers(plan=["a migration"])
    try:
        with connection.schema_editor() as editor:
            editor.alter_field(Issue, old, new)
    finally:
        with connection.schema_editor() as editor:
            editor.alter_field(Issue, new, old)
    install_triggers()
    assert missing_triggers() == []
