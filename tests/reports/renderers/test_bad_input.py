from dataclasses import replace

import pikepdf
import pytest
from django.core.management import call_command

from hld_portal.reports.content import (
    Annex,
    Column,
    Document,
    Footnote,
    FootnoteCall,
    Heading,
    Paragraph,
    Quote,
    Row,
    Table,
    Text,
)
from hld_portal.reports.content_faults import faults_of
from hld_portal.reports.content_json import ContentFaults, to_json
from hld_portal.reports.renderers import pdf as pdf_renderer
from hld_portal.reports.renderers.pdf import render_pdf
from tests.golden.pages import find_words, open_pdf, words_of
from tests.golden.trees import MASTHEAD, make_small

ARABIC = "نحتفظ بسجل مشترك للمساكن في ميناء كلو، ونراجعه مرتين في السنة."


def test_a_word_of_three_thousand_letters_stays_within_the_page():
    rendered = render_pdf(make_small(blocks=(Paragraph("x" * 3000, 1),)))
    body = [w for w in words_of(rendered.pdf) if set(w.text) == {"x"}]
    assert sum(len(w.text) for w in body) == 3000
    assert max(w.right for w in body) < 490


def test_a_table_of_forty_columns_stays_within_the_page():
    table = Table(
        1,
        "Wide",
        tuple(Column(f"Column {n}") for n in range(40)),
        (Row(tuple(str(n) for n in range(40))),),
        landscape=True,
    )
    rendered = render_pdf(make_small(blocks=(table, Paragraph("After.", 1))))
    with open_pdf(rendered) as opened:
        assert [float(page.mediabox[2]) for page in opened.pages] == [612, 792, 612]
    last = find_words(rendered.pdf, "39")
    assert len(last) == 2
    assert all(w.right < 792 - 59 for w in last)


def test_a_long_word_in_a_cell_stays_within_the_table():
    table = Table(1, "Long", (Column("A"), Column("B")), (Row(("y" * 500, "z")),))
    rendered = render_pdf(make_small(blocks=(table,)))
    assert max(w.right for w in words_of(rendered.pdf) if "y" * 5 in w.text) < 490


def test_a_document_without_blocks_is_a_front_page():
    assert render_pdf(make_small(blocks=())).pages == 1


def test_a_right_to_left_document_is_mirrored():
    document = Document(
        language="ar",
        title="المتنقلون بين الموانئ",
        masthead=replace(MASTHEAD, organ="جمعية الموانئ"),
        summary=(ARABIC,),
        blocks=(Heading(1, "ما قيل", "أولا"), Paragraph((Text(ARABIC), FootnoteCall(1)), 1)),
        footnotes=(Footnote(1, ARABIC),),
    )
    rendered = render_pdf(document)
    symbol = next(w for w in words_of(rendered.pdf) if w.page == 1 and w.text.startswith("HLD"))
    running = find_words(rendered.pdf, "HLD/2026/12", 2)[0]
    assert symbol.left == pytest.approx(60, abs=1)
    assert running.right == pytest.approx(552, abs=1)
    assert find_words(rendered.pdf, "Arabic", 1)
    with open_pdf(rendered) as opened:
        assert str(opened.Root.Lang) == "ar"


def test_a_mark_of_the_owner_is_shown_and_an_address_never_fetched():
    png = (
        "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8A"
        "AQUBAScY42YAAAAASUVORK5CYII="
    )
    with_mark = render_pdf(make_small(masthead=replace(MASTHEAD, mark=png)))
    remote = render_pdf(make_small(masthead=replace(MASTHEAD, mark="http://127.0.0.1:9/x.png")))
    local = render_pdf(make_small(masthead=replace(MASTHEAD, mark="file:///etc/hostname")))
    assert [images(each) for each in (with_mark, remote, local)] == [1, 0, 0]


def images(rendered) -> int:
    with open_pdf(rendered) as opened:
        found = opened.pages[0].Resources.get("/XObject", {})
        return sum(each.Subtype == pikepdf.Name.Image for each in found.values())


def test_a_machine_without_pango_is_told_what_to_install(monkeypatch):
    import builtins

    real = builtins.__import__

    def without_pango(name, *args, **kwargs):
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without_pango)
    with pytest.raises(pdf_renderer.MachineLacks, match="install libpango"):
        render_pdf(make_small())


def test_a_sign_that_no_font_has_is_named_with_its_place():
    blocks = (Paragraph("Sound.", 1), Paragraph((Text("A sign: \U0001fbff\U000f1234."),), 2))
    table = Table(1, "Fine", (Column("\U000f1235"),), (Row(("\u200fa\ufe0f",)),))
    with pytest.raises(ContentFaults) as caught:
        render_pdf(make_small(title="\U000f1236", blocks=(*blocks, table)))
    faults = [str(each) for each in caught.value.faults]
    assert "title: no font has U+F1236 (without a name)" in faults
    assert "blocks[1].text: no font has U+F1234 (without a name)" in faults
    assert "blocks[2].columns[0].head: no font has U+F1235 (without a name)" in faults
    assert not any("rows" in each for each in faults)


def test_a_sign_that_no_font_has_stops_the_command_and_leaves_no_file(tmp_path, capsys):
    tree = tmp_path / "tree.json"
    tree.write_text(to_json(make_small(author_line="\U000f1234")), encoding="utf-8")
    with pytest.raises(SystemExit):
        call_command("typeset", str(tree), "--output", str(tmp_path / "a.pdf"))
    told = capsys.readouterr().err
    assert told == "error: author_line: no font has U+F1234 (without a name)\n"
    assert [each.name for each in tmp_path.iterdir()] == ["tree.json"]


def test_a_table_of_too_many_columns_is_refused_with_its_place():
    columns = tuple(Column(str(n)) for n in range(61))
    faults = faults_of(make_small(blocks=(Table(1, "Wide", columns, ()),)))
    assert [str(each) for each in faults] == [
        "blocks[0].columns: 61 columns; a page holds between 1 and 60"
    ]


@pytest.mark.parametrize("level", range(1, 7))
def test_a_footnote_in_a_heading_of_any_level_stands_at_the_foot(level):
    head = Heading(level, (Text("Head"), FootnoteCall(1)), "A")
    document = make_small(blocks=(head, Paragraph("Text.", 1)), footnotes=(Footnote(1, "Noted."),))
    (note,) = find_words(render_pdf(document).pdf, "Noted.")
    assert note.top > 600


TRICKS = [
    "<script>alert(1)</script>",
    "<img src=http://127.0.0.1:9/x.png>",
    "</title><style>*{display:none}</style>",
    "**bold** [link](javascript:alert(1))",
    '&lt;b&gt; &amp; "quoted"',
    "{% include 'x' %} {{ 1 }}",
    "]]> <!-- -->",
]


@pytest.mark.parametrize("trick", TRICKS)
def test_tricks_are_printed_as_they_stand_wherever_text_goes(trick):
    annex = Annex(None, trick, (Paragraph(trick, 1),))
    table = Table(1, trick, (Column(trick),), (Row((trick,)),))
    quote = Quote((trick,), source=trick)
    document = make_small(
        title=trick,
        author_line=trick,
        contents=True,
        annexes=(annex,),
        summary=(trick,),
        blocks=(Heading(1, trick, "I"), Paragraph(trick, 1), table, quote),
    )
    rendered = render_pdf(document)
    squeezed = "".join(w.text for w in words_of(rendered.pdf))
    assert squeezed.count("".join(trick.split())) >= 10
    with open_pdf(rendered) as opened:
        assert str(opened.docinfo.Title) == trick
