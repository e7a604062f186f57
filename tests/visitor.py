"""A visitor without a browser: keeps cookies, sends forms, follows no redirect by itself."""

from __future__ import annotations

import time
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass
from http.cookiejar import CookieJar
from typing import Any

from lxml import html

PATIENCE = 60.0  # seconds; an answer that needs more is a fault


@dataclass(frozen=True)
class Answer:
    """What one request brought."""

    path: str
    status: int
    headers: Any
    body: bytes
    seconds: float

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def location(self) -> str:
        """Where a redirect leads, as a path of the same site."""
        return self.headers.get("Location", "")

    @property
    def is_html(self) -> bool:
        """Whether a browser shows it as a page; a file of HTML is saved, never shown."""
        is_saved = self.headers.get_content_disposition() == "attachment"
        return self.headers.get_content_type() == "text/html" and not is_saved

    @property
    def faults(self) -> list[str]:
        """What a page of a form says is wrong."""
        return [
            " ".join(each.text_content().split())
            for each in self.tree().xpath("//*[@role='alert']")
        ]

    def tree(self) -> html.HtmlElement:
        return html.document_fromstring(self.body.decode())


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None


class Visitor:
    """One person at a running portal.

    visitor = Visitor(portal_site.url).sign_in(portal_site.accounts()["rapporteur"])
    answer = visitor.post("/desk/hld-2013/builds/", kind="summary")
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self.cookies = CookieJar()
        self.opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(self.cookies), _NoRedirect
        )

    def sign_in(self, account: dict[str, str]) -> Visitor:
        """Sign in with e-mail and password, as the table of `./portal run` gives them."""
        self.get("/accounts/login/")
        answer = self.post("/accounts/login/", login=account["email"], password=account["password"])
        assert answer.status == 302, f"{account['email']} was not let in: {answer.status}"
        return self

    def get(self, path: str) -> Answer:
        return self._send(urllib.request.Request(self.url + path))

    def post(self, path: str, **fields: str | list[str]) -> Answer:
        """Send a form; a page must have been read before, for the token that forms carry."""
        token = next(cookie.value for cookie in self.cookies if cookie.name == "csrftoken")
        data = urllib.parse.urlencode({"csrfmiddlewaretoken": token, **fields}, doseq=True)
        return self._send(urllib.request.Request(self.url + path, data=data.encode()))

    def _send(self, request: urllib.request.Request) -> Answer:
        began = time.monotonic()
        try:
            response = self.opener.open(request, timeout=PATIENCE)
        except urllib.error.HTTPError as error:
            response = error
        with response:
            body = response.read()
        seconds = time.monotonic() - began
        path = request.full_url.removeprefix(self.url)
        return Answer(path, response.status, response.headers, body, seconds)
