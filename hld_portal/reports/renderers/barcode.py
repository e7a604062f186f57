"""Code 39: a job number as bars, and bars back to a job number."""

from __future__ import annotations

import base64
from collections.abc import Iterator

NARROW, WIDE = 1, 3
HEIGHT = 12.8  # points

# Five bars and four spaces a sign, in turn, beginning with a bar; "w" is wide.
PATTERNS = dict(
    zip(
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-*",
        [
            "nnnwwnwnn",
            "wnnwnnnnw",
            "nnwwnnnnw",
            "wnwwnnnnn",
            "nnnwwnnnw",
            "wnnwwnnnn",
            "nnwwwnnnn",
            "nnnwnnwnw",
            "wnnwnnwnn",
            "nnwwnnwnn",
            "wnnnnwnnw",
            "nnwnnwnnw",
            "wnwnnwnnn",
            "nnnnwwnnw",
            "wnnnwwnnn",
            "nnwnwwnnn",
            "nnnnnwwnw",
            "wnnnnwwnn",
            "nnwnnwwnn",
            "nnnnwwwnn",
            "wnnnnnnww",
            "nnwnnnnww",
            "wnwnnnnwn",
            "nnnnwnnww",
            "wnnnwnnwn",
            "nnwnwnnwn",
            "nnnnnnwww",
            "wnnnnnwwn",
            "nnwnnnwwn",
            "nnnnwnwwn",
            "wwnnnnnnw",
            "nwwnnnnnw",
            "wwwnnnnnn",
            "nwnnwnnnw",
            "wwnnwnnnn",
            "nwwnwnnnn",
            "nwnnnnwnw",
            "nwnnwnwnn",
        ],
        strict=True,
    )
)


def bars_of(code: str) -> Iterator[tuple[int, int]]:
    """Give each bar of `code` between its start and stop signs, as (place, width) in modules."""
    place = 0
    for sign in f"*{code}*":
        for i, each in enumerate(PATTERNS[sign]):
            width = WIDE if each == "w" else NARROW
            if i % 2 == 0:
                yield place, width
            place += width
        place += NARROW


def barcode_uri(code: str, width: float) -> str:
    """Draw `code` as an SVG image, `width` points wide, in a `data:` address."""
    bars = list(bars_of(code))
    module = width / (bars[-1][0] + bars[-1][1])
    path = "".join(
        f"M{place * module:.3f} 0h{size * module:.3f}v{HEIGHT}h-{size * module:.3f}z"
        for place, size in bars
    )
    # Without width and height WeasyPrint fails on right-to-left pages (stack.md, 0.1).
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}pt" height="{HEIGHT}pt" '
        f'viewBox="0 0 {width} {HEIGHT}"><path d="{path}"/></svg>'
    )
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()


def barcode_digits(job_number: str) -> str:
    """Give what the barcode of a job number holds: no hyphen, no language letter."""
    return job_number.replace("-", "")
