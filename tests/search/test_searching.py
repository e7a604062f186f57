import pytest
from django.core.management import call_command
from django.test import TestCase

from hld_portal.refusals import Refused
from hld_portal.search.indexing import index_missing, reindex
from hld_portal.search.models import IndexedVersion
from hld_portal.search.searching import search_submissions
from submissions.content import PointContent
from submissions.enums import Consent, PointKind, State
from submissions.models import Submission
from tests.make import make_round_table, make_stakeholder, make_state, make_submission

TEXTS = {
    "en": "The portability of pensions for seasonal crews.",
    "fr": "L’État garantit le développement durable des marins.",
    "es": "La migración ordenada protege los derechos de las mujeres.",
    "ru": "Органов власти много, а портовых рабочих мало.",
    "ar": "مساهمات المهاجرين في تنمية الموانئ",
    "zh": "港口的可持续发展需要移民工人。",
}
POINT = PointContent(kind=PointKind.MESSAGE, text="0", paragraphs=["A/RES/68/4:12"])


@pytest.mark.database
class SearchTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        for language, text in TEXTS.items():
            cls.publish(language, text, language=language)

    @classmethod
    def publish(cls, name: str, statement: str, **content) -> Submission:
        make_submission(
            make_stakeholder(f"{name} quay"),
            make_round_table(),
            State.PUBLISHED,
            **({"title": "0", "statement": statement, "points": [POINT]} | content),
        )
        return Submission.objects.get(stakeholder__name=f"{name} quay")

    def found(self, q: str, language: str | None = None) -> list[str]:
        rows = search_submissions(Submission.objects.published(), q, language)
        return sorted(row.stakeholder.name.split()[0] for row in rows)

    def test_finds_words_in_six_languages_and_forms(self):
        cases = {
            "pension": ["en"],
            "PENSIONS crew": ["en"],
            "etat developpement": ["fr"],
            "développements": ["fr"],
            "migracion": ["es"],
            "derecho mujer": ["es"],
            "орган": ["ru"],
            "рабочий": ["ru"],
            "مساهمة": ["ar"],
            "持续发展": ["zh"],
            "移民": ["zh"],
            "seas": ["en"],
            "crews women": [],
            "aeroplane": [],
        }
        for query, expected in cases.items():
            with self.subTest(query=query):
                self.assertEqual(self.found(query), expected)

    def test_signs_of_the_databases_mean_nothing(self):
        for query in ('pension" OR "x', "pension' | x:*", "pension* (crew", "NOT pension", "a:b"):
            with self.subTest(query=query):
                self.assertLessEqual(len(self.found(query)), 1)

    def test_a_query_without_a_word_is_refused(self):
        with self.assertRaises(Refused) as caught:
            self.found("… !!")

        self.assertEqual(caught.exception.code, "no_words")

    def test_titles_and_points_are_searched(self):
        proposal = PointContent(
            kind=PointKind.GAP, text="lighthouse keepers", paragraphs=["A/RES/68/4:12"]
        )
        self.publish("north", "Nothing.", title="Dredging", points=[proposal])

        self.assertEqual(self.found("dredging"), ["north"])
        self.assertEqual(self.found("lighthouse"), ["north"])

    def test_a_name_finds_only_who_is_named_also_together_with_words(self):
        named = self.publish("klow", "Cranes at night.")
        self.assertEqual(self.found("klow"), ["klow"])
        self.assertEqual(self.found("klow cranes"), ["klow"])

        Submission.objects.filter(pk=named.pk).update(consent=Consent.TYPE_ONLY)

        self.assertEqual(self.found("klow"), [])
        self.assertEqual(self.found("klow cranes"), [])
        self.assertEqual(self.found("cranes"), ["klow"])

    def test_a_group_statement_is_found_by_the_states_it_speaks_for(self):
        state = make_state("Borduria")
        make_submission(make_state("Graustark"), state=State.PUBLISHED, on_behalf_of=[state.pk])

        self.assertEqual(self.found("borduria"), ["Graustark"])

    def test_only_the_published_version_is_found(self):
        submission = self.publish("klow", "Cranes at night.")
        self.assertEqual(self.found("cranes"), ["klow"])
        self.assertTrue(IndexedVersion.objects.filter(version__submission=submission).exists())

        Submission.objects.filter(pk=submission.pk).update(
            published_version=None, standing_version=None, state=State.WITHDRAWN
        )

        self.assertEqual(self.found("cranes"), [])

    def test_what_is_published_after_a_search_is_found_by_the_next(self):
        self.assertEqual(self.found("cranes"), [])

        self.publish("klow", "Cranes at night.")

        self.assertEqual(self.found("cranes"), ["klow"])

    def test_indexing_again_changes_nothing_and_reindexing_takes_new_names(self):
        self.assertEqual(index_missing(), 6)
        self.assertEqual(index_missing(), 0)
        with self.assertNumQueries(1):
            index_missing()
        stakeholder = make_stakeholder("en quay")
        stakeholder.name = "en Renamed"
        stakeholder.save(update_fields=["name"])
        self.assertEqual(self.found("renamed"), [])

        self.assertEqual(reindex(), 6)

        self.assertEqual(self.found("renamed"), ["en"])

    def test_the_command_says_how_many(self):
        from io import StringIO

        out = StringIO()
        call_command("reindex", stdout=out)

        self.assertEqual(out.getvalue().strip(), '{"indexed": 6}')
