from fractions import Fraction

import pytest

from hld_portal.reports.drafting.numbers import number, ordinal, per_cent, series
from hld_portal.reports.drafting.spotting import find_quantifiers
from hld_portal.reports.drafting.words import (
    Scale,
    Verdict,
    check_quantifier,
    one_more_becomes,
    quantifier,
    required_count,
    subject,
)

HOUSE = [
    (1, ["the one"]),
    (2, ["one of the two", "the two"]),
    (3, ["one of the three", "two of the three", "the three"]),
    (4, ["one", "some", "many", "all"]),
    (9, ["one", "some", "some", "some", "many", "many", "many", "many", "all"]),
    (10, ["one", "some", "some", "many", "many", "most", "most", "most", "most", "all"]),
    (
        11,
        [
            "one",
            "some",
            "some",
            "many",
            "many",
            "most",
            "most",
            "most",
            "most",
            "nearly all",
            "all",
        ],
    ),
    (16, ["one", "some", "some", "several", *["many"] * 4, *["most"] * 6, "nearly all", "all"]),
]


@pytest.mark.parametrize(("total", "words"), HOUSE)
def test_the_house_scale(total, words):
    assert [quantifier(n, total) for n in range(1, total + 1)] == words


@pytest.mark.parametrize(("n", "total"), [(0, 4), (5, 4), (-1, 4), (1, 0)])
def test_counts_that_cannot_be_are_refused(n, total):
    with pytest.raises(ValueError, match=f"{n} of {total} cannot be counted"):
        quantifier(n, total)


@pytest.mark.parametrize(
    ("group", "n", "total", "text"),
    [
        ("states", 1, 9, "One Member State"),
        ("states", 1, 1, "The one Member State"),
        ("states", 2, 2, "The two Member States"),
        ("states", 1, 2, "One of the two Member States"),
        ("civil_society", 6, 11, "Most civil society organizations"),
        ("others", 2, 3, "Two of the three other participants"),
        ("participants", 5, 40, "Several participants"),
    ],
)
def test_a_subject_agrees_with_its_count(group, n, total, text):
    assert subject(group, n, total) == text


def test_a_dialogue_sets_its_own_scale():
    scale = Scale.from_mapping({"most_above": "2/3", "figures_below": 2, "step_down_below": 0})

    assert scale.most_above == Fraction(2, 3)
    assert [quantifier(n, 3, scale) for n in (1, 2, 3)] == ["one", "some", "all"]
    assert [quantifier(n, 12, scale) for n in (8, 9)] == ["many", "most"]


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"most": 1}, "unknown bound of the scale: most"),
        ({"most_above": "0.95"}, "must lie between 0 and 1"),
        ({"many_above": "x"}, "Invalid literal for Fraction"),
    ],
)
def test_a_wrong_scale_is_refused(values, message):
    with pytest.raises(ValueError, match=message):
        Scale.from_mapping(values)


def test_how_many_a_word_needs():
    assert [required_count(word, 16) for word in ("some", "several", "many", "most")] == [
        2,
        4,
        5,
        9,
    ]
    assert required_count("several", 9) is None


def test_what_one_stakeholder_more_makes_of_a_word():
    assert one_more_becomes(4, 16) == "many"
    assert one_more_becomes(5, 16) is None
    assert one_more_becomes(0, 16) == "one"
    assert one_more_becomes(16, 16) is None


@pytest.mark.parametrize(
    ("word", "n", "total", "verdict"),
    [
        ("most", 6, 11, Verdict.FITS),
        ("Most", 5, 11, Verdict.TOO_MUCH),
        ("some", 6, 11, Verdict.TOO_LITTLE),
        ("almost all", 10, 11, Verdict.FITS),
        ("a number of", 4, 16, Verdict.FITS),
        ("two of the three", 2, 3, Verdict.FITS),
        ("two of the three", 1, 3, Verdict.TOO_MUCH),
        ("two of the three", 2, 5, Verdict.TOO_MUCH),
        ("one of the three", 2, 3, Verdict.TOO_LITTLE),
        ("both", 2, 2, Verdict.FITS),
        ("the three", 2, 3, Verdict.TOO_MUCH),
        ("all", 3, 3, Verdict.WANTS_FIGURES),
        ("five", 5, 11, Verdict.FITS),
        ("five", 4, 11, Verdict.TOO_MUCH),
        ("12", 13, 20, Verdict.TOO_LITTLE),
    ],
)
def test_a_word_is_weighed_against_its_count(word, n, total, verdict):
    assert check_quantifier(word, n, total) is verdict


def test_a_word_that_is_none_is_refused():
    with pytest.raises(ValueError, match="“lots” is not a counted word"):
        check_quantifier("lots of", 3, 9)


