"""The fingerprint of a text: what a receipt proves."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID


def text_hash(parts: Mapping[str, object]) -> str:
    """Fingerprint the named parts of a text, the same on every machine and for ever.

    Two texts that look the same give the same fingerprint: characters are composed (NFC),
    line ends are \\n, the order of keys does not matter. The order of lists does.

    Args:
        parts: names and values as JSON knows them; dates and UUIDs are written as text.

    Returns:
        SHA-256 as 64 hexadecimal digits.

    Raises:
        TypeError: a value that has no one canonical form, such as a float or a set.
    """
    canonical = json.dumps(
        _canonical(parts), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    # A lone surrogate can come out of a broken upload; it must not break a receipt.
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()


def _canonical(value: object) -> object:
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return _plain(value)
    if isinstance(value, Mapping):
        return {_plain(str(key)): _canonical(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_canonical(item) for item in value]
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no canonical form")


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", str(text).replace("\r\n", "\n").replace("\r", "\n"))
