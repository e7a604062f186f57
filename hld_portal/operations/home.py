"""PORTAL_HOME, the folder of the data: found, made, and tried before anything relies on it.

Reads no settings: they already write there.
"""

import os
import sys
import tempfile
from pathlib import Path
from typing import NoReturn

CHECKOUT = Path(__file__).resolve().parent.parent.parent
SOCKET_PATH_LIMIT = 100  # bytes; the kernel ends them at 107 and Redis adds nothing


def portal_home() -> Path:
    """Return the folder of the data, the same as in `hld_portal.env`."""
    return Path(os.environ.get("PORTAL_HOME") or CHECKOUT / "var").expanduser().absolute()


def ensure_home() -> Path:
    """Make the folder when it is missing and end with a sentence when it cannot be written."""
    home = portal_home()
    try:
        home.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=home):
            pass
    except OSError as error:
        fail("PORTAL_HOME", f"{home} cannot be written: {error.strerror}.")
    return home


def fail(place: str, message: str) -> NoReturn:
    """End with status 3: the machine lacks something. Never a traceback."""
    print(f"error: {place}: {message}", file=sys.stderr, flush=True)
    raise SystemExit(3)


def run_folder() -> Path:
    """Return the folder for sockets, locks and process lists, made when missing."""
    folder = portal_home() / "run"
    folder.mkdir(exist_ok=True)
    return folder


def socket_path(name: str) -> Path:
    """Return where a socket may lie: in PORTAL_HOME, else, if that is too long, in /tmp."""
    path = run_folder() / name
    if len(os.fsencode(path)) <= SOCKET_PATH_LIMIT:
        return path
    return Path(tempfile.mkdtemp(prefix="hld-portal-")) / name
