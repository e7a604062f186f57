"""What no page can hold and no picture is: faults that would otherwise print as a gap."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator
from io import BytesIO
from unicodedata import east_asian_width

from lxml import etree
from PIL import Image

from hld_portal.reports.content import Document, FootnoteCall, Inline, Masthead, plain
from hld_portal.reports.content_json import Fault

LONGEST_OWNER, LONGEST_ORGAN = 150, 180  # letters, in the rows of the masthead
LONGEST_FOOT_LINE = 450  # letters: six lines beside the barcode
LONGEST_NOTES = (
    4_000  # letters of footnotes called in one line; WeasyPrint drops what a page cannot hold
)
LINE = 100  # letters


def width_of(text: str) -> int:
    """Count letters, those of Chinese and other full-width scripts as two."""
    return sum(2 if east_asian_width(each) in "WF" else 1 for each in text)


def front_limits(document: Document) -> Iterator[Fault]:
    """Find lines of the front page that are longer than their place."""
    masthead = document.masthead
    for place, text, most, holder in (
        ("masthead.owner", masthead.owner, LONGEST_OWNER, "the masthead"),
        ("masthead.organ", masthead.organ, LONGEST_ORGAN, "the masthead"),
        ("foot_line", document.foot_line, LONGEST_FOOT_LINE, "the foot of page 1"),
    ):
        if (width := width_of(text)) > most:
            yield Fault(place, f"{width} letters; {holder} holds {most}")


def mark_limits(masthead: Masthead) -> Iterator[Fault]:
    """Find a mark that says it is a picture and is none."""
    if masthead.mark and not _is_picture(masthead):
        yield Fault("masthead.mark", "cannot be read as the PNG or SVG image that it says it is")


def _is_picture(masthead: Masthead) -> bool:
    kind, _, data = masthead.mark.partition(";base64,")
    try:
        content = base64.b64decode(data, validate=True)
        if kind == "data:image/png":
            with Image.open(BytesIO(content), formats=["PNG"]) as image:
                image.verify()
            return True
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    except (ValueError, OSError, SyntaxError, Image.DecompressionBombError):
        return False
    return etree.QName(root).localname == "svg"


def note_limits(document: Document, placed: Iterable[tuple[str, Inline]]) -> Iterator[Fault]:
    """Find footnotes that no page holds: their end would be lost, not set on the next."""
    lengths = {each.number: width_of(plain(each.text)) for each in document.footnotes if each.text}
    for place, runs in placed:
        at, near = 0, list[tuple[int, int]]()  # where a call stands, and how long its note is
        for run in runs:
            if not isinstance(run, FootnoteCall):
                at += len(run.text)
                continue
            near = [each for each in near if at - each[0] < LINE]
            near.append((at, lengths.get(run.number, 0)))
            if (together := sum(length for _, length in near)) > LONGEST_NOTES:
                yield Fault(
                    place,
                    f"footnote {run.number} brings the footnotes of its line to {together} letters; "
                    f"a page holds {LONGEST_NOTES}. Move some into the text or an annex",
                )
