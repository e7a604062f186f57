"""Work in a process of its own, which cannot take longer or hold more than it may.

A layout that hangs or eats all memory does so in C, where no signal handler of Python runs and
a failed allocation ends the process. A child can be killed; whoever waits for it goes on. It
also takes its memory with it, so that a worker stays as small as it was.
"""

from __future__ import annotations

import ctypes
import gc
import os
import pickle
import re
import resource
import select
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

CHUNK_SECONDS, CHUNK_MEGABYTES = 240.0, 1_000  # of some 20 pages, which take 2 and 60
STEP_SECONDS, STEP_MEGABYTES = 540.0, 3_000  # joining a volume, or another format of it
AT_ONCE = 1 << 20  # bytes
PR_SET_PDEATHSIG = 1
TAKEN_SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP", "SIGUSR1", "SIGALRM", "SIGCHLD")


class OverLimit(Exception):
    """The work took too long or held too much; the message says which, and how much it may."""


def bounded(
    work: Callable[[], Any], *, seconds: float | None = None, megabytes: int | None = None
) -> Any:
    """Do a piece of work in a child process and return what it returns.

    Nothing that it changes in memory is seen here, and it must not touch the database.
    What it raises is raised here.

    Args:
        seconds: how long it may take; a chunk's time if not given.
        megabytes: how much it may hold beyond what this process holds; a chunk's, too.

    Raises:
        OverLimit: it took longer, or needed more.
    """
    seconds = CHUNK_SECONDS if seconds is None else seconds
    megabytes = CHUNK_MEGABYTES if megabytes is None else megabytes
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        _work_as_child(work, writing, megabytes)
    os.close(writing)
    ended = False
    try:
        answer = _read(reading, time.monotonic() + seconds)
        ended = answer is not None
    finally:
        os.close(reading)
        if not ended:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        _, status = os.waitpid(pid, 0)
    if answer is None:
        raise OverLimit(f"took longer than {seconds:g} seconds")
    if not answer:
        # Pango and others end the process where they get no memory.
        raise OverLimit(
            f"was ended by the machine (status {status}), most likely because it needed more "
            f"than {megabytes} MB of memory"
        )
    return _result(answer, megabytes)


def _read(source: int, until: float) -> bytes | None:
    """Read to the end; None when time runs out before."""
    waiting = select.poll()
    waiting.register(source, select.POLLIN | select.POLLHUP)
    parts: list[bytes] = []
    while (left := until - time.monotonic()) > 0 and waiting.poll(left * 1000):
        part = os.read(source, AT_ONCE)
        if not part:
            return b"".join(parts)
        parts.append(part)
    return None


def _result(answer: bytes, megabytes: int) -> Any:
    kind, value = pickle.loads(answer)  # noqa: S301 -- written by our own child
    if kind == "memory":
        raise OverLimit(f"needed more than {megabytes} MB of memory")
    if kind == "raised":
        raise value
    return value


# In the child


def _work_as_child(work: Callable[[], Any], writing: int, megabytes: int) -> NoReturn:
    """Work, answer, and end at once: nothing of the parent's is closed or flushed here."""
    try:
        _become_child(megabytes)
        answer = _answer(work)
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(answer)
    finally:
        os._exit(0)


def _become_child(megabytes: int) -> None:
    for name in TAKEN_SIGNALS:
        signal.signal(getattr(signal, name), signal.SIG_DFL)
    # Linux: end when the worker is killed, also when it could not say so.
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    gc.disable()  # the end of the process is the collection
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    held = _held()
    if held is not None:
        hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
        resource.setrlimit(resource.RLIMIT_DATA, (held + megabytes * 1_000_000, hard))


def _held() -> int | None:
    """Say how much writable memory this process has, in bytes; None where Linux is not."""
    try:
        found = re.search(r"VmData:\s+(\d+) kB", Path("/proc/self/status").read_text())
    except OSError:
        return None
    return int(found[1]) * 1024 if found else None


def _answer(work: Callable[[], Any]) -> bytes:
    try:
        return pickle.dumps(("done", work()))
    except MemoryError:
        _lift_limit()
        return pickle.dumps(("memory", None))
    except Exception as error:
        try:
            answer = pickle.dumps(("raised", error))
            pickle.loads(answer)  # noqa: S301 -- our own
        except Exception:
            answer = pickle.dumps(("raised", RuntimeError(f"{type(error).__name__}: {error}")))
        return answer


def _lift_limit() -> None:
    hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
    resource.setrlimit(resource.RLIMIT_DATA, (hard, hard))
