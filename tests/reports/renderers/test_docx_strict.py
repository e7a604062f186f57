"""What Word is strict about and LibreOffice is not: a fault here, and the file will not open."""

from dataclasses import replace
from io import BytesIO
from posixpath import join, normpath
from zipfile import ZipFile

import pytest
from lxml import etree

from hld_portal.reports.content import (
    Annex,
    Column,
    Footnote,
    FootnoteCall,
    Foreign,
    Heading,
    Link,
    Paragraph,
    Quote,
    Row,
    SubParagraph,
    Table,
    TableNote,
    Text,
)
from hld_portal.reports.renderers.docx import render_docx
from tests.golden.trees import MASTHEAD, make_report, make_small
from tests.reports.renderers.test_owners_mark import MARK

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
A_BLOCK = {"p", "tbl"}

# Children in the order of wml.xsd (ECMA-376, part 1, transitional); what stands nowhere
# in a list is not written by us, so that an addition is a decision.
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr pBdr shd tabs "
    "suppressAutoHyphens bidi adjustRightInd snapToGrid spacing ind contextualSpacing jc "
    "textAlignment outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike color spacing w kern position sz szCs "
    "highlight u effect vertAlign rtl cs em lang",
    "sectPr": "headerReference footerReference footnotePr type pgSz pgMar pgNumType cols vAlign "
    "titlePg textDirection bidi rtlGutter docGrid",
    "tblPr": "tblStyle tblpPr bidiVisual tblW jc tblCellSpacing tblInd tblBorders shd tblLayout "
    "tblCellMar tblLook",
    "tcPr": "tcW gridSpan vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign",
    "tcBorders": "top left bottom right insideH insideV",
    "tblCellMar": "top left bottom right",
    "tcMar": "top left bottom right",
    "pBdr": "top left bottom right between bar",
    "tbl": "tblPr tblGrid tr",
    "tr": "trPr tc",
    "settings": "zoom mirrorMargins defaultTabStop autoHyphenation evenAndOddHeaders "
    "characterSpacingControl updateFields footnotePr compat themeFontLang",
    "style": "name basedOn next link uiPriority unhideWhenUsed qFormat rsid pPr rPr tblPr",
    "styles": "docDefaults latentStyles style",
    "docDefaults": "rPrDefault pPrDefault",
}
# References of both kinds may stand in any order among themselves.
ALIKE = {"footerReference": "headerReference"}
HOLDS = {
    "body": A_BLOCK | {"sectPr"},
    "footnote": A_BLOCK,
    "hdr": A_BLOCK,
    "ftr": A_BLOCK,
    "tc": A_BLOCK | {"tcPr"},
    "p": {"pPr", "r", "hyperlink", "bookmarkStart", "bookmarkEnd"},
    "hyperlink": {"r", "bookmarkStart", "bookmarkEnd"},
    "r": {
        *("rPr", "t", "tab", "br", "fldChar", "instrText", "drawing"),
        *("footnoteReference", "footnoteRef"),
    },
}
ARABIC = "نحتفظ بسجل مشترك (HLD/2026/12) للمساكن."


def wide(**changes) -> Table:
    columns = (Column("A"), Column("B", "end", spanner="S", unit="u", note="a"), Column("C", "end"))
    rows = (Row(("x", "1", None)), Row(("Total", "1", "2"), total=True))
    return Table(
        1, "T", columns, rows, "u", (TableNote("a", "x"), TableNote("Note", "y")), **changes
    )


def arabic():
    blocks = (
        Heading(1, ARABIC, "أولا"),
        Paragraph((Text(ARABIC), FootnoteCall(1), Foreign("harbour", "en")), 1),
        SubParagraph("(أ)", ARABIC),
        Quote((ARABIC,), "ar", ARABIC),
        wide(landscape=True),
        Paragraph((Link(ARABIC, "para-1"),), 2, bold=True, draft=True),
    )
    notes = (Footnote(1, ARABIC),)
    return make_small("ar", title=ARABIC, blocks=blocks, footnotes=notes, summary=(ARABIC,))


TREES = {
    "golden": make_report,
    "with_contents": lambda: replace(make_report(), contents=True, show_sources=True),
    "arabic": arabic,
    "arabic_contents": lambda: replace(arabic(), contents=True, marks=("Draft",)),
    "turned": lambda: make_small(blocks=(wide(landscape=True), wide(), wide(landscape=True))),
    "table_last": lambda: make_small(blocks=(Paragraph("x", 1), wide())),
    "annex": lambda: make_small(
        annexes=(Annex(None, "A", (wide(wide=True),)), Annex("II", "", ()))
    ),
    "empty": lambda: make_small(blocks=(), title="", footnotes=()),
    "drawn": lambda: make_small(masthead=replace(MASTHEAD, mark=MARK)),
}


@pytest.fixture(params=TREES)
def package(request) -> ZipFile:
    return ZipFile(BytesIO(render_docx(TREES[request.param]())))


def parts(package: ZipFile) -> dict[str, etree._Element]:
    names = (n for n in package.namelist() if n.startswith("word/") and n.endswith(".xml"))
    return {name: etree.fromstring(package.read(name)) for name in names}


def local(node) -> str:
    return etree.QName(node).localname


def test_children_stand_in_the_order_of_the_schema(package):
    seen = set()
    for name, root in parts(package).items():
        for node in root.iter(*(W + each for each in ORDER)):
            order = ORDER[local(node)].split()
            found = [ALIKE.get(local(each), local(each)) for each in node]
            assert set(found) <= set(order), (name, local(node), found)
            assert found == sorted(found, key=order.index), (name, local(node))
            seen.add(local(node))
    assert {"pPr", "rPr", "sectPr", "tblPr", "tcPr", "settings", "style"} <= seen


