from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from lxml import etree

from hld_portal.reports.content import (
    Annex,
    Column,
    Document,
    Footnote,
    FootnoteCall,
    Heading,
    Link,
    PageBreak,
    Paragraph,
    Part,
    Quote,
    Row,
    SubParagraph,
    Table,
    TableNote,
    Text,
)
from hld_portal.reports.content_json import ContentFaults, from_json
from hld_portal.reports.renderers.docx import render_docx
from tests.golden.trees import MASTHEAD, make_report, make_small

DATA = Path(__file__).parents[3] / "../shared/data"
TRICK = '<script>alert("1")</script><b onclick=x>&amp; **bold** [a](javascript:x) ]]>'
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NS = {"w": W}
WIDE = Table(
    3,
    "Wide",
    tuple(Column(f"Head {n}", "end") for n in range(12)),
    (Row(tuple(str(n) for n in range(12))),),
    landscape=True,
)


@cache
def golden() -> bytes:
    return render_docx(make_report())


def part(content: bytes, name: str):
    with ZipFile(BytesIO(content)) as file:
        return etree.fromstring(file.read(name))


def find(content: bytes, path: str, name: str = "word/document.xml") -> list:
    return part(content, name).xpath(path, namespaces=NS)


def value(node, name: str = "val") -> str:
    return node.get(f"{{{W}}}{name}")


def words(node) -> str:
    return "".join(each.text or "" for each in node.iter(f"{{{W}}}t"))


def running(content: bytes, kind: str, page: str) -> etree._Element:
    """The head or foot of first, even or odd pages, as the first section names it."""
    opened = docx.Document(BytesIO(content))
    section = opened.sections[0]
    names = {"first": f"first_page_{kind}", "even": f"even_page_{kind}", "default": kind}
    return getattr(section, names[page])._element


def test_numbers_are_words_and_a_tab():
    opened = docx.Document(BytesIO(golden()))
    texts = [each.text for each in opened.paragraphs]
    assert [t for t in texts if t.startswith("3.\t")] == [
        "3.\tTable 1 gives the figures; see paragraph 9."
    ]
    assert [t for t in texts if t.startswith("(i)\t")] == ["(i)\tOnce before the herring season;"]
    assert "\tI.\tWhat was said" in texts
    assert find(golden(), "//w:numPr") == []


def test_styles_bear_the_names_of_the_model():
    opened = docx.Document(BytesIO(golden()))
    names = {each.name for each in opened.styles}
    assert names >= {
        *("Single Txt", "Title_H_CH", "Title_H1", "H_Ch", "H_1", "H_2/3", "H_4", "H_5/6"),
        *("footnote text", "footnote reference", "Small", "SmallX"),
    }
    single = opened.styles["Single Txt"]
    assert (single.font.size.pt, single.paragraph_format.line_spacing.pt) == (10, 12)
    assert single.paragraph_format.left_indent.pt == pytest.approx(63.35)
    assert single.paragraph_format.space_after.pt == 6
    used = {each.style.name for each in opened.paragraphs}
    assert used >= {"Single Txt", "Single Txt (a)", "Single Txt (i)", "Single Txt Quote", "H_5/6"}


def test_headings_have_their_level_in_the_outline():
    styles = {
        value(each, "styleId"): value(each.find("w:pPr/w:outlineLvl", NS))
        for each in find(golden(), "//w:style[w:pPr/w:outlineLvl]", "word/styles.xml")
    }
    assert styles == {"HCh": "0", "H1": "1", "H23": "2", "H4": "4", "H56": "5"}
    line = next(p for p in find(golden(), "//w:p") if "A heading in brackets" in words(p))
    assert value(line.find("w:pPr/w:outlineLvl", NS)) == "3"


def test_the_page_is_letter_with_the_margins_of_the_model():
    section = docx.Document(BytesIO(golden())).sections[0]
    assert (section.page_width.pt, section.page_height.pt) == (612, 792)
    sides = (section.left_margin, section.right_margin, section.top_margin, section.bottom_margin)
    assert [each.pt for each in sides] == [59.75, 59.75, 87.1, 94.9]


