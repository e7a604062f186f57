import importlib.util
import os
import subprocess
import sys
from importlib.machinery import SourceFileLoader

import pytest

from tests.services import ROOT


@pytest.fixture
def script(tmp_path, monkeypatch):
    loader = SourceFileLoader("portal_script", str(ROOT / "portal"))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader(loader.name, loader))
    loader.exec_module(module)
    locks = [tmp_path / "requirements.txt", tmp_path / "requirements-dev.txt"]
    for lock in locks:
        lock.write_text(f"{lock.name}\n")
    monkeypatch.setattr(module, "VENV", str(tmp_path / ".venv"))
    monkeypatch.setattr(module, "PYTHON", str(tmp_path / ".venv" / "bin" / "python"))
    monkeypatch.setattr(module, "STAMP", str(tmp_path / ".venv" / "portal-stamp.json"))
    monkeypatch.setattr(module, "LOCKS", list(map(str, locks)))
    return module


@pytest.fixture
def calls(script, monkeypatch):
    """Commands that the script calls; the environment appears as if they had worked."""
    made = []

    def call(command):
        made.append(" ".join(command).replace(script.VENV, ".venv"))
        if "venv" in command:
            os.makedirs(os.path.dirname(script.PYTHON))
            open(script.PYTHON, "w").close()
        return 0

    monkeypatch.setattr(script, "call", call)
    return made


def ended(function, *arguments):
    with pytest.raises(SystemExit) as end:
        function(*arguments)
    return end.value.code


def test_old_python_gets_one_sentence(script, monkeypatch, capsys):
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    monkeypatch.setattr(script.shutil, "which", lambda name: None)

    assert ended(script.find_python) == 3
    assert capsys.readouterr().err == (
        "error: python3: this is Python 3.9; the portal needs Python 3.11 or later.\n"
    )


