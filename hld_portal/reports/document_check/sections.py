"""Sections of a document, as their headings are printed and as a text refers to them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from hld_portal.reports.content import Block, Document, Heading

# "IV", "II.B", "II.C.1", "B"; figures stand at the third rank only.
SECTION = r"(?:[IVXL]+(?:[. ][A-Z](?![A-Za-z])(?:\.\d+)?)?|[A-Z](?:\.\d+)?|\d+)(?![\w/]|\.\w)"
SECTIONS = rf"{SECTION}(?:(?:, and |, | and | or | to |[-–]){SECTION})*"
REFERENCE = rf"(?<![Tt]his )\b(?:[Ss]ects?\.|[Ss]ections?|[Cc]haps?\.|[Cc]hapters?)\s(?P<sections>{SECTIONS})"
DEEPEST = 3  # ranks that have a number of their own: I, A, 1
# Before a section: "World Ports Report, chap. III", or another text in the same sentence.
WITHIN_A_CITATION = re.compile(r"(?<!above)(?<!below)[,)¤]\s$")
ANOTHER_TEXT = re.compile(
    r"[A-Z]+/[\w(][\w./()-]*\d|\b(?:[Rr]esolution|[Cc]onvention|[Dd]eclaration|[Pp]rotocol|[Cc]harter|"
    r"[Cc]onstitution|[Pp]rogramme\sof\s[Aa]ction|[Aa]ct|[Ll]aw|[Ii]bid|[Pp]ublication)\b"
)
THEREOF = re.compile(r",?\s(?:thereof|therein|ibid)\b")


def numbers_of_sections(document: Document) -> frozenset[str]:
    """Collect what the headings of body and annexes are called: "II", "II.B" and "B"."""
    numbers = set(_called(document.blocks))
    for annex in document.annexes:
        numbers |= set(_called(annex.blocks))
    return frozenset(numbers)


def _called(blocks: Iterable[Block]) -> Iterator[str]:
    above: list[str] = []
    for block in blocks:
        if not isinstance(block, Heading) or block.level > DEEPEST:
            continue
        missing = block.level - 1 - len(above)
        above = [*above[: block.level - 1], *[""] * missing, block.number or ""]
        path = [number for number in above if number]
        if block.number:
            yield from (".".join(path[start:]) for start in range(len(path)))


def read_sections(words: str) -> list[str]:
    """Return the sections that some words name, "II B" as "II.B"."""
    return [found[0].replace(" ", ".") for found in re.finditer(SECTION, words)]


def belongs_elsewhere(before: str, after: str) -> bool:
    """Tell whether a section without direction may well be one of another text."""
    sentence = re.split(r"[.!?;]\s(?=[A-Z])", before)[-1]
    return bool(
        THEREOF.match(after) or WITHIN_A_CITATION.search(before) or ANOTHER_TEXT.search(sentence)
    )
