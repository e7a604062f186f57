"""The programs of a running portal and how each shows that it answers."""

from __future__ import annotations

import os
import socket
import sys
import urllib.error
import urllib.request
from pathlib import Path

from hld_portal.operations.home import CHECKOUT, portal_home
from hld_portal.operations.processes import Child

PYTHON = [sys.executable, "-P", "-m"]
WEB_WORKERS = 2
TASK_WORKERS = 2
WORKER_MEMORY = 400_000  # KiB; a process that freezing a long document left larger is replaced


def environment(*, redis_url: str, url: str) -> dict[str, str]:
    """Return the environment that every program of one portal shares."""
    return {
        **os.environ,
        **_database(),
        "PYTHONPATH": str(CHECKOUT),
        "DJANGO_SETTINGS_MODULE": "hld_portal.settings",
        "PORTAL_HOME": str(portal_home()),
        "PORTAL_URL": url,
        "REDIS_URL": redis_url,
    }


def _database() -> dict[str, str]:
    """Keep the caller's meaning of a relative SQLite file; the programs start elsewhere."""
    scheme, slashes, path = os.environ.get("DATABASE_URL", "").partition(":///")
    if not scheme.startswith("sqlite") or not path or path == ":memory:":
        return {}
    return {"DATABASE_URL": f"{scheme}{slashes}{Path(path).absolute()}"}


def redis(*, program: str, path: Path, shared: dict[str, str]) -> Child:
    """Redis on a socket, keeping nothing: the truth about tasks is in the database."""
    command = [program, "--port", "0", "--unixsocket", str(path), "--unixsocketperm", "700"]
    command += ["--save", "", "--appendonly", "no", "--dir", str(path.parent), "--daemonize", "no"]
    return _child("redis", command, lambda: redis_answers(path), shared)


def web(*, door: socket.socket, shared: dict[str, str]) -> Child:
    """Gunicorn at a door that is held already, so that nobody else can answer there."""
    # In memory where that exists: gunicorn's heartbeat file must not wait for a disk.
    memory = ["--worker-tmp-dir", "/dev/shm"] if os.access("/dev/shm", os.W_OK) else []  # noqa: S108
    command = [*PYTHON, "gunicorn", "--bind", f"fd://{door.fileno()}", "--no-control-socket"]
    command += ["--worker-class", "gthread", "--workers", str(WEB_WORKERS), "--threads", "4"]
    command += [
        "--preload",
        "--timeout",
        "60",
        "--graceful-timeout",
        "5",
        "--access-logfile",
        "-",
        *memory,
    ]
    url = f"http://127.0.0.1:{door.getsockname()[1]}/healthz/"
    child = _child("web", [*command, "hld_portal.wsgi"], lambda: web_answers(url), shared)
    child.inherits = (door.fileno(),)
    return child


def worker(*, shared: dict[str, str]) -> Child:
    command = [*PYTHON, "celery", "-A", "hld_portal", "worker", "--loglevel", "INFO"]
    command += ["--pool", "prefork", "--concurrency", str(TASK_WORKERS)]
    command += ["--without-gossip", "--without-mingle"]
    command += ["--max-memory-per-child", str(WORKER_MEMORY)]
    return _child("worker", command, worker_answers, shared)


def beat(*, shared: dict[str, str]) -> Child:
    command = [*PYTHON, "celery", "-A", "hld_portal", "beat", "--loglevel", "WARNING", "--pidfile="]
    return _child("beat", command, lambda: True, shared)


def _child(name: str, command: list[str], answers, shared: dict[str, str]) -> Child:
    log = portal_home() / "log" / f"{name}.log"
    return Child(name=name, command=command, answers=answers, environment=shared, log=log)


def redis_answers(path: Path) -> bool:
    try:
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(0.5)
            connection.connect(str(path))
            connection.sendall(b"PING\r\n")
            return connection.recv(16).startswith(b"+PONG")
    except OSError:
        return False


def web_answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:  # noqa: S310 -- our own address
            return answer.status == 200
    except (OSError, urllib.error.URLError):
        return False


def worker_answers() -> bool:
    """Ask over Celery itself; needs the settings of the portal that is started."""
    from hld_portal.operations.readiness import is_worker_up  # noqa: PLC0415 -- reads settings

    return is_worker_up()
