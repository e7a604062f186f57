from hld_portal.reports.drafting.document_check import Remark, Stand, check_sentence
from hld_portal.reports.drafting.outputs import CountedWord

COUNTED = (
    CountedWord("most", "civil_society", 6, 11),
    CountedWord("some", "states", 2, 9),
    CountedWord("one", "states", 1, 9),
)
DRAFTED = (
    "Most civil society organizations and some Member States observed that wages are late, "
    "while one Member State noted that all Member States pay in time."
)


def test_a_drafted_sentence_passes():
    assert check_sentence(DRAFTED, COUNTED) == []


def test_an_edit_that_says_too_much_is_flagged_at_its_place():
    text = DRAFTED.replace("some Member", "many Member")

    assert check_sentence(text, COUNTED) == [Remark("too_much", "many", "states", 37, 41, "some")]


def test_a_remark_keeps_the_words_that_stand_in_the_text():
    text = DRAFTED.replace("some Member", "half of the Member")

    [remark] = check_sentence(text, COUNTED)

    assert remark == Remark("off_scale", "half", "states", 37, 48, "some")
    assert (remark.said, remark.n, remark.total) == ("half of the", 2, 9)


def test_nobody_stands_where_nobody_is_counted_and_only_there():
    text = "No other participant agreed, while no Member State disagreed."

    assert [remark.group for remark in check_sentence(text, COUNTED)] == ["states"]


def test_an_edit_that_says_too_little_is_flagged():
    text = DRAFTED.replace("Most", "A few")

    assert check_sentence(text, COUNTED) == [
        Remark("too_little", "some", "civil_society", 0, 5, "most")
    ]


def test_a_word_for_a_group_of_which_nobody_is_on_file_is_flagged():
    assert check_sentence("Several participants agreed.", COUNTED) == [
        Remark("nobody", "several", "participants", 0, 7)
    ]


def test_a_word_without_a_group_has_no_count():
    assert check_sentence("Most agreed.", COUNTED) == [Remark("uncounted", "most", "unnamed", 0, 4)]


def test_a_decision_on_nobody_holds_for_that_group_alone():
    stands = [Stand("several", "participants", 0, 0)]

    assert check_sentence("Several participants agreed.", COUNTED, stands=stands) == []
    assert check_sentence("Several participants agreed.", (), stands=[]) != []
    counted = (CountedWord("x", "participants", 1, 9),)
    assert [
        remark.code
        for remark in check_sentence("Several participants agreed.", counted, stands=stands)
    ] == ["too_much"]


def test_a_group_of_three_wants_figures():
    assert check_sentence("All Member States agreed.", (CountedWord("x", "states", 3, 3),)) == [
        Remark("wants_figures", "all", "states", 0, 3, "the three")
    ]


def test_one_word_for_two_findings_must_fit_both():
    counted = (CountedWord("some", "states", 2, 9), CountedWord("many", "states", 5, 9))

    assert check_sentence("Many delegations said so.", counted) == []
    assert check_sentence("Most delegations said so.", counted) == [
        Remark("too_much", "most", "states", 0, 4, "some")
    ]
