"""Walking through a portal as a reader does: from link to link, a few pages of each kind."""

from __future__ import annotations

import re
from collections import Counter, deque
from dataclasses import dataclass, field
from urllib.parse import urldefrag, urljoin, urlsplit

from tests.visitor import Answer, Visitor

FEW = 2  # pages of one kind; an address with other numbers is of the same kind
MOST = 400  # pages of one walk
TRANSLATED = re.compile(r"/(?:ar|zh-hans|fr|ru|es)(?=/)")
NAME = re.compile(r"/(?:[^/]*[0-9_][^/]*|[\w-]{16,})(?=/)")
STEPS = 5  # redirects, one after the other


@dataclass
class Walk:
    """What a walk found: pages by address, and where each address was first seen."""

    pages: dict[str, Answer] = field(default_factory=dict)
    seen_on: dict[str, str] = field(default_factory=dict)
    fragments: dict[str, set[str]] = field(default_factory=dict)

    def html(self) -> dict[str, Answer]:
        return {path: page for path, page in self.pages.items() if page.is_html}


def walk(visitor: Visitor, *starts: str, languages: bool = False) -> Walk:
    """Follow the links of a site, breadth first, `FEW` of each kind.

    Args:
        languages: follow the links to other languages too.
    """
    found, kinds = Walk(), Counter()
    waiting = deque(starts)
    found.seen_on = dict.fromkeys(starts, "the start")
    while waiting and len(found.pages) < MOST:
        address = waiting.popleft()
        page = follow(visitor, address)
        found.pages[address] = page
        if not page.is_html or page.status != 200 or "/styleguide/" in address:
            continue  # the specimens of the style guide lead nowhere
        for target, fragment in links(page):
            if fragment:
                found.fragments.setdefault(target, set()).add(fragment)
            if target in found.seen_on or kinds[kind(target)] >= FEW:
                continue
            if target.count("=") > 2 or (TRANSLATED.match(target) and not languages):
                continue
            kinds[kind(target)] += 1
            found.seen_on[target] = address
            waiting.append(target)
    return found


def follow(visitor: Visitor, address: str) -> Answer:
    """Return where an address leads in the end."""
    page = visitor.get(address)
    for _step in range(STEPS):
        if page.status not in (301, 302):
            return page
        page = visitor.get(urljoin(address, page.location))
    raise AssertionError(f"{address} redirects without end")


def links(page: Answer) -> list[tuple[str, str]]:
    """Return the addresses on this site to which a page links, each with its fragment."""
    found = []
    for href in page.tree().xpath("//a/@href | //link/@href | //script/@src | //img/@src"):
        address, fragment = urldefrag(urljoin(page.path, href))
        if not urlsplit(address).scheme:
            found.append((address, fragment))
    return found


def kind(address: str) -> str:
    """Return an address with its names and numbers taken out: /hld-2013/submissions/*/."""
    parts = urlsplit(address)
    names = sorted(name.partition("=")[0] for name in parts.query.split("&") if name)
    return NAME.sub("/*", TRANSLATED.sub("/*", parts.path)) + "?" + "&".join(names)
