import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hld_portal.text.analysis import fold, stems
from hld_portal.text.counting import HAN_AND_KANA, WORD


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("L'État d’ACCUEIL", "l'etat d’accueil"),
        ("Niños, migración", "ninos, migracion"),
        ("Ёлки мой", "елки мои"),
        ("المُهَاجِـــرون إلى الأُسرة", "المهاجرون الي الاسره"),
        ("٢٠١٣", "2013"),
        ("Straße ﬁn Œuvre", "strasse fin oeuvre"),
        ("移民ｶﾞ", "移民カ"),
    ],
)
def test_folding_leaves_what_one_would_type_in_haste(text, folded):
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("language", "text", "terms"),
    [
        ("en", "The migrants' rights, a child's rights", "the migrant right a child right"),
        ("fr", "L'État d’accueil et ses économies", "etat accueil et se econom"),
        ("es", "Las migraciones de los niños", "las migracion de los nin"),
        ("ru", "орган органов органы", "орга орга орга"),
        ("ar", "مساهمة مساهمات المهاجرون المهاجرين", "مسا مسا مهاجر مهاجر"),
        ("zh", "持续发展2013", "持续 续发 发展 2013"),
        ("zh", "人", "人"),
        ("en", "持续发展 goals", "持续 续发 发展 goal"),
        ("xx", "Größere Migrants", "grossere migrants"),
        (None, "Migrants", "migrants"),
    ],
)
def test_words_of_one_family_give_one_term(language, text, terms):
    assert stems(text, language) == terms.split()


def test_what_is_indexed_keeps_the_words_themselves():
    assert stems("The rights", "en", raw=True) == ["the", "right", "rights"]
    assert stems("持续发", "zh", raw=True) == ["持续", "续发", "持", "续", "发"]


@pytest.mark.parametrize(
    ("language", "asked", "written"),
    [
        ("fr", "etat developpement economique", "l'État, le développement économique"),
        ("es", "economia migracion", "la economía de las migraciones"),
        ("zh", "持续发展", "可持续发展的目标"),
        ("ru", "орган", "органов власти"),
        ("ar", "مساهمة", "مساهمات المهاجرين"),
        ("en", "right", "the rights of migrants"),
    ],
)
def test_a_question_without_accents_finds_the_text(language, asked, written):
    assert set(stems(asked, language)) <= set(stems(written, language))


@given(st.text())
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(st.text() | st.text("éÉñçàœ l'd’aeios"), st.sampled_from(["en", "fr", "es", "zh"]))
def test_accents_never_change_the_terms(text, language):
    assert stems(fold(text), language) == stems(text, language)


@given(st.text(), st.sampled_from(["ar", "zh", "en", "fr", "ru", "es", "xx"]), st.booleans())
def test_terms_are_whole_words_that_no_search_engine_cuts_again(text, language, raw):
    whole = re.compile(f"[{WORD}]+|[{HAN_AND_KANA}]+")
    assert [term for term in stems(text, language, raw=raw) if not whole.fullmatch(term)] == []


@given(st.text(), st.text(), st.sampled_from(["ar", "zh", "en", "fr", "ru", "es"]))
def test_terms_of_two_paragraphs_are_those_of_each(first, second, language):
    both = stems(f"{first}\n\n{second}", language)
    assert both == stems(first, language) + stems(second, language)
