"""Real programs for tests: Redis, PostgreSQL, a running portal, a browser.

`tests/conftest.py` offers them as fixtures:

    def test_receipt_waits_for_redis(portal_site, browser_page):
        portal_site.redis.hang()
        browser_page.goto(portal_site.url + "/submit/hld-2013/2/")

A test names the fixtures; marks (`services`, `browser`) follow.
"""

from __future__ import annotations

import contextlib
import json
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest

from hld_portal.operations.machine import postgres_program, redis_program
from hld_portal.operations.programs import redis_answers

ROOT = Path(__file__).resolve().parent.parent
SHARED_DATA = ROOT.parent / "shared" / "data"  # outside the repository; may be absent
READY_SECONDS = 120


def missing(what: str, package: str) -> NoReturn:
    """Skip the test for want of a program; fail it where everything is required."""
    reason = f"{what} is missing (apt-get install {package})"
    if os.environ.get("PORTAL_REQUIRE_ALL") == "1":
        pytest.fail(f"PORTAL_REQUIRE_ALL: {reason}")
    pytest.skip(reason)


def need_program(name: str, package: str) -> str:
    """Return the path of a program, or skip or fail the test."""
    return shutil.which(name) or missing(name, package)


def until(condition: Callable[[], object], *, seconds: float, what: str) -> object:
    """Wait for a condition and return its value; fail with a sentence when it never comes."""
    end = time.monotonic() + seconds
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > end:
            pytest.fail(f"after {seconds} seconds still not: {what}")
        time.sleep(0.1)


class RedisServer:
    """A Redis of the test's own on a socket: can be stopped, started, hung and resumed."""

    def __init__(self) -> None:
        self.program = redis_program() or missing("redis-server", "redis-server")
        self.folder = Path(tempfile.mkdtemp(prefix="hld-redis-"))
        self.path = self.folder / "redis.sock"
        self.url = f"redis+socket://{self.path}"
        self.process: subprocess.Popen | None = None

    def start(self) -> RedisServer:
        command = [self.program, "--port", "0", "--unixsocket", self.path, "--dir", self.folder]
        command += ["--save", "", "--appendonly", "no"]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        until(lambda: redis_answers(self.path), seconds=10, what="Redis answers")
        return self

    def stop(self) -> None:
        """End it, as a crash would: nothing is kept, clients are refused."""
        if self.process:
            self.process.kill()
            self.process.wait()
            self.process = None

    def hang(self) -> None:
        """Freeze it: clients connect and wait for ever."""
        self.process.send_signal(signal.SIGSTOP)

    def resume(self) -> None:
        self.process.send_signal(signal.SIGCONT)

    def remove(self) -> None:
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


