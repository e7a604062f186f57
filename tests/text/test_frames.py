import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hld_portal.text.english import cited_paragraphs, is_plural, join_list, sorted_numbers
from hld_portal.text.frames import (
    FRAMES,
    KINDS,
    as_clause,
    as_list_item,
    as_noun_phrase,
    as_verb_phrase,
    reading,
)

READINGS = [
    ("message", "Wages are paid late.", {}, "One participant observed that wages are paid late."),
    (
        "message",
        "that ILO standards are little known",
        {"concern": True, "paragraphs": ["12"]},
        "One participant cautioned that ILO standards are little known (para. 12).",
    ),
    ("message", "I was not paid!", {}, "One participant observed that I was not paid."),
    (
        "message",
        "“Brain waste” is the better word",
        {"subject": "Most civil society organizations"},
        "Most civil society organizations observed that “Brain waste” is the better word.",
    ),
    (
        "message",
        "fees, deposits, etc.",
        {"paragraphs": ["9", "12", "13", "14", "general"]},
        "One participant observed that fees, deposits, etc. (paras. 9 and 12-14).",
    ),
    ("message", "fees, deposits, etc.", {}, "One participant observed that fees, deposits, etc."),
    (
        "recommendation",
        "To ratify the convention;",
        {"addressee": "Governments"},
        "One participant recommended that Governments ratify the convention.",
    ),
    (
        "recommendation",
        "Do not detain children",
        {"addressee": "Countries of destination"},
        "One participant recommended that countries of destination not detain children.",
    ),
    (
        "recommendation",
        "share data",
        {"addressee": "The United Nations system"},
        "One participant recommended that the United Nations system share data.",
    ),
    ("recommendation", "end detention", {}, "One participant recommended action to end detention."),
    ("practice", "Night shelters", {}, "Among the practices presented were night shelters."),
    (
        "practice",
        "- a bus for registering births\nin villages",
        {},
        "Among the practices presented was a bus for registering births in villages.",
    ),
    ("commitment", "Halve fees", {}, "One participant announced that it would halve fees."),
    (
        "commitment",
        "halve fees",
        {"subject": "Some Member States"},
        "Some Member States announced that they would halve fees.",
    ),
    (
        "proposal",
        "all migrants",
        {"replaces": "“migrant workers”", "paragraphs": ["12"]},
        "One participant proposed replacing “migrant workers” by “all migrants” in paragraph 12.",
    ),
    (
        "proposal",
        "and girls",
        {"paragraphs": ["12", "13"]},
        "One participant proposed adding “and girls” to paragraphs 12 and 13.",
    ),
    ("proposal", "", {"replaces": "x"}, "One participant proposed deleting “x”."),
    (
        "gap",
        "Stateless children",
        {"instrument": "the draft declaration"},
        "One participant noted that the draft declaration did not address stateless children.",
    ),
]


@pytest.mark.parametrize(("kind", "text", "more", "sentence"), READINGS)
def test_a_point_reads_as_a_sentence(kind, text, more, sentence):
    assert reading(kind, text, **more) == sentence


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("text", ["", "  ", " … ", ".", "\n\u200b"])
def test_an_empty_point_reads_as_nothing(kind, text):
    assert reading(kind, text, addressee="Governments") == ""


def test_an_unknown_kind_is_a_fault():
    with pytest.raises(KeyError):
        reading("theme", "wages")


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_shows_an_example_that_reads_well(kind):
    frame = FRAMES[kind]

    sentence = reading(kind, frame.example, addressee="Governments", replaces="old words")

    assert frame.kind == kind
    assert frame.example in sentence
    assert frame.label
    assert frame.gives
    assert frame.hint
    assert "___" in frame.frame


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("The United Nations meets", "the United Nations meets"),
        ("United Nations bodies meet", "United Nations bodies meet"),
        ("UN bodies meet", "UN bodies meet"),
        ("IOM’s rules differ", "IOM’s rules differ"),
        ("G20 leaders met", "G20 leaders met"),
        ("Member States meet", "Member States meet"),
        ("Governments pay", "Governments pay"),
        ("National Governments pay", "national Governments pay"),
        ("Global Forum meetings help", "Global Forum meetings help"),
        ("Global trends differ", "global trends differ"),
        ("General Assembly rules apply", "General Assembly rules apply"),
        ("African migrants stay in Africa", "African migrants stay in Africa"),
        ("Côte d’Ivoire acts", "Côte d’Ivoire acts"),
        ("Ruritania and its ports: Ruritania pays", "Ruritania and its ports: Ruritania pays"),
        ("Women lose most", "women lose most"),
        ("Many ILO rules apply", "many ILO rules apply"),
        ("12 States agree", "12 States agree"),
        ("Élèves absent", "élèves absent"),
    ],
)
def test_names_keep_their_capital_and_words_lose_it(text, clause):
    assert as_clause(text) == clause


def test_names_of_the_dialogue_keep_their_capital():
    assert as_clause("Syldavia pays") == "syldavia pays"
    assert as_clause("Syldavia pays", names=["Syldavia"]) == "Syldavia pays"


def test_each_form_drops_what_its_frame_adds():
    assert as_clause("That wages fell.") == "wages fell"
    assert as_verb_phrase("To not detain") == "not detain"
    assert as_verb_phrase("Don’t detain") == "not detain"
    assert as_noun_phrase("(b) Night shelters ;") == "night shelters"
    assert as_list_item("ratify the convention.") == "Ratify the convention"


def test_series_take_no_serial_comma_and_stay_clear():
    assert join_list([]) == ""
    assert join_list(["a"]) == "a"
    assert join_list(["a", "b", "c"]) == "a, b and c"
    assert join_list(["a", "b and c"]) == "a, as well as b and c"
    assert join_list(["a, x", "b", "c"]) == "a, x; b; and c"
    assert join_list(["a (x, y)", "b (z)"], "or") == "a (x, y) or b (z)"


def test_paragraphs_are_named_in_order():
    assert sorted_numbers(["12", "9", "12 bis", "general", "9"]) == ["9", "12", "12 bis"]
    assert cited_paragraphs(["14", "12", "13", "20"]) == "paragraphs 12 to 14 and 20"
    assert cited_paragraphs(["missing"]) == ""


@pytest.mark.parametrize(
    ("phrase", "plural"),
    [
        ("one-stop centres for workers", True),
        ("mobile registration of births", False),
        ("access to courts", False),
        ("women in fishing crews", True),
        ("a fund for orphans", False),
        ("training and mentoring for police", True),
        ("status reports", True),
    ],
)
def test_the_number_of_a_noun_phrase_follows_its_head(phrase, plural):
    assert is_plural(phrase) is plural


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(KINDS), st.text(max_size=80), st.booleans(), st.text(max_size=20))
def test_whatever_comes_in_reads_as_one_sentence(kind, text, concern, addressee):
    sentence = reading(
        kind, text, concern=concern, addressee=addressee, replaces=text, paragraphs=["12"]
    )

    assert sentence == "" or sentence[0].isupper()
    assert sentence == "" or re.search(r"[.!?…][”\"’'»)]*$", sentence)
    assert "\n" not in sentence
    assert not re.search(r"(?<!\.)\.\.$", sentence)
