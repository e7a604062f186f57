"""Signing in by one click, as the local portal offers it."""

from __future__ import annotations

from typing import Any

from tests.services import Site


def become(page: Any, site: Site, account: dict[str, str]) -> None:
    """Sign in as somebody of the sample; whoever was signed in leaves."""
    page.context.clear_cookies()
    page.goto(site.url + "/accounts/login/")
    page.click(f'form:has(input[value="{account["email"]}"]) button')
    page.wait_for_url(lambda url: "/accounts/login" not in url)