class Site:
    """A portal as `./portal run` starts it, on its own data, its own port and its own Redis."""

    def __init__(self, home: Path, redis: RedisServer | None = None) -> None:
        self.home = home
        self.redis = redis
        self.url = ""
        self.process: subprocess.Popen | None = None

    @property
    def environment(self) -> dict[str, str]:
        unset = ("DATABASE_URL", "PORTAL_URL", "REDIS_URL")
        environment = {key: value for key, value in os.environ.items() if key not in unset}
        environment |= {"PORTAL_HOME": str(self.home), "PYTHONPATH": str(ROOT)}
        environment["DJANGO_SETTINGS_MODULE"] = "hld_portal.settings"
        return environment | ({"REDIS_URL": self.redis.url} if self.redis else {})

    def start(self, *arguments: str, port: int = 0) -> Site:
        """Start it and wait until it says that it is ready."""
        self.home.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "-P", "-m", "hld_portal.operations.run"]
        command += ["--port", str(port), *arguments]
        with self.output.open("w") as output:
            self.process = subprocess.Popen(
                command, env=self.environment, stdout=output, stderr=subprocess.STDOUT
            )
        self.url = str(until(self._address, seconds=READY_SECONDS, what="the portal is ready"))
        return self

    @property
    def output(self) -> Path:
        """What it said so far, standard output and error."""
        return self.home / "output.txt"

    def _address(self) -> str:
        text = self.output.read_text()
        if self.process.poll() is not None:
            pytest.fail(f"the portal ended with status {self.process.returncode}:\n{text}")
        ready = "Portal ready at "
        lines = [line for line in text.splitlines() if line.startswith(ready)]
        return lines[0].removeprefix(ready).rstrip("/") if lines else ""

    def stop(self, number: int = signal.SIGTERM) -> int:
        """Ask it to stop and return its exit status."""
        self.process.send_signal(number)
        return self.process.wait(timeout=30)

    def remove(self) -> None:
        if self.process and self.process.poll() is None:
            self.stop()
        if self.redis:
            self.redis.remove()
        shutil.rmtree(self.home, ignore_errors=True)

    def pids(self) -> dict[str, int]:
        """Return the process of each program by name: web, worker, beat, redis."""
        rows = json.loads((self.home / "run" / "processes.json").read_text())
        return {row["name"]: row["pid"] for row in rows}

    def kill(self, name: str, number: int = signal.SIGKILL) -> None:
        """Send a signal to a program and all its own children."""
        os.killpg(self.pids()[name], number)

    def readiness(self) -> dict[str, bool]:
        return json.loads(self.get("/readyz/"))

    def get(self, path: str) -> str:
        with urllib.request.urlopen(self.url + path, timeout=15) as answer:
            return answer.read().decode()

    def manage(self, *arguments: str, stdin: str = "") -> subprocess.CompletedProcess:
        """Run a management command on the site's data."""
        return subprocess.run(
            [sys.executable, "-P", "-m", "hld_portal.operations.manage", *arguments],
            env=self.environment,
            input=stdin,
            capture_output=True,
            text=True,
            check=False,
        )

    def accounts(self) -> dict[str, dict[str, str]]:
        """Return the sample accounts by role."""
        rows = json.loads(self.manage("accounts", "--json").stdout.splitlines()[-1])
        return {row["role"]: row for row in rows}

    def mails(self) -> list[str]:
        """Return the text of each mail sent so far, oldest first."""
        files = sorted((self.home / "mail").glob("*"), key=lambda path: path.stat().st_mtime)
        return [path.read_text() for path in files]


def make_template(home: Path) -> None:
    """Prepare a PORTAL_HOME once; copies of it start at once."""
    code = (
        "import django; django.setup()\n"
        "from hld_portal.operations.preparing import prepare; prepare(sample=True)"
    )
    environment = Site(home).environment
    home.mkdir(parents=True)
    subprocess.run([sys.executable, "-P", "-c", code], env=environment, check=True)


def copy_template(template: Path, home: Path) -> None:
    """Copy a prepared PORTAL_HOME and note that the copy is prepared too."""
    from hld_portal.operations import stamp

    shutil.copytree(template, home)
    stamp.write(home, sample=bool(stamp.read(template)["sample"]))


class PostgreSQL:
    """A throw-away PostgreSQL in a short folder of /tmp; root runs it as `postgres`."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="hld-pg-", dir="/tmp"))
        self.url = f"postgres://postgres@{str(self.folder).replace('/', '%2F')}/portal"

    @staticmethod
    def why_not() -> str:
        """Return why it cannot run here; empty when it can."""
        if not postgres_program("initdb"):
            return "no PostgreSQL here (apt-get install postgresql)"
        if os.geteuid() == 0 and not _has_user("postgres"):
            return "no user called postgres, and initdb refuses root"
        return ""

    def __enter__(self) -> PostgreSQL:
        if os.geteuid() == 0:
            shutil.chown(self.folder, "postgres")
        data, options = str(self.folder / "data"), f"-k {self.folder} -c listen_addresses="
        # Nothing here must survive a power cut.
        options += " -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
        self._call("initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")
        self._call("pg_ctl", "-D", data, "-w", "-l", f"{data}/log", "-o", options, "start")
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(subprocess.CalledProcessError):
            self._call("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)

    def _call(self, program: str, *arguments: str) -> None:
        command = [str(postgres_program(program)), *arguments]
        if os.geteuid() == 0:
            command = ["runuser", "-u", "postgres", "--", *command]
        subprocess.run(command, cwd=self.folder, stdout=subprocess.DEVNULL, check=True)


def _has_user(name: str) -> bool:
    try:
        return bool(pwd.getpwnam(name))
    except KeyError:
        return False
