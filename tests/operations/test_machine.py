import pytest

from hld_portal.operations import machine


@pytest.fixture
def needs(monkeypatch):
    """Put made-up needs in place of the real ones, as seen by an ordinary user."""

    def put(*rows):
        monkeypatch.setattr(machine, "NEEDS", rows)
        monkeypatch.setattr(machine.os, "geteuid", lambda: 1000)
        return rows

    return put


def need(name, found, *, essential=(), commands=machine.ALL):
    return machine.Need(name, lambda: found, f"{name}-pkg", "it rains", commands, essential)


def test_doctor_names_what_is_missing_and_the_line_that_mends_it(needs, capsys):
    needs(need("sun", "/usr/bin/sun"), need("roof", None, essential=("run",)), need("hat", None))

    assert machine.report("ready") == 3

    lines = capsys.readouterr().out.splitlines()
    assert lines[1:] == [
        "ok  environment in .venv     ready",
        "ok  sun                      /usr/bin/sun",
        "--  roof                     missing  (it rains)",
        "--  hat                      missing  (it rains)",
        "",
        "To install what is missing:",
        "  sudo apt-get update && sudo apt-get install -y --no-install-recommends hat-pkg roof-pkg",
    ]


def test_doctor_is_content_without_what_is_not_essential(needs, capsys):
    needs(need("sun", "yes"), need("hat", None))

    assert machine.report("missing") == 0
    assert "--  environment in .venv     missing  (made by the first ./portal run)" in (
        capsys.readouterr().out.splitlines()
    )


def test_only_what_the_command_wants_is_missed(needs):
    sun, browser = needs(need("sun", None), need("browser", None, commands=("test",)))

    assert machine.missing("run") == [sun]
    assert machine.missing("test") == [sun, browser]


def test_installing_asks_apt_once_for_all_and_starts_no_service(needs, monkeypatch, capsys):
    calls = []
    monkeypatch.setattr(
        machine.subprocess, "call", lambda words, env, **_: calls.append((words, env))
    )

    machine.install(list(needs(need("sun", None), need("hat", None))))

    assert [words[4:] for words, _ in calls] == [
        ["update"],
        ["install", "-y", "--no-install-recommends", "hat-pkg", "sun-pkg"],
    ]
    assert calls[0][1]["RUNLEVEL"] == "1"
