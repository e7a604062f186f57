import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hld_portal.text.counting import (
    HAN_AND_KANA,
    INVISIBLE,
    WORD_TABLE,
    count_words,
    ranges,
)
from tests.text.samples import COUNTED, MARKUP, WORDS_JS


@pytest.mark.parametrize(("text", "count"), COUNTED)
def test_words_of_a_text_are_counted_as_a_reader_counts_them(text, count):
    assert count_words(text) == count


@pytest.mark.parametrize("language", ["ar", "zh", "en", "fr", "ru", "es", None, "xx"])
def test_the_language_told_does_not_change_the_rule(language):
    assert count_words("Migrants 移民 мигранты مهاجرون", language) == 5


@given(st.text(), st.text())
def test_a_new_paragraph_adds_its_own_words_and_nothing_else(first, second):
    assert count_words(first + "\n\n" + second) == count_words(first) + count_words(second)


@given(st.lists(st.text(alphabet="abcéяش", min_size=1), max_size=20))
def test_plain_words_between_spaces_count_one_each(words):
    assert count_words(" ".join(words)) == len(words)


@given(st.text(alphabet=MARKUP))
def test_no_text_makes_it_fail_and_no_word_comes_from_nothing(text):
    assert 0 <= count_words(text) <= len(text)


@pytest.mark.parametrize(
    "piece", ["a", "](http://", '](http:// "', "a'", "*", "1.", "((", "@.", "\r"]
)
def test_a_long_awkward_text_is_counted_without_delay(piece):
    assert count_words(piece * (200_000 // len(piece))) >= 0


def expected_word_table() -> str:
    """Make the table as it was made: L, M and N of Unicode 14 below U+E0000, gaps of
    unassigned code points closed, without Han, kana and what is invisible."""
    left_out = set(code_points(HAN_AND_KANA)) | set(code_points(INVISIBLE))
    found: list[list[int]] = []
    open_range = False
    for code in range(0xE0000):
        category = unicodedata.category(chr(code))
        if code not in left_out and category == "Cn":
            continue
        if code in left_out or category[0] not in "LMN":
            open_range = False
        elif open_range:
            found[-1][1] = code
        else:
            found.append([code, code])
            open_range = True
    return table_of(found)


def code_points(char_class: str):
    characters = iter(char_class + " ")
    current = next(characters)
    while current != " ":
        following = next(characters)
        if following == "-":
            yield from range(ord(current), ord(next(characters)) + 1)
            following = next(characters)
        else:
            yield ord(current)
        current = following


def table_of(found: list[list[int]]) -> str:
    steps, end = [], 0
    for first, last in found:
        length = f".{base_36(last - first)}" if last > first else ""
        steps.append(base_36(first - end) + length)
        end = last
    return " ".join(steps)


def base_36(number: int) -> str:
    high, low = divmod(number, 36)
    return (base_36(high) if high else "") + "0123456789abcdefghijklmnopqrstuvwxyz"[low]


@pytest.mark.skipif(
    unicodedata.unidata_version != "14.0.0", reason="the table is that of Unicode 14"
)
def test_the_table_of_letters_is_what_unicode_says():
    assert expected_word_table() == WORD_TABLE


def test_the_form_and_the_server_hold_the_same_table():
    script = WORDS_JS.read_text(encoding="utf-8")
    start = script.index("const WORD_TABLE =")
    block = script[start : script.index(";", start)]
    assert "".join(block.split('"')[1::2]) == WORD_TABLE
    assert ranges(WORD_TABLE)[0] == (ord("0"), ord("9"))
