import pytest

from hld_portal.operations import preparing

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("missing", "called"), [([], []), (["guard_new"], ["migrate", "createcachetable"])]
)
def test_a_missing_trigger_is_put_in_place_and_named(monkeypatch, capsys, missing, called):
    calls = []
    monkeypatch.setattr(preparing, "missing_triggers", lambda: missing)
    monkeypatch.setattr(
        preparing, "_output", lambda command, *rest, **options: calls.append(command)
    )

    preparing._migrate()

    assert calls == called
    assert ("put back now: guard_new" in capsys.readouterr().err) is bool(missing)
