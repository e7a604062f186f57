"""The page numbers of a long list of contents, written into pages that are set already.

Most changes move pages and leave the list's own lines alone. It is therefore set with numbers
that stand for none, kept, and given its own afterwards: a thousand lines take three seconds to
set and a tenth of one to number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hld_portal.reports.renderers.pdf import RenderedChunk

FEWEST_LINES = 100  # a shorter list is set as it is
MOST_DIGITS = 4
ROW_OF_DIGITS = "1234567890123"
COLUMN = 530.6 / 0.75  # pixels from the left: where dots end; only numbers start behind it

# A run of text as WeasyPrint writes it: its place, its font, its glyphs with gaps between them.
RUN = re.compile(
    rb"(?<=BT\n1 0 0 -1 )(?P<x>[\d.]+)(?P<font> [\d.]+ Tm\n/\S+ [\d.]+ Tf\n)"
    rb"(?P<shown>\[[^\]]*\])(?= TJ\nET)"
)
GLYPH = re.compile(rb"<([0-9a-f]{4})>")


class Unnumbered(Exception):
    """The pages are not drawn as expected; the list must be set with its own numbers."""


def sample_numbers(count: int) -> list[int]:
    """Give numbers that stand for none: of each length in turn, with all digits among them."""
    found = []
    for place in range(count):
        length, first = 1 + place % MOST_DIGITS, place // MOST_DIGITS % 9
        found.append(int(ROW_OF_DIGITS[first : first + length]))
    return found


def can_number(pages: Sequence[int], *, mirrored: bool) -> bool:
    """Whether a list is long enough to be worth it, and drawn as this module knows it."""
    return len(pages) >= FEWEST_LINES and max(pages) < 10**MOST_DIGITS and not mirrored


def with_numbers(chunk: RenderedChunk, numbers: Sequence[int]) -> RenderedChunk:
    """Put page numbers in the place of the sample numbers with which the lines were set.

    The pages are drawn as if they had been set with them.

    Raises:
        Unnumbered: they are not drawn as expected.
    """
    import pikepdf  # noqa: PLC0415 -- only workers need it

    with pikepdf.open(BytesIO(chunk.pdf)) as pdf:
        drawn = [page.Contents.read_bytes() for page in pdf.pages]
        # What comes first in the column is its head.
        samples = [run for each in drawn for run in RUN.finditer(each) if _in_column(run)][1:]
        pen = _Pen(samples, sample_numbers(len(numbers)))
        waiting = iter([None, *numbers])
        for page, content in zip(pdf.pages, drawn, strict=True):
            page.Contents.write(RUN.sub(lambda run: pen.draw(run, waiting), content))
        held = BytesIO()
        pdf.save(held, static_id=True)
    return replace(chunk, pdf=held.getvalue())


def _in_column(run: re.Match[bytes]) -> bool:
    return float(run["x"]) > COLUMN


class _Pen:
    """Knows from samples how each digit is drawn, and where a number of so many digits starts."""

    def __init__(self, samples: Sequence[re.Match[bytes]], numbers: Sequence[int]) -> None:
        if len(samples) != len(numbers):
            raise Unnumbered(f"{len(samples)} numbers on {len(numbers)} lines")
        self.glyphs: dict[str, bytes] = {}
        self.forms: dict[int, tuple[bytes, bytes]] = {}
        for sample, number in zip(samples, numbers, strict=True):
            self._learn(sample, str(number))
        if len(set(self.glyphs.values())) != len(set(ROW_OF_DIGITS)):
            raise Unnumbered("digits look like one another")

    def _learn(self, sample: re.Match[bytes], digits: str) -> None:
        glyphs = GLYPH.findall(sample["shown"])
        form = (sample["x"], GLYPH.sub(b"<%b>", sample["shown"]))
        known = [self.glyphs.setdefault(*each) for each in zip(digits, glyphs, strict=False)]
        if known != glyphs or self.forms.setdefault(len(digits), form) != form:
            raise Unnumbered(f"{digits} is drawn in another way than numbers before it")

    def draw(self, run: re.Match[bytes], waiting: Iterator[int | None]) -> bytes:
        """Draw the number that is next in the place of a sample."""
        number = next(waiting) if _in_column(run) else None
        if number is None:
            return run[0]
        digits = str(number)
        x, glyphs = self.forms[len(digits)]
        return x + run["font"] + glyphs % tuple(self.glyphs[each] for each in digits)
