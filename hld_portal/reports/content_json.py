"""Write the tree of a document as JSON and read it back, naming every fault."""

from __future__ import annotations

import json
import re
import types
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from typing import Any, Literal, NamedTuple, Union, cast, get_args, get_origin, get_type_hints

from hld_portal.reports import content
from hld_portal.reports.content import Block, Document, Inline, Run, Text, inline

FORMAT = "hld-report/1"

RUNS: dict[str, type] = {
    "text": content.Text,
    "italic": content.Italic,
    "foreign": content.Foreign,
    "link": content.Link,
    "footnote": content.FootnoteCall,
}
BLOCKS: dict[str, type] = {
    "heading": content.Heading,
    "paragraph": content.Paragraph,
    "subparagraph": content.SubParagraph,
    "quote": content.Quote,
    "table": content.Table,
    "page_break": content.PageBreak,
    "part": content.Part,
}
LONGEST_NUMBER = 15
# Control characters but tab and line end, halves of a pair, and the last two of each plane.
LAST_OF_PLANES = "".join(chr(each << 16 | last) for each in range(17) for last in (0xFFFE, 0xFFFF))
UNPRINTABLE = re.compile(f"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff{LAST_OF_PLANES}]")
NAMES = {kind: name for name, kind in (RUNS | BLOCKS).items()}
WORDS = {str: "text", int: "a whole number", bool: "true or false"}


class Fault(NamedTuple):
    """One fault: where, as `blocks[12].rows[3]` counted from 0, and what."""

    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


class ContentFaults(ValueError):
    """What is wrong with a tree given as JSON: all of it, not only the first."""

    def __init__(self, faults: list[Fault]) -> None:
        # What was unprintable in the file must not make its report unprintable.
        clean = [Fault(*(_printable(part) for part in each)) for each in faults]
        super().__init__("\n".join(str(each) for each in clean))
        self.faults = clean

    def __reduce__(self) -> tuple[type[ContentFaults], tuple[list[Fault]]]:
        return type(self), (self.faults,)  # so that a child process can raise it in its parent


# Writing


def to_json(document: Document) -> str:
    """Write a tree in its one canonical form: same tree, same text."""
    data = {"format": FORMAT} | _encode(document)
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _encode(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        head = {"type": NAMES[type(value)]} if type(value) in NAMES else {}
        return head | {
            each.name: _encode(getattr(value, each.name))
            for each in fields(value)
            if each.default is MISSING or getattr(value, each.name) != each.default
        }
    if _is_inline(value):
        return _encode_inline(value)
    if isinstance(value, tuple):
        return [_encode(each) for each in value]
    return value


def _is_inline(value: Any) -> bool:
    return isinstance(value, tuple) and bool(value) and type(value[0]) in RUNS.values()


def _encode_inline(runs: Inline) -> Any:
    if len(runs) == 1 and isinstance(runs[0], Text) and not runs[0].citations:
        return runs[0].text
    return [_encode(each) for each in runs]


# Reading


def from_json(text: str) -> Document:
    """Read a tree, in the portal's own layout or in that of an extract (`meta`, `summary`, …).

    Raises:
        ContentFaults: with every fault; syntax faults stand at `line L column C`.
    """
    from hld_portal.reports.content_extract import read_extract  # noqa: PLC0415 -- cycle
    from hld_portal.reports.content_faults import faults_of  # noqa: PLC0415 -- cycle

    reader = Reader()
    try:
        data = json.loads(text, object_pairs_hook=_without_doubles, parse_int=_whole_number)
        if isinstance(data, dict) and "meta" in data:
            document = read_extract(data, reader)
        else:
            document = _read_own(data, reader)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno} column {error.colno}"
        raise ContentFaults([Fault(place, error.msg)]) from error
    except RecursionError as error:
        raise ContentFaults([Fault("document", "nested too deeply")]) from error
    found = list(reader.faults)
    if document is not None:
        found += faults_of(document, whole=not found)
    if document is None or found:
        raise ContentFaults(found)
    return document


def _whole_number(digits: str) -> int:
    if len(digits) > LONGEST_NUMBER:
        raise ContentFaults([Fault("document", f"holds a number of {len(digits)} digits")])
    return int(digits)


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        double = next(key for key in keys if keys.count(key) > 1)
        raise ContentFaults([Fault(double, "this name stands twice in one object")])
    return found


def _read_own(data: Any, reader: Reader) -> Document | None:
    if not isinstance(data, dict):
        reader.fault("document", f"{_describe(data)}, not an object")
        return None
    data = dict(data)
    if (found := data.pop("format", None)) != FORMAT:
        reader.fault("format", f"{found!r}, not {FORMAT!r}")
        return None
    return reader.read(Document, data, "")


