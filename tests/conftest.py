"""Fixtures for everything that is real: Redis, a running portal, a browser, the shared data."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.utils import translation

from tests import services

SITE_FIXTURES = {"portal_site", "make_site", "redis_server"}
BROWSER_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark tests by the fixtures they name."""
    for item in items:
        names = set(getattr(item, "fixturenames", ()))
        if names & SITE_FIXTURES:
            item.add_marker("services")
        if names & {"browser", "browser_page"}:
            item.add_marker("browser")


def pytest_terminal_summary(terminalreporter) -> None:
    """Leave the figures for the closing summary of `./portal test`."""
    path = os.environ.get("PORTAL_TEST_RESULT")
    if not path or hasattr(terminalreporter.config, "workerinput"):
        return
    stats = terminalreporter.stats
    reasons = [report.longrepr[2] for report in stats.get("skipped", []) if report.longrepr]
    names = ("passed", "failed", "error", "skipped", "xfailed", "xpassed")
    counts = {name: len(stats.get(name, [])) for name in names}
    Path(path).write_text(json.dumps({"counts": counts, "skipped": reasons}))


@pytest.fixture(autouse=True)
def _back_to_english() -> Iterator[None]:
    """A page asked for in another language leaves that language active for whoever comes next."""
    yield
    translation.deactivate()


@pytest.fixture
def shared_data() -> Path:
    """The project's source data, which lie outside the repository: never required."""
    if not services.SHARED_DATA.exists():
        pytest.skip("../shared/data is absent")
    return services.SHARED_DATA


@pytest.fixture
def redis_server() -> Iterator[services.RedisServer]:
    """A running Redis with `.url`; `.stop()`, `.start()`, `.hang()`, `.resume()`."""
    server = services.RedisServer()
    yield server.start()
    server.remove()


@pytest.fixture(scope="session")
def site_template(tmp_path_factory) -> Path:
    """A PORTAL_HOME with dialogue and sample, prepared once for all xdist workers."""
    base = tmp_path_factory.getbasetemp()
    base = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    template = base / "site-template"
    with (base / "site-template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (template / "run" / "prepared.json").exists():
            services.make_template(template)
    return template


@pytest.fixture(scope="module")
def portal_site(site_template, tmp_path_factory) -> Iterator[services.Site]:
    """A running portal for the tests of one module: `.url`, `.redis`, `.kill()`, `.manage()`."""
    yield from _site(site_template, tmp_path_factory)


@pytest.fixture
def make_site(tmp_path_factory) -> Iterator[Callable[..., services.Site]]:
    """Make sites that are not started yet: on an empty folder, or on a copy of a given one."""
    sites: list[services.Site] = []

    def make(home: Path | None = None, template: Path | None = None) -> services.Site:
        home = home or tmp_path_factory.mktemp("site") / "home"
        if template:
            services.copy_template(template, home)
        sites.append(services.Site(home))
        return sites[-1]

    yield make
    for site in sites:
        site.remove()


def _site(template: Path, tmp_path_factory) -> Iterator[services.Site]:
    home = tmp_path_factory.mktemp("site") / "home"
    services.copy_template(template, home)
    site = services.Site(home, services.RedisServer().start())
    try:
        yield site.start()
    finally:
        site.remove()


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    """A real Chromium, one for the session; its Playwright is of no use without it."""
    from playwright.sync_api import sync_playwright

    from hld_portal.operations.machine import browser_program

    path = browser_program() or services.missing("chromium", "chromium")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=BROWSER_ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def browser_page(browser) -> Iterator[object]:
    """A fresh Playwright page, signed out. What the console reports as a fault fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(15_000)
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: _note_fault(message, faults))
    yield page
    context.close()
    assert faults == []


def _note_fault(message, faults: list[str]) -> None:
    # An answer of 403, 404 or 422 is often what a test asks for; blocked styles never are.
    # Nor is a request that a newer one replaced: htmx writes that it was broken off.
    asked_for = ("Failed to load resource", "htmx:afterRequest", "htmx:sendAbort")
    if message.type == "error" and not message.text.startswith(asked_for):
        faults.append(message.text)
