import json
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hld_portal.text.shingles import near_duplicates, similarity
from tests.text.samples import SHARED

LETTER = "We ask all Governments to end the detention of migrant children before the next review."


def test_the_same_letter_is_wholly_similar():
    assert similarity(LETTER, LETTER) == 1.0
    assert similarity(LETTER, "**" + LETTER.upper().replace(" ", "\n") + "**") == 1.0


def test_the_share_is_that_of_the_common_triples_of_words():
    # one two three | two three four — two three four | three four five: 1 of 3
    assert similarity("one two three four", "two three four five") == pytest.approx(1 / 3)


@pytest.mark.parametrize(("a", "b"), [("", ""), ("", LETTER), ("…", "!"), ("ratify", "train")])
def test_texts_without_common_words_are_not_similar(a, b):
    assert similarity(a, b) == 0.0


@pytest.mark.parametrize(
    "text",
    [
        "ندعو جميع الحكومات إلى إنهاء احتجاز الأطفال المهاجرين",
        "我们呼吁各国政府停止拘留移民儿童",
        "Nous demandons la fin de la détention des enfants migrants",
        "Мы призываем прекратить содержание детей-мигрантов под стражей",
        "Pedimos el fin de la detención de los niños migrantes",
    ],
)
def test_a_campaign_is_seen_in_every_language(text):
    signed = text + " 2013"
    assert similarity(text, signed) > 0.7
    assert [pair[:2] for pair in near_duplicates({1: text, 2: "Other", 3: signed})] == [(1, 3)]


def test_pairs_come_most_similar_first_and_in_the_order_given():
    texts = {"c": LETTER + " Signed by hand.", "b": LETTER, "a": LETTER, "x": "Something else"}
    assert [pair[:2] for pair in near_duplicates(texts, 0.5)] == [
        ("b", "a"),
        ("c", "b"),
        ("c", "a"),
    ]


def test_only_pairs_at_the_threshold_are_given():
    texts = {"a": "one two three four", "b": "two three four five"}
    assert near_duplicates(texts, 1 / 3) == [("a", "b", pytest.approx(1 / 3))]
    assert near_duplicates(texts, 0.34) == []


def test_empty_texts_are_nobody_s_duplicates():
    assert near_duplicates({"a": "", "b": "", "c": "!"}, 0.3) == []


@given(st.text(), st.text())
def test_similarity_is_the_same_from_both_sides(a, b):
    assert similarity(a, b) == similarity(b, a)
    assert 0 <= similarity(a, b) <= 1


def test_every_similar_pair_is_found_among_real_passages():
    source = SHARED / "statements_2013.jsonl"
    if not source.exists():
        pytest.skip(f"{source} is absent")
    lines = source.read_text(encoding="utf-8").splitlines()
    texts: dict[str, str] = {}
    for line in lines:
        row = json.loads(line)
        words = row["text"].split()
        texts[row["id"]] = row["text"]
        texts[row["id"] + "/cut"] = " ".join(words[: len(words) * 4 // 5])
    expected = {(a, b) for a, b in combinations(texts, 2) if similarity(texts[a], texts[b]) >= 0.6}
    found = {pair[:2] for pair in near_duplicates(texts, 0.6)}
    assert len(expected) >= len(lines)
    assert found == expected
