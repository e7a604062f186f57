"""The language of words in another language than their document, written into the tags."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_lock = threading.Lock()


@contextmanager
def tags_of_languages() -> Iterator[None]:
    """Let WeasyPrint write `lang` of an element as `/Lang` of its tag.

    WeasyPrint 70 leaves it out, so a screen reader would read Arabic words by English
    rules. The function that makes a tag is private: a test says if it moves.
    """
    import pydyf  # noqa: PLC0415 -- as below
    from weasyprint.pdf import tags  # noqa: PLC0415 -- fails where pango is missing

    make = tags._build_box_tree

    def make_with_language(box: Any, *arguments: Any) -> Iterator[Any]:
        language = _language(box)
        for tag in make(box, *arguments):
            if language and "Lang" not in tag:
                tag["Lang"] = pydyf.String(language)
            yield tag

    with _lock:
        tags._build_box_tree = make_with_language
        try:
            yield
        finally:
            tags._build_box_tree = make


def _language(box: Any) -> str | None:
    element = getattr(getattr(box, "_box", box), "element", None)
    if element is None or element.tag in ("html", "body"):
        return None
    return element.get("lang")
