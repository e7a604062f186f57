import base64
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

from lxml import etree

from hld_portal.reports.composing.document import compose_report
from hld_portal.reports.renderers.docx import render_docx
from hld_portal.reports.renderers.html import render_page
from hld_portal.reports.renderers.pdf import render_pdf
from tests.golden.pages import open_pdf
from tests.golden.trees import MASTHEAD, make_small
from tests.make import make_dialogue

SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="60" height="40" viewBox="0 0 60 40">'
    b'<rect x="2" y="2" width="56" height="36" fill="#036"/></svg>'
)
MARK = "data:image/svg+xml;base64," + base64.b64encode(SVG).decode()
BLIP = "{http://schemas.microsoft.com/office/drawing/2016/SVG/main}svgBlip"
EMBED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
EXTENT = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}extent"


def marked(**changes):
    return make_small(masthead=replace(MASTHEAD, mark=MARK, job_number=""), **changes)


def test_a_drawing_is_in_the_docx_as_it_is_and_fits_its_cell():
    with ZipFile(BytesIO(render_docx(marked()))) as file:
        names = file.namelist()
        head = next(n for n in names if n.startswith("word/header") and BLIP_NAME in file.read(n))
        relations = etree.fromstring(file.read(head.replace("word/", "word/_rels/") + ".rels"))
        tree = etree.fromstring(file.read(head))
        drawing = file.read("word/media/mark.svg")
        types = file.read("[Content_Types].xml")
    (blip,) = tree.iter(BLIP)
    targets = {each.get("Id"): each.get("Target") for each in relations}
    assert targets[blip.get(EMBED)].endswith("media/mark.svg")
    assert drawing == SVG
    assert b"image/svg+xml" in types
    (extent,) = tree.iter(EXTENT)
    width, height = (int(extent.get(each)) / 12700 for each in ("cx", "cy"))
    assert (round(width, 1), round(height, 1)) == (56.2, 37.5)


BLIP_NAME = b"svgBlip"


def test_the_same_drawing_gives_the_same_bytes():
    assert render_docx(marked()) == render_docx(marked())


def test_the_mark_stands_in_the_head_of_the_html_file():
    assert f'<img class="own" src="{MARK}" alt="">' in render_page(marked())
    assert "<img" not in render_page(make_small())


def test_the_mark_is_drawn_on_page_one_of_the_pdf():
    with open_pdf(render_pdf(marked())) as opened:
        drawn = opened.pages[0].Contents.read_bytes()
        drawn += b"".join(
            each.read_bytes() for each in opened.pages[0].Resources.get("/XObject", {}).values()
        )
    assert b"0 0.2 0.4 rg" in drawn or b"0 .2 .4 rg" in drawn


def test_the_mark_of_the_dialogue_stands_on_its_documents(db):
    dialogue = make_dialogue()
    assert compose_report(dialogue, "brief").masthead.mark == ""
    dialogue.owner = {"name": "Guild", "mark": MARK}
    assert compose_report(dialogue, "brief").masthead.mark == MARK
