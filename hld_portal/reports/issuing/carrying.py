"""Whether a revision's text holds what corrigenda corrected in the one that it replaces."""

from __future__ import annotations

from dataclasses import dataclass

from hld_portal.reports.content import Document
from hld_portal.reports.issuing.corrigendum import Correction, corrections_in, paragraphs_of
from hld_portal.reports.issuing.following import corrigenda_of
from hld_portal.reports.issuing.units import units_of
from hld_portal.reports.models import Issue


@dataclass(frozen=True)
class Carried:
    """One correction: which, of what document, and whether its words stand in the new text."""

    key: str  # "HLD2013/1/Corr.1#2", the second of it
    symbol: str
    slug: str
    correction: Correction
    is_found: bool

    @property
    def place(self) -> str:
        return self.correction.place


def carried_over(changes: Issue, document: Document) -> list[Carried]:
    """Look for each correction of a document in the text that is to replace it.

    A place that was corrected twice is looked for as it reads last. Only the whole new text of
    a paragraph can be found; a place in words and an instruction are for a person to see to.

    Queries: 1
    """
    texts = [" ".join(unit.text.split()) for unit in units_of(document)]
    last: dict[str, Carried] = {}
    for issue in corrigenda_of(changes):
        for number, correction in enumerate(corrections_in(issue), start=1):
            key = f"{issue.symbol}#{number}"
            found = bool(correction.was) and _stands_in(correction, texts)
            name = correction.place if correction.was else key
            last.pop(name, None)
            last[name] = Carried(key, issue.symbol, issue.slug, correction, found)
    return list(last.values())


def _stands_in(correction: Correction, texts: list[str]) -> bool:
    return all(any(part in text for text in texts) for part in paragraphs_of(correction.reads))
