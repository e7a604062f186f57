import pytest

from hld_portal.operations import manage


@pytest.mark.parametrize(
    ("command", "compiled"), [("migrate", 1), ("collectstatic", 1), ("verify_log", 0)]
)
def test_putting_a_version_in_place_compiles_the_translations(monkeypatch, command, compiled):
    calls = []
    monkeypatch.setattr(manage, "make_missing_database", lambda: None)
    monkeypatch.setattr(manage, "compile_catalogues", lambda: calls.append("compile"))
    monkeypatch.setattr(manage, "execute_from_command_line", lambda words: calls.append(words[1]))

    assert manage.main([command]) == 0

    assert calls == ["compile"] * compiled + [command]