def test_footnotes_are_real_and_as_many_as_in_the_tree():
    notes = find(golden(), "//w:footnote[not(@w:type)]", "word/footnotes.xml")
    calls = find(golden(), "//w:footnoteReference")
    ids = [value(each, "id") for each in notes]
    assert [value(each, "id") for each in calls] == ids == ["1", "2", "3", "4", "5", "6"]
    stars = [words(each.getparent()) for each in calls if value(each, "customMarkFollows")]
    assert stars == ["*", "**"]
    texts = [words(each) for each in notes]
    assert texts[0] == "*HLD/2026/1."
    assert texts[2:] == [
        "Held in Strelsau on 2 March 2026.",
        "See Lodgings and Lanterns (Klow, 2025).",
        "[text not in the extract]",
        "Submission HLD2026/0007.",
    ]


def test_footnotes_that_word_would_count_otherwise_have_literal_numbers():
    text = (Text("One."), FootnoteCall(7), FootnoteCall(3))
    notes = (Footnote(3, "Three."), Footnote(7, "Seven."))
    content = render_docx(make_small(blocks=(Paragraph(text, 1),), footnotes=notes))
    calls = find(content, "//w:body//w:footnoteReference[not(ancestor::w:tbl)]")[-2:]
    assert [words(each.getparent()) for each in calls] == ["7", "3"]
    texts = [words(each) for each in find(content, "//w:footnote", "word/footnotes.xml")]
    assert texts[-2:] == ["7Seven.", "3Three."]


def test_links_lead_to_bookmarks_of_paragraphs():
    part_ = Part("HLD2013/0042", (Paragraph("Here.", 3),))
    links = (Link("para. 1", "para-1"), Link("this", "HLD2013-0042__para-3"))
    content = render_docx(make_small(blocks=(Paragraph(links, 1), part_)))
    targets = [value(each, "anchor") for each in find(content, "//w:hyperlink")]
    marks = [value(each, "name") for each in find(content, "//w:bookmarkStart")]
    assert targets == ["para-1", "HLD2013-0042__para-3"]
    assert marks == targets


def test_bookmarks_are_unique_and_short_enough_for_word():
    long = Part("R" * 60, (Paragraph("One.", 1), Paragraph((Link("x", f"{'R' * 60}__para-1"),), 2)))
    content = render_docx(replace(make_report(), blocks=(*make_report().blocks, long)))
    names = [value(each, "name") for each in find(content, "//w:bookmarkStart")]
    ids = [value(each, "id") for each in find(content, "//w:bookmarkStart")]
    assert len(set(names)) == len(names) > 19
    assert len(set(ids)) == len(ids)
    assert max(map(len, names)) == 40
    assert {value(each, "anchor") for each in find(content, "//w:hyperlink")} <= set(names)


def test_a_reference_that_no_bookmark_can_hold_still_has_its_link():
    parts = tuple(Part(name, (Paragraph("One.", 1),)) for name in ("7 seas", "1/2026"))
    links = (Link("x", "7 seas__para-1"), Link("y", "1-2026__para-1"))
    content = render_docx(make_small(blocks=(Paragraph(links, 1), *parts)))
    names = [value(each, "name") for each in find(content, "//w:bookmarkStart")]
    assert [value(each, "anchor") for each in find(content, "//w:hyperlink")] == names[1:]
    assert all(name[0].isalpha() and " " not in name for name in names)


def test_the_masthead_is_a_table_in_the_head_of_page_one():
    head = running(golden(), "header", "first")
    rows = [[words(cell) for cell in row.iter(f"{{{W}}}tc")] for row in head.iter(f"{{{W}}}tr")]
    assert rows == [
        ["", "Secretariat of the Harbour Dialogue", "HLD/2026/12"],
        ["", "Assembly of Harbours", "", "Distr.: General16 March 2026Original: English"],
    ]
    assert "Specimen" in words(head)
    foot = words(running(golden(), "footer", "first"))
    assert "26-00123 (E)    160326" in foot
    assert "Not a document of the United Nations." in foot


