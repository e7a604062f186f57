import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hld_portal.text.sentences import split_sentences
from tests.text.samples import SIX_LANGUAGES

CASES = [
    ("en", ["See para. 4 of A/69/207.", "Mr. Smith spoke at 5 p.m.", "The answer is no.", "We agree."]),
    ("en", ["The U.N. General Assembly met, e.g. in 2013.", "“Why?” he asked.", "It cost 3.5 million."]),
    ("en", ["It ended...", "Did it?!", "Yes (see art. IV).", "“It did.”", "Good"]),
    ("en", ["1. Recognize this.", "2. Decide that."]),
    ("en", ["**Ratify it.**", "*Now.*", "See J. Smith et al."]),
    ("fr", ["Selon l'art. 3, c'est clair.", "M. Dupont a dit : « Oui ! »", "Puis il partit.", "Quoi ?"]),
    ("fr", ["Mme Sow et MM. Ba et Fall, c.-à-d. trois voix, ont voté.", "Voir par. 12 et p. 4."]),
    ("es", ["El Sr. Pérez habló.", "¿Dónde están?", "¡Aquí!", "Véanse el art. 3 y el párr. 12."]),
    ("es", ["Los EE. UU. aprobaron, p. ej. una ley.", "La Dra. Ruiz asintió."]),
    ("ru", ["Согласно ст. 3, п. 2 права защищены.", "Г-н А. С. Иванов выступил, т. е. сказал."]),
    ("ru", ["В 2013 г. Ассамблея приняла её и т. д.", "Выделено 5 млн. долл. США."]),
    ("ar", ["هل هذا صحيح؟", "نعم.", "قال د. أحمد كلمته، ثم انصرف.", "انتهى!"]),
    ("zh", ["移民有助于发展。", "他说：“是吗？”", "我们同意！", "费用为3.5万元。", "好"]),
]  # fmt: skip


@pytest.mark.parametrize(("language", "sentences"), CASES)
def test_sentences_are_cut_where_they_end_and_nowhere_else(language, sentences):
    joint = "" if language == "zh" else " "
    assert split_sentences(joint.join(sentences), language) == sentences


def test_a_blank_line_and_a_list_item_end_a_sentence_without_a_stop():
    text = "A heading\n\nOne line\nand its rest\n- an item\n- another item\n(a) a third\r\n\r\nEnd"
    assert split_sentences(text, "en") == [
        "A heading",
        "One line\nand its rest",
        "- an item",
        "- another item",
        "(a) a third",
        "End",
    ]


def test_an_abbreviation_of_another_language_does_not_hold_a_sentence_together():
    assert split_sentences("Somos tres Sr. Pérez", "en") == ["Somos tres Sr.", "Pérez"]
    assert split_sentences("Somos tres Sr. Pérez", "es") == ["Somos tres Sr. Pérez"]


def test_an_unknown_language_is_cut_by_the_marks_alone():
    assert split_sentences("Ett. Två! Tre?", "sv") == ["Ett.", "Två!", "Tre?"]


@pytest.mark.parametrize("text", ["", " \n\t ", "\r\n"])
def test_white_space_has_no_sentences(text):
    assert split_sentences(text, "en") == []


@given(
    st.text() | st.text(alphabet='aBя移م1.!?。！？؟…"”»)* \n\r\t\u00a0-'),
    st.sampled_from(["ar", "zh", "en", "fr", "ru", "es", "xx"]),
)
def test_no_character_but_white_space_is_lost(text, language):
    pieces = split_sentences(text, language)
    assert "".join("".join(pieces).split()) == "".join(text.split())
    assert all(piece == piece.strip() != "" for piece in pieces)


@pytest.mark.parametrize("piece", [".", "a.", ". ", "\n", "。", '."', "A. ", "…"])
def test_a_long_awkward_text_is_cut_without_delay(piece):
    assert split_sentences(piece * 30_000, "en") is not None


@pytest.mark.parametrize("language", ["ar", "zh", "en", "fr", "ru", "es"])
def test_single_sentences_of_official_documents_stay_whole(language):
    if not SIX_LANGUAGES.exists():
        pytest.skip(f"{SIX_LANGUAGES} is absent")
    rows = json.loads(SIX_LANGUAGES.read_text(encoding="utf-8"))
    cut = [row[language] for row in rows if len(split_sentences(row[language], language)) != 1]
    assert len(rows) == 45
    assert cut == []
