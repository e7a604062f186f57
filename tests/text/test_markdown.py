import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hld_portal.text.markdown import Paragraph, Run, paragraphs, plain_text, render_markdown
from tests.text.samples import MARKUP

REL = 'rel="nofollow ugc noopener noreferrer"'
# No "h" and no "m": no address can come about, so every letter must stay.
LINES = st.text(alphabet=MARKUP.replace("\r", "") + "   \n\n->", max_size=80)


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("One *two* **three** ***four***",
         "<p>One <em>two</em> <strong>three</strong> <strong><em>four</em></strong></p>"),
        ("# Heading *here*",
         "<p><strong>Heading </strong><strong><em>here</em></strong></p>"),
        ("- a\n- b", "<ul><li>a</li><li>b</li></ul>"),
        ("1. a\n2. b", "<ol><li>a</li><li>b</li></ol>"),
        ("3. a\n4. b", '<ol start="3"><li>a</li><li>b</li></ol>'),
        ("- a\n  - b", "<ul><li><p>a</p><ul><li>b</li></ul></li></ul>"),
        ("> a\n>\n> b", "<blockquote><p>a</p><p>b</p></blockquote>"),
        ("a  \nb\nc", "<p>a<br>b c</p>"),
        ("a\n\n***\n\nb", "<p>a</p>\n<p>b</p>"),
        ("#", ""),
        ("", ""),
    ],
)  # fmt: skip
def test_the_small_set_of_signs_becomes_html(source, html):
    assert render_markdown(source) == html


@pytest.mark.parametrize(
    "url", ["https://example.org/a?b=1", "http://example.org", "mailto:a@b.org"]
)
def test_a_link_opens_without_handing_anything_over(url):
    assert render_markdown(f"[a *b*]({url})") == f'<p><a href="{url}" {REL}>a <em>b</em></a></p>'


@pytest.mark.parametrize(
    "source",
    [
        "<b>bold</b>",
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        "[a](javascript:alert(1))",
        "[a](JaVaScRiPt:alert(1))",
        "[a](data:text/html;base64,PHNjcmlwdD4=)",
        "[a](/accounts/logout/)",
        "[a](//example.org)",
        "<javascript:alert(1)>",
        "`code`",
        "    indented",
        "~~~\nfence\n~~~",
        "&lt;b&gt; &eacute; &#60;",
        "[ref]: https://example.org",
        "| a | b |\n|---|---|",
        "Title\n=====",
    ],
)
def test_what_is_not_in_the_small_set_stands_as_it_was_typed(source):
    html = render_markdown(source)
    assert re.findall(r"<(?!/?p>)[^>]*>", html) == []
    assert unescape(re.sub(r"</?p>", "", html)) == " ".join(source.split())


def test_a_picture_is_never_fetched():
    html = render_markdown("![a view](https://example.org/x.png)")
    assert html == f'<p>!<a href="https://example.org/x.png" {REL}>a view</a></p>'


def test_an_address_cannot_break_out_of_its_attribute():
    html = render_markdown('[a](https://example.org/"onmouseover="alert)')
    assert html == f'<p><a href="https://example.org/%22onmouseover=%22alert" {REL}>a</a></p>'


def test_blocks_carry_language_and_direction_where_told():
    assert render_markdown("أولا\n\n- ثانيا", "ar") == (
        '<p lang="ar" dir="rtl">أولا</p>\n<ul lang="ar" dir="rtl"><li>ثانيا</li></ul>'
    )
    assert render_markdown("Un", "fr") == '<p lang="fr" dir="ltr">Un</p>'


def test_a_chinese_sentence_over_two_lines_gets_no_gap():
    assert render_markdown("移民有助于，\n**发\n展**\nMigration\n移民") == (
        "<p>移民有助于，<strong>发展</strong> Migration 移民</p>"
    )


def test_blocks_come_as_data_for_the_report():
    assert paragraphs("A *b* [c](https://example.org)\n\n2. d\n\n> e") == [
        Paragraph(
            "paragraph",
            runs=(
                Run("A "),
                Run("b", italic=True),
                Run(" "),
                Run("c", link="https://example.org"),
            ),
        ),
        Paragraph(
            "list",
            children=(Paragraph("item", children=(Paragraph("paragraph", runs=(Run("d"),)),)),),
            ordered=True,
            start=2,
        ),
        Paragraph("quote", children=(Paragraph("paragraph", runs=(Run("e"),)),)),
    ]


def test_plain_text_keeps_the_words_and_drops_the_signs():
    source = (
        "# Head\n\nA **b** [c](https://example.org)  \nd\n\n- one\n- two\n  1. x\n\n> q\n>\n> r"
    )
    assert plain_text(source) == "Head\n\nA b c\nd\n\n- one\n- two\n  1. x\n\nq\n\nr"


@pytest.mark.parametrize("mark", ["> ", "- ", "* ", "1. ", "> - "])
def test_however_deep_the_marks_go_the_words_stay(mark):
    assert "word" in plain_text(mark * 3000 + "word")
    assert "word" in render_markdown(mark * 3000 + "word")


def test_however_far_a_list_is_indented_its_words_stay():
    source = "".join(f"{'  ' * depth}- w{depth}\n" for depth in range(300))
    assert re.findall(r"w\d+", plain_text(source)) == [f"w{depth}" for depth in range(300)]


@given(LINES)
def test_no_letter_is_lost_or_made(source):
    assert letters(plain_text(source)) == letters(source)
    assert letters(unescape(re.sub(r"<[^>]*>", "", render_markdown(source)))) == letters(source)


@given(st.text())
def test_any_text_gives_only_known_elements(source):
    tags = set(re.findall(r"</?([^\s>]*)", render_markdown(source)))
    assert tags <= {"p", "strong", "em", "a", "br", "ul", "ol", "li", "blockquote"}


def letters(text: str) -> str:
    return "".join(letter for letter in text if letter.isalpha())
