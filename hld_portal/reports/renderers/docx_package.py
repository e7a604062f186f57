"""The package of a DOCX: a template with footnotes in it, and a zip that is always the same."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lxml import etree

from hld_portal.reports.content import Document
from hld_portal.reports.renderers.docx_styles import STEP, locale_of, styles_part
from hld_portal.reports.renderers.docx_xml import paragraph, run, text_element, to_bytes, w

EPOCH = (1980, 1, 1, 0, 0, 0)
UNIX = 3
COMPRESSION = 6

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
FOOTNOTES = f"{OFFICE}/footnotes"

CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
TYPES = {
    "/word/document.xml": f"{WORD}.document.main+xml",
    "/word/styles.xml": f"{WORD}.styles+xml",
    "/word/settings.xml": f"{WORD}.settings+xml",
    "/word/footnotes.xml": f"{WORD}.footnotes+xml",
    "/docProps/core.xml": CORE_TYPE,
}
CORE = {
    "cp": f"{PACKAGE}/metadata/core-properties",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
}

SEPARATOR, CONTINUATION = -1, 0  # as Word numbers them; notes start at 1
RULE = "_" * 18


def make_template(document: Document) -> bytes:
    """Make an empty DOCX in the language of a document, with styles, settings and footnotes.

    python-docx has no footnotes of its own, so they are in the file that it opens.
    """
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relationships(
            (f"{OFFICE}/officeDocument", "word/document.xml"),
            (f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "docProps/core.xml": _core(document),
        "word/document.xml": to_bytes(w("document", w("body"))),
        "word/_rels/document.xml.rels": _relationships(
            (f"{OFFICE}/styles", "styles.xml"),
            (f"{OFFICE}/settings", "settings.xml"),
            (FOOTNOTES, "footnotes.xml"),
        ),
        "word/styles.xml": styles_part(document.language),
        "word/settings.xml": _settings(),
        "word/footnotes.xml": to_bytes(empty_footnotes()),
    }
    return write_zip(parts)


def write_zip(parts: dict[str, bytes]) -> bytes:
    """Write parts in a fixed order with a fixed date; the list of types comes first."""
    held = BytesIO()
    with ZipFile(held, "w") as file:
        for name in sorted(parts, key=lambda each: (not each.startswith("["), each)):
            entry = ZipInfo(name, EPOCH)
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = UNIX
            entry.external_attr = 0o644 << 16
            file.writestr(entry, parts[name], compresslevel=COMPRESSION)
    return held.getvalue()


def write_again(saved: bytes) -> bytes:
    """Write a zip again, so that nothing in it tells when it was made."""
    with ZipFile(BytesIO(saved)) as file:
        return write_zip({name: file.read(name) for name in file.namelist()})


def _content_types() -> bytes:
    space = f"{PACKAGE}/content-types"
    root = etree.Element(f"{{{space}}}Types", nsmap={None: space})
    for extension, kind in (
        ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
        ("xml", "application/xml"),
    ):
        etree.SubElement(root, f"{{{space}}}Default", Extension=extension, ContentType=kind)
    for name, kind in TYPES.items():
        etree.SubElement(root, f"{{{space}}}Override", PartName=name, ContentType=kind)
    return to_bytes(root)


def _relationships(*pairs: tuple[str, str]) -> bytes:
    space = f"{PACKAGE}/relationships"
    root = etree.Element(f"{{{space}}}Relationships", nsmap={None: space})
    for number, (kind, target) in enumerate(pairs, start=1):
        etree.SubElement(
            root, f"{{{space}}}Relationship", Id=f"rId{number}", Type=kind, Target=target
        )
    return to_bytes(root)


def _core(document: Document) -> bytes:
    masthead = document.masthead
    moment = f"{masthead.date}T00:00:00Z"
    root = etree.Element(f"{{{CORE['cp']}}}coreProperties", nsmap=CORE)
    for prefix, name, value in (
        ("dc", "title", document.title),
        ("dc", "creator", masthead.owner),
        ("dc", "identifier", masthead.symbol),
        ("dc", "language", locale_of(document.language)),
        ("cp", "lastModifiedBy", masthead.owner),
        ("cp", "revision", "1"),
        ("dcterms", "created", moment),
        ("dcterms", "modified", moment),
    ):
        made = etree.SubElement(root, f"{{{CORE[prefix]}}}{name}")
        made.text = value
        if prefix == "dcterms":
            made.set(f"{{{CORE['xsi']}}}type", "dcterms:W3CDTF")
    return to_bytes(root)


def _settings() -> bytes:
    mode = w("compatSetting", name="compatibilityMode", uri="http://schemas.microsoft.com/office/word", val=15)  # fmt: skip
    return to_bytes(
        w(
            "settings",
            w("defaultTabStop", val=STEP),
            w("autoHyphenation", val=0),
            w("evenAndOddHeaders"),
            w("characterSpacingControl", val="doNotCompress"),
            w("footnotePr", w("footnote", id=SEPARATOR), w("footnote", id=CONTINUATION)),
            # Word then adds the space after a paragraph to that before the next, as in the model.
            w("compat", w("doNotUseHTMLParagraphAutoSpacing"), mode),
        )
    )


def empty_footnotes() -> Any:
    """Make the part that holds footnotes, with the short rule over them."""
    indent = (w("spacing", before=0, after=80, line=200, lineRule="exact"), w("ind", left=797))
    small = (w("b"), w("spacing", val=0), w("w", val=100), w("sz", val=16))
    rule = [
        paragraph("FootnoteText", run(text_element(RULE), props=small), props=indent)
        for _ in range(2)
    ]
    return w(
        "footnotes",
        w("footnote", rule[0], type="separator", id=SEPARATOR),
        w("footnote", rule[1], type="continuationSeparator", id=CONTINUATION),
    )