@pytest.mark.parametrize(
    ("language", "page", "head", "foot"),
    [
        ("en", "even", "HLD/2026/12|Draft", "2/2||26-00123"),
        ("en", "default", "|Draft|HLD/2026/12", "26-00123||2/2"),
        ("ar", "even", "|Draft|HLD/2026/12", "26-00123||2/2"),
        ("ar", "default", "HLD/2026/12|Draft", "2/2||26-00123"),
    ],
)
def test_running_heads_and_page_numbers_stand_outside(language, page, head, foot):
    content = render_docx(make_small(language, marks=("Draft",)))
    assert with_tabs(running(content, "header", page)) == head
    found = running(content, "footer", page)
    assert with_tabs(found) == foot
    codes = [each.text.strip() for each in found.iter(f"{{{W}}}instrText")]
    assert codes == ["PAGE", "NUMPAGES"]
    assert part(content, "word/settings.xml").find("w:evenAndOddHeaders", NS) is not None


def with_tabs(node) -> str:
    return with_tabs_of(node.find("w:p", NS))


def with_tabs_of(line) -> str:
    found = etree.XPath(".//w:r/w:t | .//w:r/w:tab", namespaces=NS)(line)
    return "".join("|" if each.tag == f"{{{W}}}tab" else each.text or "" for each in found)


def test_tables_repeat_their_heads_and_have_horizontal_rules_only():
    tables = docx.Document(BytesIO(golden())).tables
    figures = next(each for each in tables if "Strelsau" in words(each._tbl))
    heads = [row._tr.find("w:trPr/w:tblHeader", NS) is not None for row in figures.rows]
    assert heads == [True, True, True, False, False, False, False]
    sides = {etree.QName(each).localname for each in figures._tbl.xpath(".//w:tcBorders/*")}
    assert sides == {"top", "bottom"}
    last = figures._tbl.xpath("./w:tr[last()]/w:tc/w:tcPr/w:tcBorders")
    assert {value(each.find("w:top", NS), "sz") for each in last} == {"4"}
    assert {value(each.find("w:bottom", NS), "sz") for each in last} == {"12"}
    assert sum(int(value(each, "w")) for each in figures._tbl.tblGrid) == 9840


def test_a_landscape_table_has_a_turned_section_of_its_own():
    content = render_docx(
        make_small(blocks=(Paragraph("Before.", 1), WIDE, Paragraph("After.", 2)))
    )
    sections = docx.Document(BytesIO(content)).sections
    assert [each.page_width.pt for each in sections] == [612, 792, 612]
    assert [each.different_first_page_header_footer for each in sections] == [True, False, False]
    alone = docx.Document(BytesIO(render_docx(make_small(blocks=(WIDE,)))))
    assert [each.page_width.pt for each in alone.sections] == [612, 792]


def test_annexes_and_page_breaks_start_a_page_and_so_does_the_text_after_a_summary():
    turned = [words(each) for each in find(golden(), "//w:p[w:pPr/w:pageBreakBefore]")]
    assert turned == [
        "Introduction",
        "II.Conclusions and recommendations",
        "Annex ISubmissions received",
        "Annex IITwo submissions in full",
    ]


