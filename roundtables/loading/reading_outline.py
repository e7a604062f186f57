"""The outline of the report: which sections, in which order, from what."""

from __future__ import annotations

from collections.abc import Iterable

from roundtables.loading.plan import Reference, Values
from roundtables.loading.sections import Section

# What each kind of section must name besides its title.
KINDS = {
    "introduction": (),
    "part": (),
    "event": ("event",),
    "round_table": ("round_table",),
    "framework": ("instrument",),
    "civil_society": ("instrument",),
    "coverage": (),
    "recommendations": (),
    "annex": ("content",),
}
ANNEXES = ("submissions", "counted_words", "paragraphs_by_group")
DEEPEST = 3  # levels of headings in a report


def read_outline(entries: Iterable[Section]) -> tuple[list[Values], list[Reference]]:
    """Read the sections as data for the report, and the names that they rely on."""
    references: list[Reference] = []
    outline = [_read_entry(entry, references, level=1) for entry in entries]
    return outline, references


def _read_entry(entry: Section, references: list[Reference], level: int) -> Values:
    kind = entry.choice("kind", tuple(KINDS))
    values: Values = {"kind": kind, "titles": entry.translated("title", required=True, limit=200)}
    for name in KINDS.get(kind, ()):
        values[name] = _read_source(entry, name, references)
    if kind == "part":
        inner = list(entry.sections("sections", required=True))
        if level >= DEEPEST and inner:
            entry.wrong("sections", f"are nested more than {DEEPEST} levels deep")
        else:
            values["sections"] = [_read_entry(one, references, level + 1) for one in inner]
    if kind:
        entry.finish()
    return values


def _read_source(entry: Section, name: str, references: list[Reference]) -> str | int:
    if name == "content":
        return entry.choice("content", ANNEXES)
    if name == "round_table":
        number = entry.whole(name, required=True, low=1, high=99) or 0
        if number:
            references.append(Reference(entry.line_at(name), name, str(number)))
        return number
    slug = entry.slug(name)
    if slug:
        references.append(Reference(entry.line_at(name), name, slug))
    return slug
