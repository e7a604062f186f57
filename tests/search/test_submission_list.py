from datetime import timedelta

from django.test import TestCase
from django.utils.timezone import now

from hld_portal.accounts.enums import StakeholderKind
from hld_portal.accounts.models import Stakeholder
from submissions.content import PointContent
from submissions.enums import PointKind, State
from submissions.listing import Key
from submissions.models import Submission
from tests.make import make_dialogue, make_round_table, make_stakeholder, make_submission

URL = "/hld-2013/submissions/"
HTMX = {"HX-Request": "true"}


def publish(name: str, kind: str = StakeholderKind.NGO, table: int = 2, **content) -> Submission:
    event = make_round_table(table)
    content.setdefault("title", f"Text of {name}")
    make_submission(make_stakeholder(name, kind), event, State.PUBLISHED, **content)
    return Submission.objects.get(stakeholder__name=name)


class SubmissionListTests(TestCase):
    def titles(self, query: str = "") -> list[str]:
        context = self.client.get(f"{URL}?{query}").context
        return [row.published_version.title for row in context["submissions"]]

    def test_query_count_does_not_grow_with_rows(self):
        for count in (1, 3):
            for number in range(count):
                publish(f"Run{count}x{number} Union")
            with self.subTest(count=count), self.assertNumQueries(6):
                self.client.get(URL)
            for _warm in range(2):  # the first indexes, the second finds nothing missing
                self.client.get(f"{URL}?q=text")
            with self.subTest(count=count), self.assertNumQueries(7):
                self.client.get(f"{URL}?q=text&group=civil_society")

    def test_each_filter_narrows(self):
        publish("Ruritania", StakeholderKind.STATE)
        publish("Cooks Union", StakeholderKind.TRADE_UNION, table=3, language="fr")
        missing = PointContent(
            kind=PointKind.GAP, text="night work", paragraphs=["A/RES/68/4:missing"]
        )
        publish("Sailors", points=[missing])
        Stakeholder.objects.filter(name="Ruritania").update(region="african")
        cases = {
            "event=3": ["Text of Cooks Union"],
            "group=states": ["Text of Ruritania"],
            "kind=trade_union": ["Text of Cooks Union"],
            "region=african": ["Text of Ruritania"],
            "language=fr": ["Text of Cooks Union"],
            "paragraph=missing": ["Text of Sailors"],
            "paragraph=12": ["Text of Cooks Union", "Text of Ruritania"],
            "paragraph=12&group=states": ["Text of Ruritania"],
            "paragraph=13": [],
        }
        for query, expected in cases.items():
            with self.subTest(query=query):
                self.assertEqual(self.titles(query), expected)

    def test_a_bad_filter_is_named_and_breaks_nothing(self):
        publish("Cooks Union")

        for query, said in (
            ("paragraph=99", "Paragraph: “99” is not one of the choices."),
            ("event=moon", "Meeting: “moon” is not one of the choices."),
            ("q=%21%21", "There is no word in it to look for."),
            ("q=" + "word+" * 21, "That is more than 20 words."),
            ("q=%00", "Null characters are not allowed."),
            ("after=zwei", "This page of the list does not exist"),
            ("before=9-9-9", "This page of the list does not exist"),
            (f"after={10**30}-1", "This page of the list does not exist"),
        ):
            with self.subTest(query=query):
                response = self.client.get(f"{URL}?{query}")
                self.assertContains(response, said)
                self.assertContains(response, "Text of Cooks Union")

    def test_without_a_match_it_says_how_to_go_on(self):
        publish("Cooks Union")

        response = self.client.get(f"{URL}?group=states")

        self.assertContains(response, "No submission matches these filters.")
        self.assertContains(response, "Clear the filters")

    def test_htmx_gets_only_the_list_and_the_address_to_share(self):
        publish("Cooks Union")

        response = self.client.get(f"{URL}?q=&group=civil_society&kind=", headers=HTMX)

        self.assertTemplateNotUsed(response, "base.html")
        self.assertContains(response, 'id="submission-list"', count=1)
        self.assertEqual(response["HX-Push-Url"], f"{URL}?group=civil_society")
        self.assertIn("HX-Request", response["Vary"])

    def test_back_button_gets_the_whole_page(self):
        make_dialogue()

        response = self.client.get(URL, headers=HTMX | {"HX-History-Restore-Request": "true"})

        self.assertTemplateUsed(response, "base.html")

    def test_an_unknown_dialogue_is_not_found(self):
        self.assertEqual(self.client.get("/atlantis/submissions/").status_code, 404)


class PagingTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        first = publish("Union 0")
        moment = now() - timedelta(days=1)
        for number in range(1, 60):
            copy = Submission.objects.get(pk=first.pk)
            copy.pk, copy.public_id = None, f"p{number}"
            copy.reference, copy.receipt_code = f"HLD2013/1{number:03d}", f"c{number}"
            # Ten each share their moment, as imported ones do.
            copy.published_at = moment - timedelta(hours=number // 10)
            copy.save(force_insert=True)

    def walk(self, name: str, url: str) -> list[list[int]]:
        pages = []
        while url:
            context = self.client.get(URL + url).context
            pages.append([row.pk for row in context["submissions"]])
            url = context[name]
            assert len(pages) < 9
        return pages

    def test_forward_and_back_shows_each_once_in_the_same_pages(self):
        newest_first = list(
            Submission.objects.order_by("-published_at", "-pk").values_list("pk", flat=True)
        )

        forward = self.walk("next_url", "?")
        last = Submission.objects.get(pk=newest_first[50])
        back = self.walk("previous_url", f"?before={Key.of(last)}")

        self.assertEqual([len(page) for page in forward], [25, 25, 10])
        self.assertEqual([pk for page in forward for pk in page], newest_first)
        self.assertEqual(back, forward[1::-1])

    def test_filters_stay_in_the_address_of_the_next_page(self):
        context = self.client.get(f"{URL}?group=civil_society&kind=").context

        self.assertRegex(context["next_url"], r"^\?group=civil_society&after=\d+-\d+$")
        self.assertEqual(context["count"], 60)

    def test_the_last_page_costs_as_many_queries_as_the_first(self):
        key = Key.of(Submission.objects.order_by("published_at", "pk")[5])

        with self.assertNumQueries(6):
            self.client.get(f"{URL}?after={key}")
