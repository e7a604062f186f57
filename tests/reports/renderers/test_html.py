import re
from dataclasses import replace

from hld_portal.reports.content import (
    Annex,
    Footnote,
    FootnoteCall,
    Heading,
    Paragraph,
    Part,
    Text,
)
from hld_portal.reports.content_faults import faults_of
from hld_portal.reports.renderers.html import render_html, render_page
from tests.golden.trees import MASTHEAD, make_report, make_small

TRICK = '<script>alert("1")</script><b onclick=x>&'


def test_paragraphs_carry_their_anchors_parts_with_their_reference():
    html = render_html(make_report())
    anchors = re.findall(r'<div class="para" id="([^"]+)">', html)
    assert anchors == [
        *(f"para-{n}" for n in range(1, 17)),
        "annex-1__para-1",
        "HLD2026-0007__para-1",
        "HLD2026-0008__para-1",
    ]


def test_every_link_leads_to_an_anchor_of_the_page():
    html = render_html(make_report())
    links, known = re.findall(r'href="#([^"]+)"', html), re.findall(r'id="([^"]+)"', html)
    assert len(links) > 20
    assert set(links) <= set(known)
    assert len(known) == len(set(known))


def test_markup_in_any_text_is_shown_and_not_obeyed():
    part = Part(f"X{TRICK}", (Heading(2, TRICK), Paragraph(TRICK, 1)), language="ar")
    document = make_small(
        title=TRICK,
        summary=(TRICK,),
        blocks=(Heading(1, TRICK, TRICK), Paragraph(TRICK, 1), part),
        annexes=(Annex(TRICK, TRICK, (Paragraph(TRICK, 1),)),),
        marks=(TRICK,),
        foot_line=TRICK,
    )
    html = render_page(document)
    assert "&lt;script&gt;" in html
    assert "<script" not in html
    assert "<b onclick" not in html


def test_a_part_says_its_language_and_direction():
    assert '<section lang="ar" dir="rtl">' in render_html(make_report())


def test_the_fragment_has_no_style_and_no_script():
    html = render_html(make_report())
    assert "style" not in html
    assert "<script" not in html


def test_notes_of_the_front_page_stand_before_the_text():
    html = render_html(make_report())
    assert '<p class="mark">** Submissions are reproduced as received.</p>' in html
    assert html.index("reproduced as received") < html.index("para-1")


def test_headings_have_anchors_and_the_numbers_of_the_pages():
    html = render_html(make_report())
    assert '<h2 class="sub" id="h-2"><span>I.</span> What was said</h2>' in html
    assert 'id="HLD2026-0007__h-1"' in html


def test_calls_side_by_side_do_not_read_as_one_number():
    notes = (Footnote(1, "One."), Footnote(2, "Two."))
    runs = (Text("Said."), FootnoteCall(1), FootnoteCall(2), Text(" So."))
    html = render_html(make_small(blocks=(Paragraph(runs, 1),), footnotes=notes))
    line = html[html.index("Said.") : html.index(" So.")]
    assert re.sub(r"<[^>]+>", "", line) == "Said.1,2"


def test_each_note_of_the_front_page_has_its_own_star_and_its_call():
    document = make_small(front_notes=("Reproduced as received.",))
    html = render_page(document)
    assert f"<p>{MASTHEAD.agenda_item}*</p>" in html
    assert f"<p>* {MASTHEAD.agenda_footnote}</p>" in html
    assert f"<h1>{document.title}**</h1>" in html
    assert '<p class="mark">** Reproduced as received.</p>' in html
    alone = render_page(replace(document, masthead=replace(MASTHEAD, agenda_footnote="")))
    assert f"<p>{MASTHEAD.agenda_item}</p>" in alone
    assert f"<h1>{document.title}*</h1>" in alone
    assert '<p class="mark">* Reproduced as received.</p>' in alone


def test_a_part_without_a_reference_keeps_that_of_its_annex():
    annex = Annex("I", "A", (Paragraph("One.", 1), Part("", (Paragraph("Two.", 2),))))
    document = make_small(blocks=(Paragraph("Two.", 2),), annexes=(annex,))
    ids = re.findall(r'<div class="para" id="([^"]+)">', render_html(document))
    assert ids == ["para-2", "annex-1__para-1", "annex-1__para-2"]
    assert faults_of(document) == []
    twice = replace(annex, blocks=(*annex.blocks, Paragraph("Two again.", 2)))
    assert [str(each) for each in faults_of(replace(document, annexes=(twice,)))] == [
        "annexes[0].blocks[2].number: 2 stands twice"
    ]
