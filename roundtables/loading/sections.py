"""Reads the keys of one YAML mapping strictly; every fault is noted, none stops the reading."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import date, datetime
from difflib import get_close_matches
from fractions import Fraction

import yaml

from roundtables.loading.faults import Faults

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
WORD = re.compile(r"[a-z][a-z0-9_]*")
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\x80-\x9f\ud800-\udfff\ufeff]")
KINDS = {
    "tag:yaml.org,2002:str": "text",
    "tag:yaml.org,2002:int": "a whole number",
    "tag:yaml.org,2002:float": "a number",
    "tag:yaml.org,2002:bool": "true or false",
    "tag:yaml.org,2002:null": "empty",
    "tag:yaml.org,2002:timestamp": "a date",
    "tag:yaml.org,2002:map": "a mapping",
    "tag:yaml.org,2002:seq": "a list",
}


def kind_of(node: yaml.Node) -> str:
    """What a person would call the value: "text", "a list", "true or false"."""
    return KINDS.get(node.tag, f"of the unknown type {node.tag}")


def line_of(node: yaml.Node) -> int:
    return node.start_mark.line + 1


class Section:
    """One mapping of the file. Ask for each key once, then call `finish`.

    A faulty or absent value comes back as the empty value of its type and is noted, so
    that reading goes on; nothing of it is used, for a file with faults is never applied.
    """

    def __init__(self, node: yaml.MappingNode, faults: Faults, languages: Collection[str]) -> None:
        self.line = line_of(node)
        self.faults = faults
        self.languages = languages
        self.asked: list[str] = []
        self.values: dict[str, yaml.Node] = {}
        self.lines: dict[str, int] = {}
        for key, value in node.value:
            self._take(key, value)

    def _take(self, key: yaml.Node, value: yaml.Node) -> None:
        name = key.value if isinstance(key, yaml.ScalarNode) else ""
        if not name:
            self.faults.add(line_of(key), "a key must be a word")
        elif name in self.values:
            first = self.lines[name]
            self.faults.add(
                line_of(key), f'the key "{name}" stands here twice, first in line {first}'
            )
        else:
            self.values[name] = value
            self.lines[name] = line_of(key)

    def line_at(self, key: str) -> int:
        """The line of a key, or of the whole mapping when the key is absent."""
        return self.lines.get(key, self.line)

    def wrong(self, key: str, message: str) -> None:
        """Note a fault at the value of a key; the message goes on after the key's name."""
        node = self.values.get(key)
        self.faults.add(line_of(node) if node else self.line, f'"{key}" {message}')

    def has(self, key: str) -> bool:
        return key in self.values

    def finish(self) -> None:
        """Note every key that nobody asked for, with the nearest known one."""
        for key in self.values.keys() - set(self.asked):
            near = get_close_matches(key, self.asked, n=1)
            hint = f'did you mean "{near[0]}"?' if near else f"known here: {', '.join(self.asked)}"
            self.faults.add(self.lines[key], f'unknown key "{key}"; {hint}')

    # -- single values ---------------------------------------------------------------

    def text(self, key: str, *, required: bool = False, limit: int | None = None) -> str:
        node = self._get(key, required)
        return "" if node is None else self._text_of(node, f'"{key}"', limit)

    def slug(self, key: str) -> str:
        """A word for an address: small letters, figures and hyphens, at most 50 characters."""
        value = self.text(key, required=True, limit=50)
        if value and not SLUG.fullmatch(value):
            self.wrong(key, f'must be small letters, figures and single hyphens, not "{value}"')
            return ""
        return value

    def word(self, key: str) -> str:
        """A name for programs: small letters, figures and underscores."""
        value = self.text(key, required=True, limit=40)
        if value and not WORD.fullmatch(value):
            self.wrong(key, f'must be small letters, figures and underscores, not "{value}"')
            return ""
        return value

    def flag(self, key: str) -> bool:
        """True or false; false where the key is absent."""
        node = self._get(key, required=False)
        if node is None:
            return False
        if node.value not in ("true", "false"):
            shown = f'"{node.value}"' if isinstance(node, yaml.ScalarNode) else kind_of(node)
            self.wrong(key, f"must be written true or false, not {shown}")
        return bool(node.value == "true")

    def choice(self, key: str, choices: Collection[str], *, default: str | None = None) -> str:
        value = self.text(key, required=default is None)
        if not value:
            return default or ""
        if value not in choices:
            self.wrong(key, f'must be one of {", ".join(choices)}; not "{value}"')
            return ""
        return value

    def number_text(self, key: str) -> str:
        """A paragraph's number as it is printed: 12, 12 bis, 3 (a)."""
        node = self._get(key, required=True)
        if node is None:
            return ""
        value = str(node.value) if isinstance(node, yaml.ScalarNode) else ""
        if not re.fullmatch(r"[1-9][0-9]{0,3}( ?[a-z]+| \([a-z]+\))*", value) or len(value) > 20:
            self.wrong(key, f'must be a number such as 12 or "12 bis", not "{value}"')
            return ""
        return value

    def whole(
        self, key: str, *, required: bool = False, low: int = 0, high: int = 100_000
    ) -> int | None:
        node = self._get(key, required)
        if node is None:
            return None
        if not re.fullmatch(r"-?[0-9]{1,9}", str(node.value)):
            self.wrong(key, f"must be a whole number, not {self._shown(node)}")
            return None
        value = int(node.value)
        if not low <= value <= high:
            self.wrong(key, f"must be from {low} to {high}, not {value}")
            return None
        return value

    def share(self, key: str) -> float:
        """A number from 0 to 1."""
        node = self._get(key, required=True)
        if node is None:
            return 0.0
        if not re.fullmatch(r"0|1|0?\.[0-9]{1,6}|1\.0{1,6}", str(node.value)):
            self.wrong(key, f"must be a number from 0 to 1, not {self._shown(node)}")
            return 0.0
        return float(node.value)

    def ratio(self, key: str) -> str:
        """A share kept exactly as it is written: 0.9, 9/10, 1/3."""
        node = self._get(key, required=True)
        if node is None:
            return "0"
        value = str(node.value)
        if not re.fullmatch(r"[01]|0?\.[0-9]{1,6}|1\.0{1,6}|[0-9]{1,4}/[1-9][0-9]{0,3}", value):
            self.wrong(key, f"must be a share such as 0.9 or 9/10, not {self._shown(node)}")
            return "0"
        if Fraction(value) > 1:
            self.wrong(key, f'must be at most 1, not "{value}"')
        return value

    def day(self, key: str, *, required: bool = False) -> date | None:
        value = self._clock(key, required, r"\d{4}-\d\d-\d\d", "a date such as 2013-10-03")
        return value.date() if value else None

    def moment(self, key: str) -> datetime | None:
        """A time as the clock on the wall shows it, without zone: 2013-06-01 09:00."""
        shape = r"\d{4}-\d\d-\d\d \d\d:\d\d"
        return self._clock(key, False, shape, "a time such as 2013-06-01 09:00")

    # -- values that hold others -----------------------------------------------------

    def translated(
        self, key: str, *, required: bool = False, limit: int | None = None
    ) -> dict[str, str]:
        """A text by language: {en: …, fr: …}."""
        node = self._get(key, required)
        return {} if node is None else self._translated_of(node, key, limit)

    def texts(self, key: str, *, limit: int | None = None) -> list[str]:
        return [self._text_of(item, f'each of "{key}"', limit) for item in self._items(key)]

    def translated_list(self, key: str, *, limit: int | None = None) -> list[dict[str, str]]:
        return [self._translated_of(item, key, limit) for item in self._items(key)]

    def section(self, key: str, *, required: bool = False) -> Section | None:
        node = self._get(key, required)
        if node is None:
            return None
        if not isinstance(node, yaml.MappingNode):
            self.wrong(key, f"must hold keys, but is {self._shown(node)}")
            return None
        return Section(node, self.faults, self.languages)

    def sections(self, key: str, *, required: bool = False) -> Iterator[Section]:
        """Each entry of a list of mappings, in order."""
        for item in self._items(key, required=required):
            if isinstance(item, yaml.MappingNode):
                yield Section(item, self.faults, self.languages)
            else:
                message = f'each of "{key}" must hold keys, but this is {self._shown(item)}'
                self.faults.add(line_of(item), message)

    # -- how it is done --------------------------------------------------------------

    def _get(self, key: str, required: bool) -> yaml.Node | None:
        self.asked.append(key)
        node = self.values.get(key)
        if node is None and required:
            self.faults.add(self.line, f'the key "{key}" is missing')
        if node is not None and kind_of(node) == "empty":
            self.wrong(key, "has no value; give one or leave the key out")
            return None
        return node

    def _items(self, key: str, *, required: bool = False) -> list[yaml.Node]:
        node = self._get(key, required)
        if node is None:
            return []
        if not isinstance(node, yaml.SequenceNode):
            self.wrong(key, f"must be a list, but is {self._shown(node)}")
            return []
        return node.value

    def _text_of(self, node: yaml.Node, name: str, limit: int | None) -> str:
        line = line_of(node)
        if kind_of(node) != "text" or not isinstance(node, yaml.ScalarNode):
            hint = "; put it in quotes" if isinstance(node, yaml.ScalarNode) else ""
            self.faults.add(line, f"{name} must be text, but is {self._shown(node)}{hint}")
            return ""
        value = node.value.strip()
        if not value:
            self.faults.add(line, f"{name} is an empty text; write one or leave the key out")
        elif bad := CONTROL.search(value):
            self.faults.add(line, f"{name} holds the control character U+{ord(bad[0]):04X}")
            return ""
        elif limit and len(value) > limit:
            self.faults.add(line, f"{name} has {len(value)} characters; at most {limit} fit")
        return value

    def _translated_of(self, node: yaml.Node, key: str, limit: int | None) -> dict[str, str]:
        if not isinstance(node, yaml.MappingNode):
            message = (
                f'"{key}" must be given by language, such as {{en: …}}, but is {self._shown(node)}'
            )
            self.faults.add(line_of(node), message)
            return {}
        inner = Section(node, self.faults, self.languages)
        texts = {}
        for language in inner.values:
            text = inner.text(language, limit=limit)
            if language in self.languages:
                texts[language] = text
            else:
                known = ", ".join(self.languages)
                message = f'"{language}" is no language of the portal; known: {known}'
                self.faults.add(inner.lines[language], message)
        if not inner.values:
            self.faults.add(line_of(node), f'"{key}" is an empty mapping')
        return texts

    def _clock(self, key: str, required: bool, shape: str, example: str) -> datetime | None:
        node = self._get(key, required)
        if node is None:
            return None
        try:
            if re.fullmatch(shape, str(node.value), re.ASCII):
                return datetime.fromisoformat(node.value)
        except ValueError:  # the thirtieth of February
            pass
        self.wrong(key, f"must be {example}, not {self._shown(node)}")
        return None

    def _shown(self, node: yaml.Node) -> str:
        if isinstance(node, yaml.ScalarNode) and node.value:
            return f'{kind_of(node)} ("{node.value[:40]}")'
        return kind_of(node)
