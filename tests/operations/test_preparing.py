import pytest

from hld_portal.operations import preparing

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("missing", "called"), [([], []), (["guard_new"], ["migrate", "createcachetable"])]
)
def test_a_trigger_that_is_new_in_the_code_is_put_in_place(monkeypatch, missing, called):
    calls = []
    monkeypatch.setattr(preparing, "missing_triggers", lambda: missing)
    monkeypatch.setattr(
        preparing, "_output", lambda command, *rest, **options: calls.append(command)
    )

    preparing._migrate()

    assert calls == called
