import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hld_portal.text.points import MOST_POINTS, ProposedPoint, propose_points
from tests.text.samples import SHARED


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("recommendation", "Inspectors should visit private homes."),
        ("recommendation", "We call for an end to the detention of children."),
        ("recommendation", "Our members strongly urge a ban on fees."),
        ("recommendation", "Ruritania recommends a register of recruiters."),
        ("recommendation", "It is essential to collect better data."),
        ("practice", "In 2012, we introduced a permit for seasonal workers."),
        ("practice", "Ruritania has established twelve centres for those who return."),
        ("practice", "Syldavian Women Abroad trained sixty labour inspectors."),
        ("commitment", "Ruritania will open ten centres by 2015."),
        ("commitment", "By 2015, our Government will ratify the convention."),
        ("commitment", "The Borduria Chamber of Trade pledges to halve fees."),
        ("gap", "The Declaration does not address displacement by drought."),
        ("proposal", 'Replace "women" by "women and girls" in paragraph 12.'),
        ("proposal", 'In paragraph 12, replace "women" by "women and girls".'),
        ("message", "Migration will grow in the years to come."),
        ("message", "Remittances have reduced poverty in many villages."),
        ("message", "Domestic workers stand outside the law of most countries."),
    ],
)
def test_the_verb_tells_the_kind(kind, sentence):
    points = propose_points(f"{sentence} This is so. It is known.")
    assert [(p.kind, p.text) for p in points if p.text == sentence] == [(kind, sentence)]


@pytest.mark.parametrize(
    ("addressee", "sentence"),
    [
        ("governments", "We call on Governments to ratify the convention."),
        ("governments", "States should cooperate with countries of origin."),
        ("origin", "Countries of origin must inform workers."),
        ("destination", "We urge host countries to recognize skills."),
        ("un_system", "We invite the United Nations system to collect data."),
        ("employers", "Employers should pay recruitment fees."),
        ("all", "All stakeholders should act together now."),
        (None, "More attention must be given to migration."),
        (None, "We call for a legal regime for Governments and others."),
    ],
)
def test_whom_a_recommendation_addresses_is_read_from_the_sentence(addressee, sentence):
    (point,) = propose_points(sentence)
    assert (point.kind, point.addressee) == ("recommendation", addressee)


def test_items_of_a_list_follow_the_sentence_that_leads_them():
    text = "We call on Governments to:\n\n- ratify the convention soon;\n- end the detention of children."
    assert propose_points(text) == [
        ProposedPoint(
            "recommendation",
            "ratify the convention soon;",
            "governments",
            "- ratify the convention soon;",
        ),
        ProposedPoint(
            "recommendation",
            "end the detention of children.",
            "governments",
            "- end the detention of children.",
        ),
    ]


STATEMENT = """Mr. President, I thank you for the floor.

Ruritania lies between two seas. Many of its people work **abroad**. In 2012, we introduced
a permit for seasonal workers. Who pays the fees today? Workers pay recruitment fees that take
a year's wages. Employers should pay recruitment fees. We will halve consular fees next year.
"""


def test_a_statement_gives_its_points_in_the_order_of_the_text():
    assert [(p.kind, p.text) for p in propose_points(STATEMENT)] == [
        ("practice", "In 2012, we introduced a permit for seasonal workers."),
        ("message", "Workers pay recruitment fees that take a year's wages."),
        ("recommendation", "Employers should pay recruitment fees."),
        ("commitment", "We will halve consular fees next year."),
    ]


def test_what_calls_for_something_comes_before_what_is_reported():
    text = " ".join(
        [f"We introduced permit number {n} for workers." for n in range(6)]
        + [f"States should open office number {n} for workers." for n in range(5)]
    )
    assert [p.kind for p in propose_points(text)] == ["recommendation"] * MOST_POINTS


def test_a_sentence_said_twice_is_one_point():
    assert len(propose_points("Employers should pay all fees. " * 7)) == 1


OTHER_LANGUAGES = {
    "fr": ["Les migrants contribuent au développement.", "Les États protègent les migrants.",
           "Le développement des États dépend des migrants.", "Il fait beau ce matin."],
    "es": ["Los migrantes contribuyen al desarrollo.", "Los Estados protegen a los migrantes.",
           "El desarrollo de los Estados depende de los migrantes.", "Hace buen tiempo hoy."],
    "ru": ["Мигранты содействуют развитию.", "Государства защищают права мигрантов.",
           "Развитие государств зависит от прав мигрантов.", "Сегодня утром светит солнце."],
    "ar": ["يسهم المهاجرون في التنمية.", "تحمي الدول حقوق المهاجرين.",
           "تعتمد تنمية الدول على حقوق المهاجرين.", "الجو جميل هذا الصباح."],
    "zh": ["移民促进各国的发展。", "各国保护移民的权利。",
           "各国的发展取决于移民的权利。", "今天早上天气很好啊。"],
}  # fmt: skip


@pytest.mark.parametrize(
    ("language", "central"),
    [("fr", (1, 2)), ("es", (1, 2)), ("ru", (1, 2)), ("ar", (1, 2)), ("zh", (0, 2))],
)
def test_in_other_languages_the_most_central_half_are_messages(language, central):
    sentences = OTHER_LANGUAGES[language]
    text = ("" if language == "zh" else " ").join(sentences)
    assert propose_points(text, language) == [
        ProposedPoint("message", sentences[at], None, sentences[at]) for at in central
    ]


@given(st.text(), st.sampled_from(["ar", "zh", "en", "fr", "ru", "es", "xx"]))
def test_any_text_gives_at_most_five_points_in_its_order(text, language):
    points = propose_points(text, language)
    assert len(points) <= MOST_POINTS
    assert all(point.kind == "message" for point in points if language != "en")


SENTENCES = [
    "We call on States to end detention.",
    "Fees have grown again this year.",
    "We will build four schools.",
    "Nobody knows how many have died.",
    "The text makes no mention of the sea.",
]


@given(st.lists(st.sampled_from(SENTENCES), unique=True))
def test_points_are_sentences_of_the_text_letter_by_letter_and_in_its_order(sentences):
    found = [point.sentence for point in propose_points(" ".join(sentences))]
    assert found == [sentence for sentence in sentences if sentence in found]


def test_real_passages_give_points_that_stand_in_them():
    source = SHARED / "statements_2013.jsonl"
    if not source.exists():
        pytest.skip(f"{source} is absent")
    rows = [json.loads(line) for line in source.read_text(encoding="utf-8").splitlines()]
    points = {row["id"]: propose_points(row["text"]) for row in rows}
    assert len(rows) == 41
    for row in rows:
        words = " ".join(row["text"].split())
        assert points[row["id"]] != []
        assert [p.text for p in points[row["id"]] if p.text not in words] == []
