"""The owner's own mark: a picture in a file beside the set-up file, kept within the dialogue."""

from __future__ import annotations

import base64
import re
from io import BytesIO
from pathlib import Path

from lxml import etree
from PIL import Image

from roundtables.loading.sections import Section

LARGEST_MARK = 200 * 1024  # bytes
MOST_PIXELS = 2000  # of a side
KINDS = {".png": "image/png", ".svg": "image/svg+xml"}

SVG = "{http://www.w3.org/2000/svg}"
# Shapes look alike wherever they are drawn; letters, pictures and scripts do not.
SHAPES = frozenset(
    [
        "svg",
        "g",
        "defs",
        "title",
        "desc",
        "path",
        "rect",
        "circle",
        "ellipse",
        "line",
        "polyline",
        "polygon",
        "use",
        "symbol",
        "clipPath",
        "linearGradient",
        "radialGradient",
        "stop",
    ]
)
# A backslash writes any of these in another way.
OUTSIDE = re.compile(r"url\(\s*['\"]?(?!#)|@import|javascript:|\\", re.IGNORECASE)
LENGTH = re.compile(r"\d+(\.\d+)?(pt|px|mm|cm|in)?")


class WrongPicture(ValueError):
    """The picture cannot be the mark; the message goes on after the name of its file."""


def read_mark(owner: Section, folder: Path) -> str:
    """Read the file that `mark` names and give it as a `data:` address; empty without one.

    Nothing is fetched, and no other folder is read.
    """
    name = owner.text("mark", limit=100)
    if not name:
        return ""
    path = Path(name)
    kind = KINDS.get(path.suffix.lower())
    if path.name != name or "\\" in name:
        owner.wrong("mark", f'must be the name of a file beside this one, not "{name}"')
        return ""
    if kind is None:
        owner.wrong("mark", f'must be a PNG or SVG picture, not "{name}"')
        return ""
    try:
        data = check_picture(_read(folder / path), kind)
    except WrongPicture as wrong:
        owner.wrong("mark", f"names {name}, which {wrong}")
        return ""
    return f"data:{kind};base64,{base64.b64encode(data).decode()}"


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST_MARK:
            raise WrongPicture(f"is larger than {LARGEST_MARK // 1024} kilobytes")
        return path.read_bytes()
    except OSError as problem:
        reason = problem.strerror or type(problem).__name__
        raise WrongPicture(f"cannot be read: {reason}") from problem


def check_picture(data: bytes, kind: str) -> bytes:
    """Give the bytes of a sound picture; an SVG gets its size from its view box where it has none.

    Raises:
        WrongPicture: what it is instead.
    """
    return _sized_svg(data) if kind == KINDS[".svg"] else _sound_png(data)


def _sound_png(data: bytes) -> bytes:
    try:
        with Image.open(BytesIO(data), formats=["PNG"]) as image:
            width, height = image.size
            if max(width, height) > MOST_PIXELS:
                raise WrongPicture(
                    f"has {width} × {height} pixels; {MOST_PIXELS} a side are the most"
                )
            image.load()
    except Image.DecompressionBombError as problem:
        raise WrongPicture(
            f"has far too many pixels; {MOST_PIXELS} a side are the most"
        ) from problem
    except (OSError, SyntaxError, ValueError) as problem:
        if isinstance(problem, WrongPicture):
            raise
        raise WrongPicture("is no sound PNG picture") from problem
    return data


def _sized_svg(data: bytes) -> bytes:
    root = _parse_svg(data)
    for element in root.iter():
        _check_element(element)
    if root.get("width") is None or root.get("height") is None:
        box = (root.get("viewBox") or "").replace(",", " ").split()
        if len(box) != 4:
            raise WrongPicture("says neither width and height nor a viewBox")
        root.set("width", box[2])
        root.set("height", box[3])
    for side in ("width", "height"):
        length = root.get(side, "")
        if not LENGTH.fullmatch(length) or not float(re.sub(r"[a-z]", "", length)):
            raise WrongPicture(f"has the {side} {length!r}; it must be a length such as 48pt")
    return etree.tostring(root, encoding="utf-8")


def _parse_svg(data: bytes) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as problem:
        raise WrongPicture("is no sound SVG picture") from problem
    if root.tag != f"{SVG}svg":
        raise WrongPicture("is no SVG picture")
    if root.getroottree().docinfo.internalDTD is not None:
        raise WrongPicture("holds a DTD; save it as plain SVG")
    return root


def _check_element(element: etree._Element) -> None:
    name = str(element.tag)
    if not name.startswith(SVG) or name.removeprefix(SVG) not in SHAPES:
        shown = name.rpartition("}")[2]
        raise WrongPicture(f"holds <{shown}>; save it as plain SVG that holds shapes only")
    for key, value in element.attrib.items():
        attribute = str(key).rpartition("}")[2]
        leads_out = attribute == "href" and not str(value).startswith("#")
        if attribute.lower().startswith("on") or leads_out or OUTSIDE.search(str(value)):
            raise WrongPicture(f"leads outside itself in {attribute}; save it as plain SVG")
