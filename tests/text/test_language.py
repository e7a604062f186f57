import json

import pytest

from hld_portal.text.language import LANGUAGES, direction, guess_language
from tests.text.samples import SIX_LANGUAGES

SENTENCES = {
    "ar": "تسهم الهجرة الدولية في التنمية المستدامة في جميع البلدان.",
    "zh": "国际移民有助于所有国家的可持续发展。",
    "en": "International migration contributes to development in all countries.",
    "fr": "Les migrations internationales contribuent au développement de tous les pays.",
    "ru": "Международная миграция способствует развитию всех стран.",
    "es": "La migración internacional contribuye al desarrollo de todos los países.",
}


def test_the_languages_stand_in_the_order_of_the_united_nations():
    assert LANGUAGES == ("ar", "zh", "en", "fr", "ru", "es")


def test_only_arabic_of_the_six_runs_from_right_to_left():
    assert [direction(code) for code in LANGUAGES] == ["rtl", "ltr", "ltr", "ltr", "ltr", "ltr"]
    assert direction("ar-EG") == "rtl"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_is_recognized(language):
    code, confidence = guess_language(SENTENCES[language])
    assert code == language
    assert 0.9 < confidence <= 1


@pytest.mark.parametrize("text", ["", " ", "2013", "— 12.5 %"])
def test_without_letters_there_is_no_guess(text):
    assert guess_language(text) == ("", 0.0)


def test_a_seventh_language_is_guessed_with_little_confidence():
    code, confidence = guess_language("Guten Tag")
    assert code in LANGUAGES
    assert confidence < 0.6


def test_sentences_of_official_documents_are_recognized():
    if not SIX_LANGUAGES.exists():
        pytest.skip(f"{SIX_LANGUAGES} is absent")
    rows = json.loads(SIX_LANGUAGES.read_text(encoding="utf-8"))
    wrong = [
        row[code] for row in rows for code in LANGUAGES if guess_language(row[code])[0] != code
    ]
    assert len(rows) == 45
    assert wrong == []