def test_an_arabic_document_runs_from_right_to_left():
    arabic = "نحتفظ بسجل مشترك (HLD/2026/12) للمساكن."
    table = Table(1, arabic, (Column(arabic), Column(arabic)), (Row((arabic, "41 945.0")),))
    content = render_docx(
        make_small(
            "ar",
            title=arabic,
            masthead=replace(MASTHEAD, session=arabic, agenda_item=arabic, agenda_title=arabic),
            summary=(arabic,),
            blocks=(
                Heading(1, arabic, "أولا"),
                Paragraph((Text(arabic), FootnoteCall(1)), 1),
                SubParagraph("(أ)", arabic),
                table,
            ),
            footnotes=(Footnote(1, arabic),),
        )
    )
    for each in find(content, "//w:body//w:p[.//w:t]"):
        assert each.find("w:pPr/w:bidi", NS) is not None, words(each)
    runs = find(content, "//w:body//w:r[w:t]")
    right = {words(each) for each in runs if each.find("w:rPr/w:rtl", NS) is not None}
    left = {words(each) for each in runs if each.find("w:rPr/w:rtl", NS) is None}
    assert left == {"HLD/2026/12", "*"}
    assert {"1.", "أولا.", "(أ)", "41\u00a0945.0"} <= right
    assert len(find(content, "//w:tblPr/w:bidiVisual")) == 2
    assert find(content, "//w:sectPr/w:bidi")
    note = find(content, "//w:footnote[not(@w:type)]", "word/footnotes.xml")[-1]
    assert note.find("w:p/w:pPr/w:bidi", NS) is not None
    default = find(content, "//w:rPrDefault//w:lang", "word/styles.xml")[0]
    assert value(default, "bidi") == "ar-SA"


def test_words_in_other_languages_say_so_and_their_direction():
    runs = find(golden(), "//w:r[w:t]")
    found = {words(each): each.find("w:rPr", NS) for each in runs}
    arabic, chinese = found["سجل مشترك للمساكن"], found["住宿登记册"]
    assert arabic.find("w:rtl", NS) is not None
    assert value(arabic.find("w:lang", NS), "bidi") == "ar-SA"
    assert value(chinese.find("w:lang", NS), "eastAsia") == "zh-CN"
    assert value(found["общий реестр жилья"].find("w:lang", NS)) == "ru-RU"
    part_ = next(p for p in find(golden(), "//w:p") if "ميناء كلو" in words(p))
    assert part_.find("w:pPr/w:bidi", NS) is not None


def test_bold_is_for_recommendations_and_not_for_their_numbers():
    line = next(p for p in find(golden(), "//w:p") if words(p).startswith("16."))
    bold = [words(r) for r in line.iter(f"{{{W}}}r") if r.find("w:rPr/w:b", NS) is not None]
    assert len(bold) == 1
    assert bold[0].startswith("The Assembly of Harbours")


