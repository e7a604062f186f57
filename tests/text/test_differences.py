from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hld_portal.text.differences import Change, word_differences


def same(text):
    return Change("same", text)


def removed(text):
    return Change("removed", text)


def added(text):
    return Change("added", text)


@pytest.mark.parametrize(
    ("language", "old", "new", "changes"),
    [
        ("en", "", "", []),
        ("en", "", "New", [added("New")]),
        ("en", "Old", "", [removed("Old")]),
        ("en", "States agree.", "States agree.", [same("States agree.")]),
        ("en", "The two states met.", "The three States met!", [
            same("The "), removed("two states"), added("three States"),
            same(" met"), removed("."), added("!"),
        ]),
        ("fr", "l'État protège", "l'État doit protéger", [
            same("l'État "), removed("protège"), added("doit protéger"),
        ]),
        ("es", "los niños", "las niñas y los niños", [added("las niñas y "), same("los niños")]),
        ("ru", "все страны", "все государства", [same("все "), removed("страны"), added("государства")]),
        ("ar", "حقوق المهاجرين", "حقوق جميع المهاجرين", [same("حقوق "), added("جميع "), same("المهاجرين")]),
        ("zh", "移民有助于发展", "移民促进发展", [
            same("移民"), removed("有助于"), added("促进"), same("发展"),
        ]),
        ("en", "see 移民法", "see 移民政策", [same("see 移民"), removed("法"), added("政策")]),
    ],
)  # fmt: skip
def test_changes_are_told_word_by_word_and_in_chinese_by_characters(language, old, new, changes):
    assert word_differences(old, new, language) == changes


WORDING = st.text() | st.text(alphabet="ab ,.移\n'")


@given(WORDING, WORDING, st.sampled_from(["en", "zh", "ar"]))
def test_both_wordings_can_be_read_from_the_changes(old, new, language):
    changes = word_differences(old, new, language)
    assert "".join(c.text for c in changes if c.kind != "added") == old
    assert "".join(c.text for c in changes if c.kind != "removed") == new
    assert all(c.text for c in changes)


@given(WORDING, WORDING)
def test_removed_words_come_before_those_that_replace_them(old, new):
    kinds = [change.kind for change in word_differences(old, new, "en")]
    pairs = list(pairwise(kinds))
    assert ("added", "removed") not in pairs
    assert ("removed", "removed") not in pairs
    assert ("added", "added") not in pairs
