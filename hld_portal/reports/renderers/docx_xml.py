"""Elements of WordprocessingML, made short; children of properties come in schema order."""

from __future__ import annotations

from typing import Any

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
NAMESPACES = {"w": W, "r": R}

# The order in which the schema wants the children of paragraph and run properties.
PARAGRAPH_ORDER = [
    "pStyle",
    "keepNext",
    "keepLines",
    "pageBreakBefore",
    "framePr",
    "widowControl",
    "pBdr",
    "tabs",
    "suppressAutoHyphens",
    "bidi",
    "spacing",
    "ind",
    "jc",
    "outlineLvl",
    "rPr",
    "sectPr",
]
RUN_ORDER = [
    "rStyle",
    "rFonts",
    "b",
    "bCs",
    "i",
    "iCs",
    "color",
    "spacing",
    "w",
    "kern",
    "position",
    "sz",
    "szCs",
    "vertAlign",
    "rtl",
    "lang",
]


def w(tag: str, /, *children: Any, **attributes: object) -> Any:
    """Make an element of WordprocessingML; attributes are in its namespace, too."""
    made = etree.Element(f"{{{W}}}{tag}", nsmap=NAMESPACES)
    for name, value in attributes.items():
        made.set(f"{{{W}}}{name.rstrip('_')}", str(value))
    made.extend(children)
    return made


def local(node: Any) -> str:
    """Give the name of an element without its namespace."""
    return str(node.tag).rpartition("}")[2]


def properties(tag: str, order: list[str], given: list[Any]) -> Any:
    """Make a properties element; of children with one name the last one stands."""
    found = {local(each): each for each in given}
    return w(tag, *sorted(found.values(), key=lambda each: order.index(local(each))))


def ppr(*given: Any) -> Any:
    """Make the properties of a paragraph."""
    return properties("pPr", PARAGRAPH_ORDER, list(given))


def rpr(*given: Any) -> Any:
    """Make the properties of a run."""
    return properties("rPr", RUN_ORDER, list(given))


def text_element(text: str) -> Any:
    """Make `w:t`; its spaces are kept."""
    made = w("t")
    made.set(XML_SPACE, "preserve")
    made.text = text
    return made


def run(*content: Any, props: tuple[Any, ...] = ()) -> Any:
    """Make a run of given content."""
    return w("r", rpr(*props), *content) if props else w("r", *content)


def tab() -> Any:
    """Make a run with a tab."""
    return w("r", w("tab"))


def paragraph(style_name: str, *content: Any, props: tuple[Any, ...] = ()) -> Any:
    """Make a paragraph in a style."""
    return w("p", ppr(w("pStyle", val=style_name), *props), *content)


def field(code: str, shown: str, props: tuple[Any, ...] = (), **marks: object) -> list[Any]:
    """Make the five runs of a field such as PAGE; `dirty=1` has it counted when opened."""
    told = w("instrText")
    told.set(XML_SPACE, "preserve")
    told.text = f" {code} "
    parts = (
        w("fldChar", fldCharType="begin", **marks),
        told,
        w("fldChar", fldCharType="separate"),
        text_element(shown),
        w("fldChar", fldCharType="end"),
    )
    return [run(each, props=props) for each in parts]


def to_bytes(root: Any) -> bytes:
    """Write a part."""
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return written
