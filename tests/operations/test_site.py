import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from hld_portal.operations import programs
from hld_portal.operations.processes import began
from tests.services import until

ALL_UP = {"database": True, "redis": True, "worker": True, "storage": True}


def wait_for(site, **expected):
    """Wait until readiness says so, and nothing else is down."""
    wanted = {**ALL_UP, **expected}
    until(lambda: answer(site, "/readyz/")[1] == wanted, seconds=20, what=f"{wanted}")


def answer(site, path):
    began_at = time.monotonic()
    try:
        return 200, site.readiness(), time.monotonic() - began_at
    except urllib.error.HTTPError as error:
        return error.code, json.loads(error.read()), time.monotonic() - began_at


def is_alive(pid):
    return bool(began(pid))


def everything_of(home):
    """Return the processes whose environment names this PORTAL_HOME."""
    sought = f"PORTAL_HOME={home}".encode()
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if sought in (folder / "environ").read_bytes().split(b"\0"):
                found.append(int(folder.name))
        except OSError:
            continue
    return [pid for pid in found if is_alive(pid)]


# --- While it runs: each part stopped in turn ------------------------------------------------


def test_health_says_ok(portal_site):
    assert portal_site.get("/healthz/") == "ok"
    assert answer(portal_site, "/readyz/")[:2] == (200, ALL_UP)


def test_hung_redis_is_told_within_a_second_or_so(portal_site):
    portal_site.redis.hang()
    try:
        status, parts, seconds = answer(portal_site, "/readyz/")
        assert (status, parts) == (200, {**ALL_UP, "redis": False, "worker": False})
        assert seconds < 3  # the deadline is one; the rest is for a busy machine
        assert portal_site.get("/healthz/") == "ok"
    finally:
        portal_site.redis.resume()
    wait_for(portal_site)


def test_stopped_redis_is_told_and_the_worker_finds_it_again(portal_site):
    portal_site.redis.stop()
    wait_for(portal_site, redis=False, worker=False)

    portal_site.redis.start()

    wait_for(portal_site)


def test_hung_worker_is_told(portal_site):
    portal_site.kill("worker", signal.SIGSTOP)
    try:
        assert answer(portal_site, "/readyz/")[:2] == (200, {**ALL_UP, "worker": False})
    finally:
        portal_site.kill("worker", signal.SIGCONT)
    wait_for(portal_site)


@pytest.mark.parametrize("name", ["web", "worker", "beat"])
def test_killed_program_comes_back(portal_site, name):
    before = portal_site.pids()[name]
    os.kill(before, signal.SIGKILL)

    until(lambda: portal_site.pids()[name] != before, seconds=10, what=f"another {name}")

    assert f"{name} ended with status -9; starting it again" in portal_site.output.read_text()
    until(lambda: is_ready(portal_site), seconds=30, what="all is up again")


def is_ready(site):
    try:
        return site.readiness() == ALL_UP
    except OSError:
        return False


def test_storage_that_cannot_be_written_answers_503(portal_site):
    media = portal_site.home / "media"
    media.rename(portal_site.home / "away") if media.exists() else None
    media.write_text("a file where a folder should be")
    try:
        assert answer(portal_site, "/readyz/")[:2] == (503, {**ALL_UP, "storage": False})
    finally:
        media.unlink()
        if (portal_site.home / "away").exists():
            (portal_site.home / "away").rename(media)
    wait_for(portal_site)


def test_database_that_went_away_answers_503(portal_site):
    database = portal_site.home / "db.sqlite3"
    files = list(portal_site.home.glob("db.sqlite3*"))
    for file in files:
        file.rename(file.with_name(f"away-{file.name}"))
    database.mkdir()
    try:
        assert answer(portal_site, "/readyz/")[:2] == (503, {**ALL_UP, "database": False})
        assert portal_site.get("/healthz/") == "ok"
    finally:
        database.rmdir()
        for file in files:
            file.with_name(f"away-{file.name}").rename(file)
    wait_for(portal_site)


def test_neither_answer_is_cached_or_asks_for_a_session(portal_site):
    for path in ("/healthz/", "/readyz/"):
        with urllib.request.urlopen(portal_site.url + path) as response:
            assert "no-store" in response.headers["Cache-Control"]
            assert response.headers["Set-Cookie"] is None


# --- Starting and stopping ---------------------------------------------------------------------


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_stopping_leaves_no_process(make_site, site_template, number):
    site = make_site(template=site_template).start()
    assert set(site.pids()) == {"web", "worker", "beat", "redis"}
    assert len(everything_of(site.home)) > 4

    assert site.stop(number) == 0

    assert everything_of(site.home) == []
    assert site.output.read_text().endswith("Stopped.\n")


