import pytest

from hld_portal.text.points import propose_points
from hld_portal.text.standing_alone import says_something_alone


@pytest.mark.parametrize(
    "sentence",
    [
        "Migrants send home more than they keep.",
        "Those who leave by sea pay the highest fees.",
        "It is estimated that nine ships in ten change their crews abroad.",
        "Crews such as ours sleep ashore without pay.",
        "In 2012 the harbours of Syldavia took in forty crews.",
    ],
)
def test_a_sentence_that_says_something_by_itself(sentence):
    assert says_something_alone(sentence, asks=False)


@pytest.mark.parametrize(
    "sentence",
    [
        "That clearly shows the harbours cannot do it alone.",
        "He brought a message to the crews of the port.",
        "But the fees of recruiters have grown every year.",
        "Its share of the trade depends on fair fees.",
        "After all, it works in the interests of all crews.",
        "At the same time, we have built four new piers.",
        "Full observance of the rights of such groups is essential.",
        "“Overcoming fees is not a gesture of charity, he said.",
        "Fees have grown again.",
        "A world of dignity for the people of every port",
        "We are grateful to the harbours for the lights they keep.",
        "I would also like to touch on the fees of recruiters.",
        "We look forward to the second dialogue on harbours this October.",
    ],
)
def test_one_that_leans_greets_or_breaks_off(sentence):
    assert not says_something_alone(sentence, asks=False)


@pytest.mark.parametrize(
    ("sentence", "alone"),
    [
        ("Employers should pay fees.", True),
        ("At the same time, employers should pay the fees.", True),
        ("That should remind them of their duty.", False),
        ("and end the detention of children in ports.", False),
    ],
)
def test_what_asks_may_be_short_and_carry_on_but_not_point_back(sentence, alone):
    assert says_something_alone(sentence, asks=True) is alone


def test_weak_sentences_are_not_proposed_where_others_stand():
    text = "That is so. He said it in the harbour of Syldavia. Crews of four ports sleep ashore unpaid."

    assert [p.text for p in propose_points(text)] == ["Crews of four ports sleep ashore unpaid."]


def test_of_a_text_of_weak_sentences_one_is_proposed_rather_than_none():
    text = "That has changed the harbours. They have built new piers. It has cost years of work."

    assert len(propose_points(text)) == 1


def test_other_languages_are_left_to_a_person():
    assert len(propose_points("Cela est vrai. Elle vient de partir au port.", "fr")) == 1