def test_words_for_speakers_are_found_and_words_within_what_they_said_are_told_apart():
    text = (
        "Nearly all Member States and two of the three other participants observed that most "
        "countries and all Member States agree, while in the view of one civil society "
        "organization “many delegations” did not."
    )

    found = [(f.word, f.group, f.speaks, text[f.start : f.end]) for f in find_quantifiers(text)]

    assert found == [
        ("nearly all", "states", True, "Nearly all"),
        ("two of the three", "others", True, "two of the three"),
        ("all", "states", False, "all"),
        ("one", "civil_society", True, "one"),
        ("many", "states", False, "many"),
    ]


@pytest.mark.parametrize(
    ("speakers", "word", "group"),
    [
        ("Many of the Member States", "many", "states"),
        ("Nearly all of the Member States", "nearly all", "states"),
        ("The vast majority of civil society organizations", "nearly all", "civil_society"),
        ("The majority of the Member States", "most", "states"),
        ("More than half of all participants", "most", "participants"),
        ("Half the delegations", "half", "states"),
        ("Two thirds of Member States", "two thirds", "states"),
        ("60 per cent of the Member States", "60 per cent", "states"),
        ("All but one of the delegations", "all but one", "states"),
        ("Not all Member States", "not all", "states"),
        ("Almost every Member State", "nearly all", "states"),
        ("Every one of the participants", "all", "participants"),
        ("No other Member State", "no", "states"),
        ("None of the civil society organizations", "no", "civil_society"),
        ("Neither Member State", "no", "states"),
        ("Both Member States", "the two", "states"),
        ("All five Member States", "the five", "states"),
        ("Three out of five Member States", "three of the five", "states"),
        ("Twelve Member States", "twelve", "states"),
        ("Twenty-one Member States", "twenty-one", "states"),
        ("1,200 participants", "1,200", "participants"),
        ("A handful of speakers", "some", "participants"),
        ("Few Member States", "some", "states"),
        ("A large number of delegations", "many", "states"),
        ("A Member State", "one", "states"),
        ("Another civil society organization", "one", "civil_society"),
        ("Most African Member States", "most", "states"),
        ("Many other participants", "many", "others"),
        ("Many NGOs", "many", "civil_society"),
        ("Most Governments", "most", "states"),
        ("All civil society", "all", "civil_society"),
        ("Most of them", "most", "unnamed"),
        ("Many", "many", "unnamed"),
        ("Everyone", "all", "unnamed"),
    ],
)
def test_every_way_to_count_those_who_spoke_is_found(speakers, word, group):
    for text in (f"{speakers} noted that fees are high.", f"Pay, as {speakers.lower()} said."):
        [found] = find_quantifiers(text.replace("as many said", "as many also said"))

        assert (found.word, found.group, found.speaks) == (word, group, True), text


@pytest.mark.parametrize(
    "text", ["According to {}, x is y.", "In the opinion of {}, x is y.", "For {}, x is y."]
)
def test_those_whose_view_is_told_speak(text):
    [found] = find_quantifiers(text.format("most Member States"))

    assert found.speaks


@pytest.mark.parametrize(
    "text",
    [
        "It was noted that most States ratified the convention.",
        "Some criticized Member States for it.",
        "All migrants and many countries were named.",
        "A Member State of destination is meant.",
        "It was adopted in 2013 by the General Assembly.",
    ],
)
def test_what_counts_nobody_who_spoke_is_not_found(text):
    assert [found for found in find_quantifiers(text) if found.speaks] == []


@pytest.mark.parametrize("word", ["half of the", "two thirds", "60 per cent", "all but one"])
def test_a_share_that_the_scale_has_no_word_for_is_named_so(word):
    assert check_quantifier(word, 8, 12) is Verdict.OFF_SCALE


def test_nobody_says_too_little_of_what_somebody_said():
    assert check_quantifier("none of the", 1, 12) is Verdict.TOO_LITTLE


def test_numbers_as_the_house_writes_them():
    assert [number(n) for n in (0, 9, 10, 1234)] == ["zero", "nine", "10", "1,234"]
    assert series([9, 3]) == ["nine", "three"]
    assert series([9, 10, 3]) == ["9", "10", "3"]
    assert [ordinal(n) for n in (1, 9, 10, 11, 12, 13, 21, 22, 23, 101, 111)] == [
        *(
            "first",
            "ninth",
            "10th",
            "11th",
            "12th",
            "13th",
            "21st",
            "22nd",
            "23rd",
            "101st",
            "111th",
        )
    ]
    assert per_cent(0.125) == "12 per cent"
    assert per_cent(0.125, decimals=1) == "12.5 per cent"