def test_files_of_the_callers_folder_are_never_imported(
    make_site, site_template, tmp_path, monkeypatch
):
    names = ["csp.py", "celery.py", "kombu.py", "hld_portal.py", "submissions.py", "weasyprint.py"]
    for name in [*names, "gunicorn.conf.py"]:
        (tmp_path / name).write_text("raise SystemExit(f'{__file__} was imported')\n")
    monkeypatch.chdir(tmp_path)

    site = make_site(template=site_template).start()

    assert site.readiness() == ALL_UP
    assert site.manage("verify_log").stdout.startswith("ok ")
    assert site.stop() == 0
    assert "was imported" not in site.output.read_text()


def test_second_portal_and_taken_port_are_refused_with_a_sentence(make_site, site_template):
    first = make_site(template=site_template).start()
    second, third = make_site(first.home), make_site()

    run_to_end(second, port=0)
    assert second.process.returncode == 3
    assert second.output.read_text() == (
        f"error: PORTAL_HOME: a portal runs here already, at {first.url} "
        f"(process {first.process.pid}).\n"
    )

    port = int(first.url.rpartition(":")[2])
    run_to_end(third, port=port)
    assert third.process.returncode == 3
    assert third.output.read_text() == (
        f"error: port {port}: another program uses it; choose another with --port N.\n"
    )
    assert first.readiness() == ALL_UP


def run_to_end(site, port):
    with pytest.raises(pytest.fail.Exception):
        site.start(port=port)


def test_killed_supervisor_leaves_nothing_that_stops_the_next_start(make_site, site_template):
    site = make_site(template=site_template).start()
    port = int(site.url.rpartition(":")[2])
    site.process.kill()
    site.process.wait()

    site.start(port=port)

    assert site.readiness() == ALL_UP
    assert "Preparing" not in site.output.read_text()
    assert site.stop() == 0
    assert everything_of(site.home) == []


def test_stop_while_setting_up_leaves_no_process(make_site):
    site = make_site()
    site.home.mkdir()
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "hld_portal.operations.run", "--port", "0"],
        env=site.environment,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr.readline() == "Preparing the database ...\n"

    process.terminate()

    assert process.wait(timeout=15) == 0
    assert process.stderr.read() == "Stopped.\n"
    process.stderr.close()
    assert everything_of(site.home) == []


def test_folder_that_cannot_be_made_is_refused_with_a_sentence(make_site, tmp_path):
    (tmp_path / "file").write_text("no folder")
    site = make_site()
    site.home = tmp_path / "file" / "home"

    ending = site.manage("version")

    assert ending.returncode == 3
    assert ending.stderr == (
        f"error: PORTAL_HOME: {site.home} cannot be written: Not a directory.\n"
    )


def test_long_folder_gets_its_socket_elsewhere(make_site, site_template, tmp_path):
    long = tmp_path / ("a" * 60) / ("b" * 60)
    long.parent.mkdir()
    site = make_site(long, site_template).start()

    assert site.readiness() == ALL_UP
    assert site.stop() == 0


def test_first_command_on_an_empty_folder_makes_the_database(make_site):
    site = make_site()

    ending = site.manage("verify_log")

    assert (ending.returncode, ending.stdout) == (0, "ok 0 entries\n")
    assert ending.stderr == "Making the database ...\n"


def test_database_without_tables_gets_a_sentence(make_site):
    site = make_site()
    site.home.mkdir()
    (site.home / "db.sqlite3").touch()

    ending = site.manage("verify_log")

    assert ending.returncode == 3
    assert ending.stderr.startswith("error: database: no such table: ")
    assert ending.stderr.endswith("./portal manage migrate brings it there.\n")


def test_unknown_command_is_wrong_usage(make_site):
    ending = make_site().manage("fly")

    assert (ending.returncode, ending.stdout) == (2, "")
    assert ending.stderr == "error: COMMAND: 'fly' is not one; ./portal manage help lists them.\n"


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("sqlite:///own.db", "sqlite:///{}/own.db"),
        ("sqlite:////srv/own.db", "sqlite:////srv/own.db"),
        ("postgres://somebody@somewhere/portal", "postgres://somebody@somewhere/portal"),
    ],
)
def test_a_relative_database_stays_the_callers(tmp_path, monkeypatch, given, told):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", given)

    environment = programs.environment(redis_url="redis://", url="http://127.0.0.1:1")

    assert environment["DATABASE_URL"] == told.format(tmp_path)
