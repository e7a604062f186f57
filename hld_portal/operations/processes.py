"""Programs that run beside the portal: started in groups, watched, stopped without leftovers."""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from hld_portal.operations.home import CHECKOUT

STOP_SECONDS = 10
LOG_LIMIT = 5_000_000  # bytes
SIGNALS = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}
PR_SET_PDEATHSIG = 1


@dataclass
class Child:
    """One program with its log; may die and be started again."""

    name: str
    command: list[str]
    answers: Callable[[], bool]
    environment: dict[str, str]
    log: Path
    inherits: tuple[int, ...] = ()  # open files that it takes over
    process: subprocess.Popen | None = None
    starts: list[float] = field(default_factory=list)

    def start(self) -> None:
        """Start it in a process group of its own, so that Ctrl-C reaches only the supervisor."""
        _rotate(self.log)
        # A signal between fork and assignment would leave a child that nobody knows.
        signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)
        try:
            with self.log.open("ab") as log:
                self.process = subprocess.Popen(
                    self.command,
                    env=self.environment,
                    cwd=CHECKOUT,  # gunicorn and celery import from the folder they start in
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    pass_fds=self.inherits,
                    start_new_session=True,
                    preexec_fn=_in_child,
                )
            self.starts = [*self.starts[-9:], time.monotonic()]
        finally:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, SIGNALS)

    @property
    def pid(self) -> int:
        return self.process.pid if self.process else 0

    def status(self) -> int | None:
        """Return the exit status, None while it runs."""
        return self.process.poll() if self.process else None

    def forget(self) -> None:
        """Collect the status of an ended process, so that none stays behind as a zombie."""
        if self.process:
            self.process.wait()
        self.process = None

    def is_failing(self) -> bool:
        """Say whether it died so often that the next start should wait."""
        return len(self.starts) >= 5 and self.starts[-1] - self.starts[-5] < 30

    def last_words(self, lines: int = 15) -> str:
        text = self.log.read_text(errors="replace") if self.log.exists() else ""
        return "\n".join(text.splitlines()[-lines:])


def _in_child() -> None:
    signal.pthread_sigmask(signal.SIG_SETMASK, set())
    # Linux: end when the supervisor is gone, also when it could not say so (SIGKILL).
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _rotate(log: Path) -> None:
    log.parent.mkdir(parents=True, exist_ok=True)
    if log.exists() and log.stat().st_size > LOG_LIMIT:
        log.replace(log.with_suffix(".log.1"))


def stop(children: Iterable[Child], is_hurried: Callable[[], bool] = lambda: False) -> None:
    """End the children: asked first, killed with their whole group after ten seconds."""
    running = [child for child in children if child.process]
    for child in running:
        with contextlib.suppress(ProcessLookupError):
            os.kill(child.pid, signal.SIGTERM)
    until = time.monotonic() + STOP_SECONDS
    while any(child.status() is None for child in running):
        if time.monotonic() > until or is_hurried():
            break
        time.sleep(0.05)
    for child in running:
        kill_group(child.pid)  # its own children too, and what ignored the request
        child.forget()


def kill_group(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)


# --- What an earlier supervisor left behind --------------------------------------------------


def write_list(path: Path, children: Iterable[Child]) -> None:
    """Note which processes run, so that the next start finds those of a killed supervisor."""
    rows = [
        {"name": child.name, "pid": child.pid, "began": began(child.pid)}
        for child in children
        if child.process
    ]
    part = path.with_suffix(".part")
    part.write_text(json.dumps(rows))
    part.replace(path)


def stop_leftovers(path: Path) -> None:
    """End processes of an earlier run that are still there. A reused number is left alone."""
    try:
        rows = json.loads(path.read_text())
    except (OSError, ValueError):
        return
    for row in rows:
        if row["began"] and began(row["pid"]) == row["began"]:
            print(f"Stopping {row['name']} of an earlier run ...", file=sys.stderr, flush=True)
            kill_group(row["pid"])
    path.unlink(missing_ok=True)


def began(pid: int) -> str:
    """Return when a process began, as the system tells it; empty when there is no such process."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return "" if fields[0] == "Z" else fields[19]
    except (OSError, IndexError):
        pass
    if Path("/proc/self").exists():
        return ""
    command = ["ps", "-o", "lstart=", "-p", str(pid)]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()
