"""What a finding says, kept as message and values: each reader has it in their own language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from django.utils.translation import gettext

from roundtables.models.dialogues import in_language


class Said(str):
    """Words in the language of whoever asked, which remember the message and what was put in.

    `_("%(n)d flags") % {"n": 9}` is a string like any other; `stored` turns it into JSON, and
    `worded` says that in the language of whoever reads it later.
    """

    __slots__ = ("message", "values")
    message: str
    values: Mapping[str, Any]

    def __new__(cls, message: str, values: Mapping[str, Any] | None = None) -> Self:
        words = gettext(message)
        said = super().__new__(cls, words % values if values else words)
        said.message, said.values = message, values or {}
        return said

    def __mod__(self, values: Any) -> Said:
        return Said(self.message, {**self.values, **values})


class Titled(str):
    """The title of an event in the reader's language, which remembers the other ones."""

    __slots__ = ("titles",)
    titles: Mapping[str, str]

    def __new__(cls, titles: Mapping[str, str]) -> Self:
        title = super().__new__(cls, in_language(dict(titles)))
        title.titles = titles
        return title


def say(message: str) -> Said:
    """Mark a message for translation, as `gettext` does, and keep it; imported as `_`."""
    return Said(message)


def in_brackets(label: str, more: str) -> Said:
    """Put a place behind another one: "Paragraph 6 (Round table 2)"."""
    return Said("%(label)s (%(more)s)", {"label": label, "more": more})


def side_by_side(label: str, more: str) -> Said:
    return Said("%(label)s %(more)s", {"label": label, "more": more})


def stored(value: Any) -> Any:
    """Return what JSON can hold of words, or of a value that was put into them."""
    if isinstance(value, Said):
        return {
            "said": value.message,
            "with": {k: stored(each) for k, each in value.values.items()},
        }
    if isinstance(value, Titled):
        return {"titles": dict(value.titles)}
    return value if isinstance(value, int) else str(value)


def worded(value: Any) -> Any:
    """Say what was stored in the language of whoever reads it now."""
    match value:
        case {"said": message, "with": values}:
            return Said(message, {name: worded(each) for name, each in values.items()})
        case {"titles": titles}:
            return Titled(titles)
    return value


def words_of(row: Mapping[str, Any]) -> str:
    """Return what a finding kept with a build says; one of an older build as it was kept."""
    said = row.get("said")
    return str(worded(said)) if said else row.get("text", row["code"])
