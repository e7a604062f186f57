import re

from hld_portal.reports.content import Annex, Heading, Paragraph, Part
from hld_portal.reports.renderers.html import render_html, render_page
from tests.golden.trees import make_report, make_small

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
    assert '<p class="mark">* Submissions are reproduced as received.</p>' in html
    assert html.index("reproduced as received") < html.index("para-1")


def test_headings_have_anchors_and_the_numbers_of_the_pages():
    html = render_html(make_report())
    assert '<h2 class="sub" id="h-2"><span>I.</span> What was said</h2>' in html
    assert 'id="HLD2026-0007__h-1"' in html
