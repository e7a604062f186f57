import pytest

from hld_portal.text.advice import HINTS, Advice, advise
from hld_portal.text.frames import FRAMES, KINDS
from hld_portal.text.verbs import BASE_VERBS, base_of_form


def found(kind, text, **more):
    return [(advice.code, advice.rewording) for advice in advise(kind, text, **more)]


@pytest.mark.parametrize(
    ("kind", "text", "code", "rewording"),
    [
        ("recommendation", "We call on Governments to ratify X", "we", "ratify X"),
        ("recommendation", "We strongly urge all States to end fees.", "we", "end fees."),
        ("recommendation", "We recommend that employers pay fees", "we", "pay fees"),
        ("recommendation", "We are tired of promises", "we", None),
        ("recommendation", "Governments should ratify X", "addressee", "ratify X"),
        ("recommendation", "States must not detain children", "addressee", "not detain children"),
        ("recommendation", "Parliaments should ratify X", "addressee", None),
        (
            "recommendation",
            "Ratification of the convention",
            "verb_wanted",
            "ratify the convention",
        ),
        ("recommendation", "Reduction in fees", "verb_wanted", "reduce fees"),
        ("recommendation", "better data", "verb_wanted", None),
        ("recommendation", "measures against fraud in ports", "verb_wanted", None),
        ("recommendation", "Ratifying the convention", "verb_form", "ratify the convention"),
        ("recommendation", "training inspectors", "verb_wanted", None),
        ("recommendation", "ratifies the convention", "verb_form", "ratify the convention"),
        ("recommendation", "urgently ratify the convention", None, None),
        ("commitment", "We will halve fees", "we", "halve fees"),
        ("commitment", "Ruritania commits to halve fees", "we", "halve fees"),
        ("commitment", "Halving of fees", "verb_form", "halve fees"),
        ("practice", "We have established night shelters", "we", "night shelters"),
        ("practice", "establish night shelters", "noun_wanted", None),
        ("practice", "support groups for nurses", None, None),
        ("gap", "The Declaration does not mention pensions", "noun_wanted", "pensions"),
        ("gap", "pensions of those who return", None, None),
        ("message", "We believe that wages fell", "we", "wages fell"),
        ("message", "our wages fell", "we", None),
        ("message", "Governments should raise wages", "recommends", None),
        ("message", "the detention of children", "clause_wanted", None),
        ("message", "wages fell. Rents rose.", "two_sentences", None),
        ("message", "the U.S. Census counts migrants", None, None),
        ("message", "art. 5 of the convention is not applied, e.g. in ports", None, None),
    ],
)
def test_advice_on_a_wording(kind, text, code, rewording):
    assert found(kind, text) == ([(code, rewording)] if code else [])


def test_forty_words_pass_and_one_more_is_long():
    text = "wages are late " + "very " * 37

    assert found("message", text) == []
    assert found("message", text + "often") == [("long", None)]


def test_a_name_is_seen_only_as_a_whole_word():
    names = ["Ruritania", "Federation of Harbour Workers"]

    assert found("message", "wages in Ruritania are late", names=names) == [("named", None)]
    assert found("message", "wages in Ruritanian ports are late", names=names) == []


def test_advice_carries_its_hint():
    assert advise("gap", "establish shelters") == [Advice("noun_wanted", HINTS["noun_wanted"])]


@pytest.mark.parametrize("text", ["", " ", "نحن نوصي بالتصديق", "我们建议批准", "1"])
def test_what_is_not_english_gets_no_advice(text):
    assert [found(kind, text) for kind in KINDS] == [[]] * len(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_the_examples_of_the_form_need_no_advice(kind):
    assert found(kind, FRAMES[kind].example) == []


def test_forms_lead_back_to_their_verb():
    forms = [
        "ratifying",
        "ratified",
        "ratifies",
        "stopping",
        "publishes",
        "paying",
        "took",
        "halved",
    ]

    assert [base_of_form(form) for form in forms] == [
        *("ratify", "ratify", "ratify", "stop", "publish", "pay", "take", "halve")
    ]
    assert [base_of_form(verb) for verb in BASE_VERBS] == [None] * len(BASE_VERBS)
