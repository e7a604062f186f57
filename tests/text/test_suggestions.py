import json
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hld_portal.text.suggestions import Candidate, Suggester
from tests.text.samples import ROOT, SHARED

ROUND_TABLES = [
    Candidate("1", "Migration and sustainable development"),
    Candidate("2", "Human rights of all migrants; smuggling and trafficking"),
    Candidate("3", "Partnerships, coherence and cooperation"),
    Candidate("4", "Labour mobility and its impact on development"),
]
PARAGRAPHS = [
    *(Candidate(f"p{n}", f"Recall the commitments made under chapter {n}") for n in range(1, 18)),
    Candidate("p18", "Protect women migrant workers, including domestic workers"),
    Candidate("p19", "Uphold the rights of migrant children", related=("Schools for the young",)),
    Candidate("p20", "Reduce the costs of sending remittances"),
]


@pytest.fixture(scope="module")
def round_tables():
    return Suggester(ROUND_TABLES)


@pytest.fixture(scope="module")
def paragraphs():
    return Suggester(PARAGRAPHS)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Diaspora investment reduces poverty and helps sustainable growth.", "1"),
        ("End the detention of migrants, prosecute traffickers, protect victims.", "2"),
        ("Ministries should coordinate; regional dialogue and cooperation must grow.", "3"),
        ("Recognize skills and qualifications of seasonal workers; employers pay fees.", "4"),
    ],
)
def test_each_round_table_is_found_by_its_subject(round_tables, text, key):
    assert round_tables.suggest(text)[0].key == key


def test_a_paragraph_is_found_among_twenty(paragraphs):
    assert paragraphs.suggest("Domestic workers must be protected.", count=1)[0].key == "p18"
    assert paragraphs.suggest("The cost of remittances fell.", count=1)[0].key == "p20"


def test_related_texts_help_to_find_a_candidate(paragraphs):
    assert paragraphs.suggest("Every school admits all.", count=1)[0].key == "p19"


def test_scores_fall_and_stay_between_none_and_one(round_tables):
    found = round_tables.suggest("Labour mobility and its impact on development", count=4)
    scores = [suggestion.score for suggestion in found]
    assert found[0].key == "4"
    assert scores == sorted(scores, reverse=True)
    assert 0.5 < scores[0] <= 1


def test_of_equals_the_one_named_first_comes_first():
    twins = Suggester([Candidate(key, "The same words") for key in ("b", "a", "c")])
    assert [found.key for found in twins.suggest("same words")] == ["b", "a", "c"]


def test_nothing_is_suggested_for_a_language_without_candidates(round_tables):
    text = "Les droits humains de tous les migrants"
    assert round_tables.suggest(text, "en") != []
    assert round_tables.suggest(text, "fr") == []
    assert Suggester([]).suggest(text, "en") == []


@pytest.mark.parametrize(
    ("language", "texts", "text"),
    [
        (
            "fr",
            ("Droits de l'homme", "Mobilité de la main-d'œuvre"),
            "la mobilite des travailleurs",
        ),
        ("es", ("Derechos humanos", "Movilidad laboral"), "la movilidad de trabajadores"),
        ("ru", ("Права человека", "Трудовая мобильность"), "о мобильности труда"),
        ("ar", ("حقوق الإنسان", "تنقل اليد العاملة"), "تنقُّل العمال واليد العاملة"),
        ("zh", ("移民人权", "劳动力流动"), "促进劳动力的流动"),
    ],
)
def test_candidates_of_other_languages_answer_texts_in_theirs(language, texts, text):
    candidates = [Candidate(str(n), t, language=language) for n, t in enumerate(texts)]
    suggester = Suggester([*ROUND_TABLES, *candidates])
    assert suggester.suggest(text, language, count=1)[0].key == "1"


@pytest.mark.parametrize("text", ["", "  ", "!!!", "qqqq xxxx", "移民"])
def test_a_text_that_fits_nothing_gets_no_suggestion(round_tables, text):
    assert round_tables.suggest(text) == []


def test_candidates_without_words_are_never_suggested():
    assert Suggester([Candidate("a", ""), Candidate("b", "—")]).suggest("any words") == []


@settings(deadline=None, max_examples=50)
@given(st.text(), st.integers(1, 6))
def test_any_text_gives_at_most_so_many_different_candidates(text, count):
    found = Suggester(ROUND_TABLES).suggest(text, count=count)
    assert len({suggestion.key for suggestion in found}) == len(found) <= min(count, 4)


def test_the_heavy_library_waits_for_the_first_suggester():
    program = "import sys, hld_portal.text.suggestions; print('sklearn' in sys.modules)"
    answer = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert answer.stdout.strip() == "False"


def test_labelled_paragraphs_of_a_report_are_mostly_found(capsys):
    if not SHARED.exists():
        pytest.skip(f"{SHARED} is absent")
    hits = {"first": 0, "three": 0}
    lines = (SHARED / "eval_links_a69207.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    for name, candidates in (("round_tables", themes()), ("agenda", agenda(rows))):
        suggester = Suggester(candidates)
        for row in (row for row in rows if row["set"] == name):
            keys = [found.key for found in suggester.suggest(row["text"])]
            hits["first"] += keys[:1] == [str(row["label"])]
            hits["three"] += str(row["label"]) in keys
    with capsys.disabled():
        print(f"\nof {len(rows)} paragraphs: {hits}")
    assert len(rows) == 50
    assert hits["first"] >= 36
    assert hits["three"] >= 46


def shared(name):
    return json.loads((SHARED / name).read_text(encoding="utf-8"))


def linked_paragraphs(framework: str, number: int) -> tuple[str, ...]:
    wordings = {p["number"]: p.get("text") for p in shared("declaration_68_4.json")["paragraphs"]}
    return tuple(
        wordings[paragraph["number"]] or paragraph["gist"]
        for paragraph in shared("crosswalk.json")["paragraphs"]
        for link in paragraph[framework]
        if link["id"] == number and link["role"] == "primary"
    )


def themes() -> list[Candidate]:
    return [
        Candidate(
            str(table["number"]),
            table["theme"],
            related=linked_paragraphs("round_tables", table["number"]),
        )
        for table in shared("round_tables_2013.json")["round_tables"]
    ]


def agenda(rows) -> list[Candidate]:
    titles = {row["label"]: row["label_title"] for row in rows if row["set"] == "agenda"}
    return [
        Candidate(
            label,
            titles[label],
            related=linked_paragraphs("agenda_points", "ABCDEFGH".find(label) + 1),
        )
        for label in sorted(titles)
    ]