class Reader:
    """Turn parsed JSON into nodes by their type hints, and collect what does not fit."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def fault(self, place: str, message: str) -> Any:
        """Note a fault; gives None, to be returned in place of the value."""
        self.faults.append(Fault(place or "document", message))

    def read(self, hint: Any, value: Any, place: str) -> Any:
        """Read `value` as what `hint` says; None and a fault where it is not."""
        if hint == Inline:
            return self.read_inline(value, place)
        if hint == Block:
            return self._read_tagged(BLOCKS, value, place)
        origin = get_origin(hint)
        if origin in (Union, types.UnionType):
            # Only "X or None" is left by here: runs and blocks were met above.
            return None if value is None else self.read(get_args(hint)[0], value, place)
        if origin is Literal:
            return self._read_choice(get_args(hint), value, place)
        if origin is tuple:
            return self._read_list(get_args(hint)[0], value, place)
        if is_dataclass(hint):
            return self._read_node(cast(type, hint), value, place)
        return self._read_plain(hint, value, place)

    def read_inline(self, value: Any, place: str) -> Inline:
        if isinstance(value, str):
            return inline(self._read_plain(str, value, place) or "")
        if not isinstance(value, list):
            self.fault(place, f"{_describe(value)}, not text")
            return ()
        runs = [self._read_run(each, f"{place}[{i}]") for i, each in enumerate(value)]
        return inline([each for each in runs if each is not None])

    def _read_run(self, value: Any, place: str) -> Run | None:
        if isinstance(value, str):
            return Text(self._read_plain(str, value, place) or "")
        return self._read_tagged(RUNS, value, place)

    def _read_tagged(self, kinds: dict[str, type], value: Any, place: str) -> Any:
        if not isinstance(value, dict):
            return self.fault(place, f"{_describe(value)}, not an object")
        value = dict(value)
        name = value.pop("type", None)
        if not isinstance(name, str) or name not in kinds:
            known = ", ".join(kinds)
            return self.fault(f"{place}.type", f"{name!r} is none of {known}")
        return self._read_node(kinds[name], value, place)

    def _read_node(self, kind: type, value: Any, place: str) -> Any:
        if not isinstance(value, dict):
            return self.fault(place, f"{_describe(value)}, not an object")
        known = _fields_of(kind)
        for key in value:
            if key not in known:
                self.fault(_join(place, key), f"not known; known are {', '.join(known)}")
        found, sound = {}, True
        for name, (hint, needed) in known.items():
            if name in value:
                found[name] = self.read(hint, value[name], _join(place, name))
                sound = sound and (found[name] is not None or value[name] is None)
            elif needed:
                self.fault(_join(place, name), "missing")
                sound = False
        return kind(**found) if sound else None

    def _read_list(self, hint: Any, value: Any, place: str) -> tuple[Any, ...]:
        if not isinstance(value, list):
            self.fault(place, f"{_describe(value)}, not a list")
            return ()
        return tuple(self.read(hint, each, f"{place}[{i}]") for i, each in enumerate(value))

    def _read_choice(self, choices: tuple[str, ...], value: Any, place: str) -> Any:
        if not isinstance(value, str) or value not in choices:
            known = ", ".join(repr(each) for each in choices)
            return self.fault(place, f"{value!r} is none of {known}")
        return value

    def _read_plain(self, kind: type, value: Any, place: str) -> Any:
        # bool is a kind of int in Python, but `"number": true` is no number.
        if type(value) is not kind:
            return self.fault(place, f"{_describe(value)}, not {WORDS[kind]}")
        if isinstance(value, str) and (bad := unprintable(value)):
            return self.fault(place, f"holds the unprintable character {bad}")
        return value


def unprintable(text: str) -> str:
    """Name the first character that no page can hold, as `U+0000`; empty when there is none."""
    if text.isprintable():  # most is, and this asks ten times as fast
        return ""
    found = UNPRINTABLE.search(text)
    return f"U+{ord(found[0]):04X}" if found else ""


@cache
def _fields_of(kind: type) -> dict[str, tuple[Any, bool]]:
    hints = get_type_hints(kind)
    return {each.name: (hints[each.name], each.default is MISSING) for each in fields(kind)}


def _join(place: str, name: str) -> str:
    return f"{place}.{name}" if place else name


def _printable(text: str) -> str:
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _describe(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, list | dict):
        return "a list" if isinstance(value, list) else "an object"
    return f"{json.dumps(value, ensure_ascii=False)[:40]}"
