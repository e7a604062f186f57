import base64
import socket
import threading
from dataclasses import replace

import pytest

from hld_portal.reports.content import (
    Annex,
    Column,
    Footnote,
    FootnoteCall,
    Foreign,
    Heading,
    Italic,
    Link,
    Paragraph,
    Quote,
    Row,
    SubParagraph,
    Table,
    TableNote,
    Text,
)
from hld_portal.reports.content_faults import faults_of
from hld_portal.reports.renderers import FORMATS, render
from hld_portal.reports.renderers.pdf import render_pdf
from tests.golden.pages import find_words, words_of
from tests.golden.trees import MASTHEAD, make_small

ARABIC = "سجل مشترك للمساكن"
LONG = "q" * 3000


def forty(cells, **shape):
    columns = tuple(Column(f"Column {n}", "end" if n else "start") for n in range(40))
    return Table(1, "Wide", columns, (Row(("Klow", *cells)),), **shape)


def test_no_figure_of_a_table_of_forty_columns_is_parted():
    figures = [str(200 + n) for n in range(39)]
    words = [
        w.text for w in words_of(render_pdf(make_small(blocks=(forty(figures, wide=True),))).pdf)
    ]
    assert [each for each in words if each in figures] == figures
    assert "Klow" in words


@pytest.mark.parametrize(
    ("shape", "cell", "told"),
    [
        ({}, "200", "437 points side by side, there are 366; turn the table (landscape) or part"),
        ({"wide": True}, "12 345", "there are 492; turn the table (landscape) or part it"),
        ({"landscape": True}, "12 345", "there are 672; part it into several"),
    ],
)
def test_figures_that_no_page_holds_are_a_fault_that_says_what_to_change(shape, cell, told):
    (fault,) = faults_of(make_small(blocks=(forty([cell] * 39, **shape),)))
    assert fault.place == "blocks[0].columns"
    assert told in fault.message


@pytest.mark.parametrize("shape", [{"wide": True}, {"landscape": True}])
def test_figures_that_are_no_fault_stay_within_the_page(shape):
    table = forty(["200"] * 39, **shape)
    assert faults_of(make_small(blocks=(table,))) == []
    words = find_words(render_pdf(make_small(blocks=(table,))).pdf, "200")
    assert len(words) == 39
    assert max(w.right for w in words) <= (732.5 if "landscape" in shape else 552.5)


def test_what_stands_at_the_foot_of_page_one_stays_there_when_the_summary_runs_on():
    foot = "Compiled at night."
    document = make_small(summary=("Some words of a summary. " * 200,), foot_line=foot)
    rendered = render_pdf(document)
    assert {w.page for w in find_words(rendered.pdf, "summary.")} == {1, 2}
    assert [w.page for w in find_words(rendered.pdf, "night.")] == [1]
    assert find_words(rendered.pdf, "(E)")[0].page == 1


PLACES = {
    "title": {"title": LONG[:900]},
    "author": {"author_line": LONG[:400]},
    "summary": {"summary": (LONG,)},
    "front note": {"front_notes": (LONG[:300],)},
    "heading": {"blocks": (Heading(1, LONG[:1200], "I"), Paragraph("Text.", 1)), "contents": True},
    "item": {"blocks": (SubParagraph("(a)", LONG),)},
    "quotation": {"blocks": (Quote((LONG,), source=LONG[:200]),)},
    "table": {"blocks": (Table(1, LONG[:300], (Column(LONG[:99]), Column("B")), (Row((LONG, "z")),)),)},
    "table note": {"blocks": (Table(1, "T", (Column("A"),), (), notes=(TableNote("a", LONG),)),)},
    "footnote": {
        "blocks": (Paragraph((Text("Text."), FootnoteCall(1)), 1),),
        "footnotes": (Footnote(1, LONG[:2000]),),
    },
    "annex": {"annexes": (Annex("I", LONG[:600], (Paragraph("Text.", 1),)),), "contents": True},
    "agenda": {"masthead": replace(MASTHEAD, agenda_title=LONG[:400], organ=LONG[:100], owner=LONG[:60])},
}  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
def test_a_word_without_end_stays_within_the_page_wherever_it_stands(place):
    document = make_small(**PLACES[place])
    assert faults_of(document) == []
    words = [w for w in words_of(render_pdf(document).pdf) if w.text.startswith("qqq")]
    assert words
    assert min(w.left for w in words) > 59
    assert max(w.right for w in words) < 553
    assert max(w.bottom for w in words) < 745