def test_old_python_hands_over_to_a_newer_one_on_the_path(script, monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    monkeypatch.setattr(sys, "argv", ["./portal", "run", "--port", "1"])
    monkeypatch.setattr(script.shutil, "which", {"python3.12": "/opt/python3.12"}.get)
    handed = []
    monkeypatch.setattr(script.os, "execv", lambda path, words: handed.append((path, words[2:])))
    monkeypatch.setattr(script, "fail", lambda *_: None)

    script.find_python()

    assert handed == [("/opt/python3.12", ["run", "--port", "1"])]


def test_missing_venv_module_gets_one_sentence(script, calls, monkeypatch, capsys):
    rules = script.machine()
    absent = rules.Need("python3-venv", lambda: None, "python3-venv", "no environment")
    monkeypatch.setattr(rules, "VENV_MODULE", absent)
    monkeypatch.setattr(rules, "can_install", lambda: False)
    monkeypatch.setattr(rules.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(script, "machine", lambda: rules)

    assert ended(script.make_venv) == 3
    assert capsys.readouterr().err == (
        "error: python3-venv: it is missing; to install it: sudo apt-get update && "
        "sudo apt-get install -y --no-install-recommends python3-venv\n"
    )
    assert calls == []


def test_environment_is_made_once(script, calls):
    script.ensure_environment(with_tools=False)
    first = list(calls)
    script.ensure_environment(with_tools=False)

    assert [line.split(" -m ")[1].split(" --")[0] for line in first] == [
        "venv",
        "pip install",
        "uv pip sync",
    ]
    assert calls == first


def test_tests_add_the_tools_and_a_later_run_keeps_them(script, calls):
    script.ensure_environment(with_tools=False)
    assert "requirements-dev.txt" not in calls[-1]
    script.ensure_environment(with_tools=True)
    assert calls[-1].endswith("requirements.txt " + script.LOCKS[1])
    count = len(calls)

    script.ensure_environment(with_tools=False)

    assert len(calls) == count


def test_changed_lock_file_is_installed_again(script, calls):
    script.ensure_environment(with_tools=False)
    count = len(calls)
    with open(script.LOCKS[0], "a") as file:
        file.write("one-more==1.0\n")

    assert script.environment_state() == "stale"
    script.ensure_environment(with_tools=False)

    assert len(calls) == count + 2
    assert script.environment_state() == "ready"


def test_pip_takes_over_when_uv_fails(script, calls, monkeypatch, capsys):
    plain = script.call
    monkeypatch.setattr(script, "call", lambda words: plain(words) or int("uv" in words))

    script.ensure_environment(with_tools=False)

    assert calls[-1].endswith(f"pip install --require-hashes -r {script.LOCKS[0]}")
    assert "trying pip" in capsys.readouterr().err


def test_failed_installation_leaves_no_stamp(script, calls, monkeypatch, capsys):
    plain = script.call
    monkeypatch.setattr(script, "call", lambda words: plain(words) or int("pip" in words))

    assert ended(script.ensure_environment, False) == 3
    assert not os.path.exists(script.STAMP)
    assert "error: requirements.txt:" in capsys.readouterr().err


def need(rules, name, *, essential=()):
    return rules.Need(name, lambda: None, f"{name}-package", "nothing works", essential=essential)


def test_missing_library_stops_run_and_says_the_line(script, monkeypatch, capsys):
    rules = script.machine()
    monkeypatch.setattr(rules, "NEEDS", (need(rules, "libpango", essential=("run",)),))
    monkeypatch.setattr(rules, "can_install", lambda: False)
    monkeypatch.setattr(rules.os, "geteuid", lambda: 0)
    monkeypatch.setattr(script, "machine", lambda: rules)

    assert ended(script.ensure_machine, "run") == 3
    assert capsys.readouterr().err == (
        "error: libpango is missing: nothing works.\n"
        "To install: apt-get update && "
        "apt-get install -y --no-install-recommends libpango-package\n"
    )
    script.ensure_machine("manage")  # counting words needs no library
    assert "note: libpango is missing" in capsys.readouterr().err


def test_what_could_not_be_installed_is_not_tried_at_every_start(script, calls, monkeypatch):
    script.ensure_environment(with_tools=False)
    rules = script.machine()
    tried = []
    monkeypatch.setattr(rules, "NEEDS", (need(rules, "font"),))
    monkeypatch.setattr(rules, "can_install", lambda: True)
    monkeypatch.setattr(rules, "install", lambda needs: tried.append(needs[0].name))
    monkeypatch.setattr(script, "machine", lambda: rules)

    script.ensure_machine("run")
    script.ensure_machine("run")

    assert tried == ["font"]
    assert script.read_stamp()["tried"] == ["font"]


def test_unknown_command_is_wrong_usage():
    ending = subprocess.run([ROOT / "portal", "fly"], capture_output=True, text=True, check=False)

    assert ending.returncode == 2
    assert ending.stdout == ""
    assert ending.stderr.startswith("error: COMMAND: 'fly' is not one.\n\nusage: ./portal COMMAND")


def test_help_is_not_an_error():
    ending = subprocess.run(
        [ROOT / "portal", "--help"], capture_output=True, text=True, check=False
    )

    assert ending.returncode == 0
    assert ending.stdout.startswith("usage: ./portal COMMAND")


def test_relative_home_is_the_callers(script, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PORTAL_HOME", "data")
    monkeypatch.setenv("PYTHONPATH", "/elsewhere")
    handed = []
    monkeypatch.setattr(script.os, "execve", lambda *words: handed.append(words))

    script.hand_over("hld_portal.operations.run", ["--port", "1"])

    python, words, environment = handed[0]
    assert words == [python, "-P", "-m", "hld_portal.operations.run", "--port", "1"]
    assert environment["PORTAL_HOME"] == str(tmp_path / "data")
    assert environment["PYTHONPATH"] == str(ROOT)