def test_each_element_holds_what_may_stand_in_it(package):
    for name, root in parts(package).items():
        for node in root.iter(*(W + each for each in HOLDS)):
            found = {local(each) for each in node}
            assert found <= HOLDS[local(node)], (name, local(node), found)


def test_properties_come_first_and_stand_once(package):
    for name, root in parts(package).items():
        for kind in ("p", "r", "tc", "tr", "tbl"):
            for node in root.iter(W + kind):
                places = [i for i, each in enumerate(node) if local(each) == f"{kind}Pr"]
                assert places in ([], [0]), (name, kind)
        for kind in ("pPr", "rPr", "tcPr", "tblPr", "sectPr"):
            for node in root.iter(W + kind):
                found = [local(each) for each in node if "Reference" not in local(each)]
                assert len(set(found)) == len(found), (name, kind, found)


def test_a_cell_ends_with_a_paragraph_and_rows_fill_the_grid(package):
    for name, root in parts(package).items():
        for cell in root.iter(W + "tc"):
            assert local(cell[-1]) == "p", name
        for table in root.iter(W + "tbl"):
            grid = len(table.findall(f"{W}tblGrid/{W}gridCol"))
            for row in table.findall(W + "tr"):
                spans = row.findall(f"{W}tc/{W}tcPr/{W}gridSpan")
                covered = len(row.findall(W + "tc")) + sum(int(s.get(W + "val")) - 1 for s in spans)
                assert covered == grid, name


def test_a_story_ends_with_a_paragraph(package):
    for name, root in parts(package).items():
        if local(root) in ("hdr", "ftr"):
            assert local(root[-1]) == "p", name
    body = parts(package)["word/document.xml"][0]
    assert [local(each) for each in body[-2:]] == ["p", "sectPr"]


def test_names_and_numbers_are_unique_and_pairs_complete(package):
    document = parts(package)["word/document.xml"]
    starts = [*document.iter(W + "bookmarkStart")]
    ids = [each.get(W + "id") for each in starts]
    names = [each.get(W + "name") for each in starts]
    assert len(set(ids)) == len(ids)
    assert len(set(names)) == len(names)
    assert sorted(ids) == sorted(each.get(W + "id") for each in document.iter(W + "bookmarkEnd"))
    assert all(len(each) <= 40 for each in names)
    for root in parts(package).values():
        drawn = [each.get("id") for each in root.iter() if local(each) == "docPr"]
        assert len(set(drawn)) == len(drawn)


def test_fields_open_and_close_in_order(package):
    for name, root in parts(package).items():
        depth: list[str] = []
        for mark in root.iter(W + "fldChar"):
            kind = mark.get(W + "fldCharType")
            if kind == "begin":
                depth.append(kind)
            else:
                assert depth[-1] == {"separate": "begin", "end": "separate"}[kind], name
                depth.pop()
                if kind == "separate":
                    depth.append(kind)
        assert depth == [], name


def test_footnotes_have_their_separators_and_each_its_call(package):
    found = parts(package)
    notes = found["word/footnotes.xml"].findall(W + "footnote")
    assert [each.get(W + "type") for each in notes[:2]] == ["separator", "continuationSeparator"]
    assert all(each.get(W + "type") is None for each in notes[2:])
    calls = [c.get(W + "id") for c in found["word/document.xml"].iter(W + "footnoteReference")]
    assert [each.get(W + "id") for each in notes[2:]] == calls
    assert len(set(calls)) == len(calls)
    named = found["word/settings.xml"].findall(f"{W}footnotePr/{W}footnote")
    assert [each.get(W + "id") for each in named] == [each.get(W + "id") for each in notes[:2]]
    for name, root in found.items():
        if name != "word/document.xml":
            assert not [*root.iter(W + "footnoteReference")], name


def test_every_style_that_is_named_is_there(package):
    found = parts(package)
    known = {each.get(W + "styleId") for each in found["word/styles.xml"].iter(W + "style")}
    assert len(known) > 20
    for name, root in found.items():
        used = {n.get(W + "val") for n in root.iter(W + "pStyle", W + "rStyle", W + "basedOn")}
        assert used <= known, name


def test_relations_lead_to_parts_that_are_declared_and_none_outside(package):
    names = set(package.namelist())
    types = etree.fromstring(package.read("[Content_Types].xml"))
    kinds = {each.get("Extension") for each in types} | {each.get("PartName") for each in types}
    assert len(package.namelist()) == len(names)
    assert all("/" + n in kinds or n.rpartition(".")[2] in kinds for n in names if n[0] != "[")
    for name in (each for each in names if each.endswith(".rels")):
        folder = name.replace("_rels/", "").rpartition("/")[0]
        relations = etree.fromstring(package.read(name))
        ids = [each.get("Id") for each in relations]
        assert len(set(ids)) == len(ids)
        for each in relations:
            assert each.get("TargetMode") != "External"
            assert normpath(join("/", folder, each.get("Target"))).lstrip("/") in names
        if folder:
            root = etree.fromstring(
                package.read(f"{name.replace('_rels/', '').removesuffix('.rels')}")
            )
            used = {
                n.get(R + key) for n in root.iter() for key in ("id", "embed") if n.get(R + key)
            }
            assert used <= set(ids), name


def test_the_order_is_really_watched():
    package = ZipFile(BytesIO(render_docx(make_small())))
    root = parts(package)["word/document.xml"]
    first = next(root.iter(W + "pPr"))
    first.append(etree.SubElement(first, W + "keepNext"))
    order = ORDER["pPr"].split()
    found = [local(each) for each in first]
    assert found != sorted(found, key=order.index)
