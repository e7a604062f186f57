"""`./portal run`: set up, start every program, watch over them, stop them all."""

from __future__ import annotations

import argparse
import errno
import fcntl
import json
import os
import signal
import socket
import sys
import time
from typing import IO

import django
from django.core.exceptions import ImproperlyConfigured
from environs import EnvError

from hld_portal.operations import processes, programs, stamp
from hld_portal.operations.home import ensure_home, fail, portal_home, run_folder, socket_path
from hld_portal.operations.machine import redis_program
from hld_portal.operations.processes import Child

READY_SECONDS = 90
REDIS_LINE = "apt-get update && apt-get install -y redis-server"


class Stopped(BaseException):
    """Somebody asked the portal to stop (Ctrl-C, SIGTERM)."""


class Supervisor:
    """The programs of one portal: started in order, started again when they die, all stopped."""

    def __init__(self) -> None:
        self.children: list[Child] = []
        self.is_hurried = False
        self.list_path = run_folder() / "processes.json"

    def start(self, *children: Child) -> None:
        """Start programs together; they load side by side."""
        for child in children:
            self.children.append(child)
            child.start()
            processes.write_list(self.list_path, self.children)

    def wait(self) -> None:
        """Wait until each program answers, or end with the last words of one that does not."""
        until = time.monotonic() + READY_SECONDS
        for child in self.children:
            while not child.answers():
                if child.status() is not None or time.monotonic() > until:
                    print(child.last_words(), file=sys.stderr)
                    fail(child.name, f"it did not start; see {child.log}.")
                time.sleep(0.1)

    def watch(self) -> None:
        """Start again what dies, for ever."""
        while True:
            time.sleep(0.5)
            for child in self.children:
                if child.status() is not None:
                    self._start_again(child)

    def _start_again(self, child: Child) -> None:
        processes.kill_group(child.pid)  # its own children, orphaned with it
        say(
            f"{child.name} ended with status {child.status()}; starting it again (see {child.log})."
        )
        if child.is_failing():
            time.sleep(5)
        child.start()
        processes.write_list(self.list_path, self.children)

    def stop(self) -> None:
        """Stop all: Redis last, so that the others can put away what they hold."""
        on_signals(self._hurry)
        last = [child for child in self.children if child.name == "redis"]
        others = [child for child in self.children if child.name != "redis"]
        processes.stop(others, lambda: self.is_hurried)
        processes.stop(last, lambda: self.is_hurried)
        self.list_path.unlink(missing_ok=True)

    def _hurry(self, *_: object) -> None:
        self.is_hurried = True


def main(arguments: list[str]) -> int:
    options = parse(arguments)
    if os.environ.get("PORTAL_MODE", "local") != "local":
        fail("PORTAL_MODE", "run serves this machine only; README, 'For real', says the rest.")
    ensure_home()
    on_signals(_stopped)
    try:
        with lock() as mine:
            return serve(mine, options)
    except (ImproperlyConfigured, EnvError) as error:
        fail("settings", str(error))
    except Stopped:
        say("Stopped.")
        return 0


def parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./portal run", allow_abbrev=False)
    parser.add_argument("--port", type=port_number, default=8000, help="0 takes a free one")
    parser.add_argument("--no-sample", action="store_true", help="without the invented contents")
    return parser.parse_args(arguments)