def test_arabic_inside_english_keeps_the_order_of_the_english_around_it():
    runs = (
        Text("First "),
        Foreign(ARABIC, "ar"),
        Text(" second, then "),
        Text(ARABIC),
        Text(" third."),
    )
    heading = (Text("Head "), Foreign(ARABIC, "ar"), Text(" tail"), FootnoteCall(1))
    document = make_small(
        title=f"Title {ARABIC} end",
        blocks=(Heading(1, heading, "I"), Paragraph(runs, 1)),
        footnotes=(Footnote(1, f"Note {ARABIC} close."),),
        contents=True,
    )
    words = words_of(render_pdf(document).pdf)
    for before, after in [
        ("Title", "end"),
        ("Head", "tail"),
        ("Note", "close."),
        ("First", "second,"),
    ]:
        firsts = [w for w in words if w.text == before]
        lasts = [w for w in words if w.text.rstrip("1") == after]
        assert len(firsts) == len(lasts) >= 1
        for first, last in zip(firsts, lasts, strict=True):
            assert first.top == pytest.approx(last.top, abs=4)
            assert first.right < last.left


@pytest.fixture
def listener():
    """An address that counts who comes; whatever fetches it is caught."""
    met = []
    server = socket.create_server(("127.0.0.1", 0))
    server.settimeout(0.1)
    over = threading.Event()

    def listen():
        while not over.is_set():
            try:
                met.append(server.accept()[1])
            except TimeoutError:
                continue

    thread = threading.Thread(target=listen)
    thread.start()
    yield f"http://127.0.0.1:{server.getsockname()[1]}", met
    over.set()
    thread.join()
    server.close()


def lures(address):
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="{address}/i.png"/></svg>'
    mark = "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()
    return [
        f"<img src={address}/x.png>",
        f"![picture]({address}/x.png) [link]({address}/y)",
        f"<link rel=stylesheet href={address}/z.css>",
        f"</title><style>@import url({address}/a.css);p{{background:url({address}/b.png)}}</style>",
        f"url({address}/c.png) @import '{address}/d.css'",
        f"<iframe src={address}/e></iframe><object data={address}/f></object>",
    ], mark


@pytest.mark.parametrize("suffix", FORMATS)
def test_no_address_in_any_text_is_ever_fetched(suffix, listener):
    address, met = listener
    texts, mark = lures(address)
    words = tuple(Text(each) for each in texts)
    document = make_small(
        title=texts[3],
        author_line=texts[0],
        summary=(words,),
        foot_line=texts[2],
        masthead=replace(MASTHEAD, mark=mark, agenda_title=texts[1], organ=texts[4]),
        blocks=(
            Heading(1, words, "I"),
            Paragraph(
                (*words, Italic(texts[0]), Foreign(texts[3], "ar"), Link(texts[1], "para-1")), 1
            ),
            Table(1, texts[3], (Column(texts[0]),), (Row((words,)),)),
            Quote((words,), source=texts[5]),
        ),
        annexes=(Annex("I", texts[3], (Paragraph(words, 1),)),),
        contents=True,
    )
    rendered = render(document, suffix)
    assert rendered.content
    assert met == []


def test_the_listener_hears_who_comes(listener):
    address, met = listener
    socket.create_connection(("127.0.0.1", int(address.rpartition(":")[2]))).close()
    for _ in range(50):
        if met:
            break
        threading.Event().wait(0.1)
    assert len(met) == 1


def test_what_no_page_would_hold_is_a_fault_and_never_cut_off():
    note = Paragraph((Text("One."), FootnoteCall(1), Text(" Two."), FootnoteCall(2)), 1)
    far = Paragraph((Text("One."), FootnoteCall(1), Text(" Two." * 30), FootnoteCall(2)), 1)
    notes = (Footnote(1, "i" * 2500), Footnote(2, "i" * 1501))
    masthead = replace(MASTHEAD, owner="o" * 151, organ="q" * 181)
    found = faults_of(make_small(blocks=(note,), footnotes=notes, masthead=masthead))
    assert [str(each) for each in found] == [
        "masthead.owner: 151 letters; the masthead holds 150",
        "masthead.organ: 181 letters; the masthead holds 180",
        "blocks[0].text: footnote 2 brings the footnotes of its line to 4001 letters; "
        "a page holds 4000. Move some into the text or an annex",
    ]
    assert faults_of(make_small(blocks=(far,), footnotes=notes)) == []


def test_the_longest_footnotes_that_are_no_fault_are_printed_whole():
    note = Paragraph((Text("One."), FootnoteCall(1), FootnoteCall(2)), 1)
    notes = (Footnote(1, "Quux " * 400), Footnote(2, "Quux " * 400))
    document = make_small(blocks=(Paragraph("Before. " * 500, 2), note), footnotes=notes)
    assert faults_of(document) == []
    assert sum(w.text == "Quux" for w in words_of(render_pdf(document).pdf)) == 800


@pytest.mark.parametrize("mark", ["png;base64,AAAA", "png;base64,A", "svg+xml;base64,AAAA"])
def test_a_mark_that_is_no_picture_is_a_fault_and_no_gap(mark):
    found = faults_of(make_small(masthead=replace(MASTHEAD, mark=f"data:image/{mark}")))
    assert [str(each) for each in found] == [
        "masthead.mark: cannot be read as the PNG or SVG image that it says it is"
    ]
