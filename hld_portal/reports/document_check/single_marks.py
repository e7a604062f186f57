"""Single quotation marks: ‘…’, ‚…‘ and '…', told from apostrophes, possessives and elisions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

# A mark opens at the start, after a space, a bracket, a dash, another mark or a Chinese sign.
OPENS = re.compile(
    r"(?<![^\s(\[{–—/“„«‹\"¿¡…:\-\u3000-\u9fff\uff00-\uffef])[‘'‚](?=[^\s.,;:!?)\]’'])"
)
# "'tis", "'90s": the mark stands for letters that are left out, whichever way it is turned.
ELISION = re.compile(r"[‘'](?:(?:tis|twas|twere|em|till?|cause|\d0s)\b|n[’'](?!\w))", re.IGNORECASE)
WITHIN_A_WORD = r"[^\W\u3040-\u30ff\u3400-\u9fff]"
CLOSERS = {
    mark: re.compile(rf"(?<=\S)[{closing}](?!{WITHIN_A_WORD})")
    for mark, closing in {"‘": "’", "'": "'", "‚": "‘’"}.items()
}  # fmt: skip
OF_MANY = re.compile(r"(?<=[sS])[’'](?=\s)")  # "the States’ duty", or the end of "no ships"
SENTENCE_ENDS = re.compile(r"[.!?]\s+[^\W\d_]")
CLAUSE = re.compile(r"[^.,;:!?]{0,200}")
N_OF_AND = ("’n", "'n", "‘n")  # "rock ’n’ roll"
MOST_CLOSERS = 100  # that are looked at for one mark that opens


@dataclass(frozen=True)
class Marked:
    """Words after a single mark: where it opens, and each place at which it may close.

    Several only where nobody can tell the end of a quotation from a possessive.
    """

    start: int
    ends: tuple[int, ...]

    @property
    def is_open(self) -> bool:
        return not self.ends


def find_marked(text: str) -> Iterator[Marked]:
    """Give every single mark that opens, with where it closes before the next one opens."""
    elided = {found.start() for found in ELISION.finditer(text)}
    openers = [found for found in OPENS.finditer(text) if found.start() not in elided]
    next_one = dict.fromkeys(CLOSERS, len(text))
    found: list[Marked] = []
    for opener in reversed(openers):
        start, mark = opener.start(), opener[0]
        found.append(Marked(start, _ends(text, start, next_one[mark])))
        next_one[mark] = start
    yield from reversed(found)


def _ends(text: str, start: int, limit: int) -> tuple[int, ...]:
    """Return the sure end alone; without one, all that may be possessives, of one sentence."""
    doubtful: list[int] = []
    closers = CLOSERS[text[start]].finditer(text, start + 2, limit)
    for at in (each.start() for each in islice(closers, MOST_CLOSERS)):
        if text[at - 2 : at] in N_OF_AND:
            continue
        if not OF_MANY.match(text, at):
            return (at,)
        doubtful.append(at)
    over = SENTENCE_ENDS.search(text, start, limit)
    last = over.start() if over else limit
    return tuple(at for at in doubtful if at < last)


def clause_after(text: str, start: int) -> str:
    """Return the words after a mark that does not close, as far as they belong together."""
    found = CLAUSE.match(text, start + 1)
    return found[0].strip() if found else ""