def port_number(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port (0 to 65535).")
    return int(text)


def serve(mine: IO[str], options: argparse.Namespace) -> int:
    """Do everything between the lock and the last process, and stop what was started."""
    supervisor = Supervisor()
    try:
        processes.stop_leftovers(supervisor.list_path)
        door = take_port(options.port)
        url = f"http://127.0.0.1:{door.getsockname()[1]}"
        note(mine, url)
        set_up(supervisor, door, url, sample=not options.no_sample)
        tell(url)
        supervisor.watch()
    finally:
        supervisor.stop()
    return 0


def set_up(supervisor: Supervisor, door: socket.socket, url: str, *, sample: bool) -> None:
    """Prepare and start everything. What was prepared before is not looked at again."""
    path = socket_path("redis.sock")
    redis_url = os.environ.get("REDIS_URL") or f"redis+socket://{path}"
    shared = programs.environment(redis_url=redis_url, url=os.environ.get("PORTAL_URL") or url)
    own_redis = redis_url != os.environ.get("REDIS_URL")
    program = redis_program() if own_redis else None
    if own_redis and not program:
        fail("redis-server", f"it is missing; to install it: {REDIS_LINE}")
    os.environ.update(shared)
    # What a database server holds no stamp can know: then every step looks for itself.
    if os.environ.get("DATABASE_URL") or not stamp.is_current(portal_home(), sample=sample):
        django.setup()
        from hld_portal.operations.preparing import prepare  # noqa: PLC0415 -- reads settings

        prepare(sample=sample)
    say("Starting ...")
    if program:
        path.unlink(missing_ok=True)
        supervisor.start(programs.redis(program=program, path=path, shared=shared))
    supervisor.start(programs.web(door=door, shared=shared), programs.worker(shared=shared))
    django.setup()  # while they load, too
    from hld_portal.operations.readiness import is_redis_up  # noqa: PLC0415 -- reads settings

    if not own_redis and not is_redis_up():
        say("note: REDIS_URL: Redis does not answer; mails and builds wait until it does.")
        supervisor.children[-1].answers = lambda: True
    supervisor.wait()
    supervisor.start(programs.beat(shared=shared))


def tell(url: str) -> None:
    """Print the address and, when there is a sample, how to sign in."""
    from hld_portal.operations.preparing import accounts  # noqa: PLC0415 -- reads settings

    rows = accounts()
    print(f"Portal ready at {url}/", flush=True)
    for line in (
        table(rows)
        if rows
        else ["No sample: ./portal manage appoint EMAIL secretariat hld-2013 makes an account."]
    ):
        print(f"  {line}")
    print("Ctrl-C stops it.", flush=True)


def table(rows: list[dict[str, str]]) -> list[str]:
    """Return the accounts in columns: role, e-mail, password."""
    head = {"role": "Role", "email": "E-mail", "password": "Password"}
    widths = {name: max(len(str(row[name])) for row in [head, *rows]) for name in head}
    return [
        "  ".join(str(row[name]).ljust(widths[name]) for name in head).rstrip()
        for row in [head, *rows]
    ]


# --- One portal for one folder, one port for one portal -----------------------------------


def lock() -> IO[str]:
    """Hold PORTAL_HOME for this process; the kernel lets go of it however the process ends."""
    file = (run_folder() / "portal.lock").open("a+")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.seek(0)
        other = json.loads(file.read() or "{}")
        where = other.get("url", "an address of its own")
        fail("PORTAL_HOME", f"a portal runs here already, at {where} (process {other.get('pid')}).")
    return file


def note(mine: IO[str], url: str) -> None:
    mine.truncate(0)
    mine.write(json.dumps({"pid": os.getpid(), "url": url}))
    mine.flush()


def take_port(port: int) -> socket.socket:
    """Take the port, or a free one for 0, and hold it; end with a sentence when it is taken.

    It is handed to the web program as it is: whoever came while everything is prepared would
    answer in its place, and "Portal ready" would be said of another program.
    """
    door = socket.socket()
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # after a run that just ended
    try:
        door.bind(("127.0.0.1", port))
    except OSError as error:
        door.close()
        reasons = {
            errno.EADDRINUSE: "another program uses it",
            errno.EACCES: "it is not allowed",
        }
        reason = reasons.get(error.errno or 0, error.strerror)
        fail(f"port {port}", f"{reason}; choose another with --port N.")
    # Two sockets that both allow it share a port as long as neither listens.
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 0)
    return door


def on_signals(handler) -> None:
    for number in processes.SIGNALS:
        # nohup asks for outliving the terminal; a shell's `&` must not make us deaf to Ctrl-C.
        if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, handler)


def _stopped(*_: object) -> None:
    raise Stopped


def say(message: str) -> None:
    print(message, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