def test_properties_and_dates_come_from_the_tree():
    core = docx.Document(BytesIO(golden())).core_properties
    assert (core.title, core.language) == ("People who move between harbours", "en-GB")
    assert core.identifier == "HLD/2026/12"
    assert {core.created.isoformat(), core.modified.isoformat()} == {"2026-03-16T00:00:00+00:00"}
    with ZipFile(BytesIO(golden())) as file:
        assert {each.date_time for each in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        names = file.namelist()
    assert names == ["[Content_Types].xml", *sorted(names[1:])]


def test_every_part_is_declared_and_every_relation_leads_somewhere():
    with ZipFile(BytesIO(golden())) as file:
        names = set(file.namelist())
        types = etree.fromstring(file.read("[Content_Types].xml"))
        declared = {each.get("PartName", "").lstrip("/") for each in types}
        assert "word/footnotes.xml" in declared
        assert declared - {""} <= names
        for name in (each for each in names if each.endswith(".rels")):
            folder = name.replace("_rels/", "").rpartition("/")[0]
            for each in etree.fromstring(file.read(name)):
                assert f"{folder}/{each.get('Target')}".lstrip("/") in names


def test_markup_in_any_text_stays_text():
    table = Table(
        1,
        TRICK,
        (Column(TRICK, spanner=TRICK, unit=TRICK, note=TRICK), Column("B")),
        (Row((TRICK, None), total=True),),
        unit=TRICK,
        notes=(TableNote(TRICK, TRICK), TableNote("Source", TRICK)),
    )
    blocks = (
        Heading(1, TRICK, TRICK),
        Paragraph(TRICK, 1),
        SubParagraph(TRICK, TRICK),
        Quote((TRICK,), source=TRICK),
        table,
        Part(TRICK, (Paragraph(TRICK, 1),)),
    )
    document = make_small(
        title=TRICK * 5,
        author_line=TRICK,
        masthead=replace(MASTHEAD, owner=TRICK, organ=TRICK, symbol="A" + TRICK),
        summary=(TRICK,),
        front_notes=(TRICK,),
        blocks=blocks,
        annexes=(Annex(TRICK, TRICK, ()),),
        marks=(TRICK,),
        foot_line=TRICK,
    )
    content = render_docx(document)
    assert docx.Document(BytesIO(content)).core_properties.title == TRICK * 5
    assert words(part(content, "word/document.xml")).count(TRICK) > 20


def test_a_mark_that_is_no_picture_leaves_its_cell_empty():
    for mark in (
        "data:image/png;base64,AAAA",
        "file:///etc/hostname",
        "data:image/svg+xml;base64,PHN2Zy8+",
    ):
        content = render_docx(make_small(masthead=replace(MASTHEAD, mark=mark, job_number="")))
        with ZipFile(BytesIO(content)) as file:
            assert [each for each in file.namelist() if "media" in each] == []
    with ZipFile(BytesIO(golden())) as file:
        assert len([each for each in file.namelist() if "media" in each]) == 2


def test_a_sign_that_no_xml_can_carry_is_a_fault_with_its_place():
    with pytest.raises(ContentFaults) as caught:
        render_docx(make_small(annexes=(Annex("I", "x\x00", ()),)))
    assert [str(each) for each in caught.value.faults] == [
        "annexes[0].title: holds the unprintable character U+0000"
    ]


def test_a_document_without_blocks_summary_or_symbol_opens():
    bare = replace(MASTHEAD, symbol="", job_number="", agenda_footnote="", session="")
    content = render_docx(make_small(blocks=(), masthead=bare, title=""))
    assert len(docx.Document(BytesIO(content)).sections) == 1


def test_the_report_of_the_model_has_its_numbers_notes_and_tables():
    path = DATA / "a69207.json"
    if not path.exists():
        pytest.skip("../shared/data is not here")
    content = render_docx(from_json(path.read_text(encoding="utf-8")))
    marks = [value(each, "name") for each in find(content, "//w:bookmarkStart")]
    assert [m for m in marks if m.startswith("para-")] == [f"para-{n}" for n in range(1, 88)]
    assert len(find(content, "//w:footnote[not(@w:type)]", "word/footnotes.xml")) == 19
    assert len(find(content, "//w:tbl[.//w:tblHeader]")) == 2


def test_a_document_is_an_island():
    with ZipFile(BytesIO(golden())) as file:
        relations = b"".join(file.read(n) for n in file.namelist() if n.endswith(".rels"))
    assert b'TargetMode="External"' not in relations


def test_sources_are_shown_only_where_they_are_wanted():
    blocks = (Paragraph((Text("Said.", ("HLD2026/0007 v2",)),), 1, draft=True),)
    document: Document = make_small(blocks=blocks)
    shown = words(part(render_docx(replace(document, show_sources=True)), "word/document.xml"))
    hidden = words(part(render_docx(document), "word/document.xml"))
    assert "1.Said. [HLD2026/0007 v2] [not yet approved]" in shown
    assert "1.Said. [not yet approved]" in hidden


def test_contents_are_a_field_over_linked_headings():
    content = render_docx(replace(make_report(), contents=True))
    lines = find(content, "//w:p[starts-with(w:pPr/w:pStyle/@w:val, 'TOC')]")
    assert [with_tabs_of(each) for each in lines][:4] == [
        "Introduction|–",
        "|I.|What was said|–",
        "|A.|Lodgings|–",
        "|1.|Registers kept at night|–",
    ]
    marks = {value(each, "name") for each in find(content, "//w:bookmarkStart")}
    targets = [value(each, "anchor") for line in lines for each in line.iter(f"{{{W}}}hyperlink")]
    assert len(set(targets)) == len(lines) == 9
    assert set(targets) <= marks
    assert lines[0].xpath(".//w:instrText/text()", namespaces=NS)[0].split()[0] == "TOC"
    kinds = [value(e, "fldCharType") for line in lines for e in line.iter(f"{{{W}}}fldChar")]
    assert kinds.count("begin") == kinds.count("separate") == kinds.count("end") == 10


def test_contents_come_with_length_unless_the_tree_says_otherwise():
    long = make_small(blocks=(Heading(1, "A", "I"), Paragraph("word " * 10_000, 1)))
    with_list = {
        (document.contents, len(find(render_docx(document), "//w:p[w:pPr/w:pStyle/@w:val='TOC1']")))
        for document in (long, replace(long, contents=False))
    }
    assert with_list == {(None, 1), (False, 0)}
    assert find(golden(), "//w:p[starts-with(w:pPr/w:pStyle/@w:val, 'TOC')]") == []


def test_a_line_between_two_headings_stays_with_them():
    blocks = (
        Heading(3, "Klow"),
        Paragraph("[HLD2026/0007]"),
        Heading(3, "Title"),
        Paragraph("A"),
        PageBreak(),
        Paragraph("B"),
    )
    kept = find(render_docx(make_small(blocks=blocks)), "//w:body/w:p[w:pPr/w:keepNext]")
    assert [words(each) for each in kept] == ["[HLD2026/0007]", "B"]  # "B" with the short rule


def last_kept(*blocks) -> list[str]:
    body = find(render_docx(make_small(blocks=blocks)), "//w:body")[0]
    before = body[-3]  # then the short rule, then the properties of the section
    assert value(body[-2].find("w:pPr/w:pStyle", NS)) == "EndRule"
    return [words(each) for each in before.xpath(".//w:pPr[w:keepNext]/..", namespaces=NS)] or [
        words(each) for each in [before] if each.find("w:pPr/w:keepNext", NS) is not None
    ]


def test_the_short_rule_never_has_a_page_to_itself():
    table = Table(1, "T", (Column("A"), Column("B")), (Row(("1", "2")), Row(("3", "4"))))
    assert last_kept(Paragraph("One.", 1), Paragraph("Two.", 2)) == ["2.Two."]
    assert last_kept(Paragraph("One.", 1), table)[-2:] == ["3", "4"]


def test_word_adds_the_spaces_between_paragraphs_as_the_model_does():
    compat = find(golden(), "/w:settings/w:compat/*", "word/settings.xml")
    assert [etree.QName(each).localname for each in compat] == [
        "doNotUseHTMLParagraphAutoSpacing",
        "compatSetting",
    ]
    (first,) = (p for p in find(golden(), "//w:p") if words(p) == "Introduction")
    assert value(first.find("w:pPr/w:spacing", NS), "before") == "360"  # a page of its own


def test_a_mark_of_ones_own_is_known_as_such_by_libreoffice():
    (call, _) = find(golden(), "//w:r[w:footnoteReference[@w:customMarkFollows]]")
    (note,) = find(golden(), "//w:footnote[@w:id='1']", "word/footnotes.xml")
    first = note.find("w:p/w:r", NS)
    for each in (call, first):
        assert value(each.find("w:rPr/w:rStyle", NS)) == "FootnoteReference"
        assert value(each.find("w:rPr/w:vertAlign", NS)) == "baseline"
    assert [etree.QName(each).localname for each in first] == ["rPr", "tab", "t"]


def test_numbers_of_contents_stand_within_the_line():
    # LibreOffice loses what stands on a tab beyond the right indent.
    indents = find(golden(), "//w:style[starts-with(@w:styleId, 'TOC')]//w:ind", "word/styles.xml")
    assert [value(each, "right") for each in indents] == ["0", "0", "0"]


def test_a_long_text_without_a_heading_has_no_contents_and_is_written():
    document = make_small(blocks=(Paragraph("word " * 10_000, 1),))
    assert find(render_docx(document), "//w:p[w:pPr/w:pStyle/@w:val='ContentsHead']") == []
