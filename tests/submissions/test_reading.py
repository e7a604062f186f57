import re

from django.test import TestCase
from django.urls import reverse

from hld_portal.accounts.enums import StakeholderKind
from roundtables.models import Event, Instrument, Paragraph, ParagraphText, SuggestedLink
from submissions.content import PointContent
from submissions.enums import Consent, PointKind, State
from submissions.models import Submission
from tests.make import (
    make_dialogue,
    make_member,
    make_moderator,
    make_paragraph,
    make_round_table,
    make_stakeholder,
    make_state,
    make_submission,
)

PUBLISHED = State.PUBLISHED


def address(submission: Submission) -> str:
    return reverse("submissions:submission_show", args=[submission.dialogue.slug, submission.slug])


def publish(name: str, kind: str = StakeholderKind.NGO, **content) -> Submission:
    make_submission(make_stakeholder(name, kind), state=PUBLISHED, **content)
    return Submission.objects.get(stakeholder__name=name)


def point(*codes: str, **fields) -> PointContent:
    defaults = {"kind": PointKind.MESSAGE, "text": "ships need crews", "addressee": ""}
    return PointContent(paragraphs=list(codes), **(defaults | fields))


def plain(response) -> str:
    """The page without what differs by request: token, and the address to come back to."""
    text = re.sub(r'"X-CSRFToken": "\w+"', "", response.content.decode())
    return re.sub(r'(href="/(?:[a-z-]+/)?)hld-2013/[^"]*|\?next=[^"]*', "", text)


class SubmissionPageTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.submission = publish(
            "Union of Cooks of Syldavia",
            StakeholderKind.TRADE_UNION,
            statement="**Ports**\n\nA *cook* works. <script>alert(1)</script>\n\n- one\n- two",
            points=[point("A/RES/68/4:12", "A/RES/68/4:missing")],
        )

    def test_shows_the_published_text_with_numbers_and_links(self):
        response = self.client.get(address(self.submission))

        self.assertContains(response, "<em>cook</em>")
        self.assertContains(response, 'id="para-1"', count=1)
        self.assertNotContains(response, 'id="para-2"')
        self.assertNotContains(response, "<script>alert")
        self.assertContains(response, '"/hld-2013/declaration/#para-12">para. 12</a>')
        self.assertContains(response, '"/hld-2013/declaration/#missing">Missing from the text')
        self.assertContains(response, self.submission.published_version.sha256)
        self.assertContains(response, "<title>Portability of pensions for seasonal crews")

    def test_asks_five_questions_at_most(self):
        url = address(self.submission)
        with self.assertNumQueries(5):
            self.client.get(url)

        for name in ("Cooks One", "Cooks Two"):
            publish(name, points=[point("A/RES/68/4:12"), point("A/RES/68/4:13")])
        url = address(Submission.objects.get(stakeholder__name="Cooks One"))
        with self.assertNumQueries(5):
            self.client.get(url)

    def test_leads_to_those_published_before_and_after_at_the_same_table(self):
        after = publish("Cooks Two", title="Second of three")
        publish("Cooks Three", title="Third of three")

        response = self.client.get(address(after))

        self.assertContains(response, "Portability of pensions for seasonal crews")
        self.assertContains(response, "Third of three")
        self.assertEqual(response.context["older"].pk, self.submission.pk, "published before")

    def test_a_suggested_link_stays_inside_until_somebody_confirms_it(self):
        links = self.submission.published_version.points.get().links
        self.assertContains(self.client.get(address(self.submission)), "para. 12")

        links.update(confirmed_at=None)

        response = self.client.get(address(self.submission))
        self.assertNotContains(response, "para. 12")
        response = self.client.get("/hld-2013/declaration/")
        self.assertEqual(sum(row.total for row in response.context["rows"]), 0)

    def test_right_to_left_text_says_so(self):
        arabic = publish("Harbour of Wadesdah", title="حقوق البحارة", language="ar")

        response = self.client.get(address(arabic))

        self.assertContains(response, '<article lang="ar" dir="rtl">')

    def test_a_group_statement_names_its_states_only_where_it_is_named(self):
        states = [make_state("Borduria").pk, make_state("Laurania").pk]
        make_submission(
            make_state("Graustark"), state=PUBLISHED, on_behalf_of=states, title="For three"
        )
        joint = Submission.objects.get(stakeholder__name="Graustark")
        self.assertContains(self.client.get(address(joint)), "Laurania")

        Submission.objects.filter(pk=joint.pk).update(consent=Consent.TYPE_ONLY)

        response = self.client.get(address(joint))
        self.assertContains(response, "A Member State")
        self.assertNotContains(response, "Laurania")
        self.assertNotContains(response, "Graustark")


class HiddenSubmissionTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.submission = publish("Union of Cooks of Syldavia", title="Kitchens under deck")
        cls.nothing = "/hld-2013/submissions/HLD2013-9999/"

    def hide(self, **fields):
        Submission.objects.filter(pk=self.submission.pk).update(
            **({"published_version": None} | fields)
        )

    def test_what_is_not_published_looks_like_an_address_that_never_was(self):
        self.assertContains(self.client.get(address(self.submission)), "Kitchens under deck")
        self.hide(state=State.ACCEPTED)

        hidden = self.client.get(address(self.submission))
        never = self.client.get(self.nothing)

        self.assertEqual((hidden.status_code, never.status_code), (404, 404))
        self.assertEqual(plain(hidden), plain(never))

    def test_withdrawn_is_gone_within_one_request(self):
        places = [
            address(self.submission),
            "/hld-2013/submissions/",
            "/hld-2013/submissions/?q=kitchens",
            "/hld-2013/round-tables/2/",
            f"/hld-2013/stakeholders/{self.submission.stakeholder_id}/",
        ]
        for place in places:
            self.assertContains(self.client.get(place), "Kitchens under deck")
        self.assertContains(self.client.get("/hld-2013/declaration/"), "Union of Cooks")
        self.assertContains(self.client.get("/hld-2013/stakeholders/"), "Union of Cooks")

        self.hide(state=State.WITHDRAWN, standing_version=None)

        places += ["/hld-2013/declaration/", "/hld-2013/stakeholders/", "/hld-2013/coverage/"]
        for place in places:
            with self.subTest(place=place):
                text = self.client.get(place).content.decode()
                self.assertNotIn("Kitchens under deck", text)
                self.assertNotIn("Union of Cooks", text)
        counted = self.client.get("/hld-2013/round-tables/2/").context["total"]
        self.assertEqual(counted, 0)

    def test_those_who_wrote_it_are_led_to_their_own_page(self):
        self.hide(state=State.ACCEPTED)
        rita = make_member(self.submission.stakeholder, "rita")
        otto = make_member(make_state("Syldavia"), "otto")

        self.client.force_login(rita)
        response = self.client.get(address(self.submission))
        self.assertRedirects(
            response, f"/mine/{self.submission.public_id}/", fetch_redirect_response=False
        )

        self.client.force_login(otto)
        self.assertEqual(self.client.get(address(self.submission)).status_code, 404)

    def test_a_moderator_reads_what_waits_at_the_desk_and_not_here(self):
        self.hide(state=State.IN_REVIEW)
        self.client.force_login(make_moderator())

        self.assertEqual(self.client.get(address(self.submission)).status_code, 404)
        self.assertNotContains(self.client.get("/hld-2013/submissions/"), "Kitchens under deck")

    def test_the_old_version_stays_while_a_new_one_is_reviewed(self):
        newer = self.submission.published_version
        newer.pk, newer.number, newer.title = None, 2, "Kitchens above deck"
        newer.state = State.SUBMITTED
        newer.save(force_insert=True)
        Submission.objects.filter(pk=self.submission.pk).update(
            newest_version=newer, state=State.SUBMITTED
        )

        response = self.client.get(address(self.submission))

        self.assertContains(response, "Kitchens under deck")
        self.assertNotContains(response, "Kitchens above deck")


class TypeOnlyTests(TestCase):
    """Whoever wishes to stay unnamed is named nowhere."""

    NAME = "Zenda Shelter"

    @classmethod
    def setUpTestData(cls):
        cls.submission = publish(cls.NAME, title="Beds for the night watch")
        cls.stakeholder = cls.submission.stakeholder
        cls.stakeholder.region = "african"
        cls.stakeholder.save(update_fields=["region"])

    def places(self) -> list[str]:
        return [
            address(self.submission),
            "/hld-2013/submissions/",
            "/hld-2013/submissions/?q=night",
            "/hld-2013/round-tables/2/",
            "/hld-2013/declaration/",
            "/hld-2013/stakeholders/",
        ]

    def test_named_it_is_named_and_unnamed_nowhere(self):
        for place in self.places():
            self.assertContains(self.client.get(place), self.NAME)

        Submission.objects.filter(pk=self.submission.pk).update(consent=Consent.TYPE_ONLY)

        for place in [*self.places(), "/hld-2013/coverage/", "/hld-2013/"]:
            with self.subTest(place=place):
                response = self.client.get(place)
                self.assertEqual(response.status_code, 200)
                self.assertNotContains(response, self.NAME)
        self.assertContains(self.client.get("/hld-2013/submissions/"), "A civil society org")

    def test_its_name_region_and_page_find_nothing(self):
        by_name = "/hld-2013/submissions/?q=Zenda"
        by_region = "/hld-2013/submissions/?region=african"
        page = f"/hld-2013/stakeholders/{self.stakeholder.pk}/"
        for place in (by_name, by_region, page):
            self.assertContains(self.client.get(place), "Beds for the night watch")

        Submission.objects.filter(pk=self.submission.pk).update(consent=Consent.TYPE_ONLY)

        for place in (by_name, by_region):
            response = self.client.get(place)
            self.assertEqual(response.context["count"], 0)
            self.assertNotContains(response, "Beds for the night watch")
        self.assertEqual(self.client.get(page).status_code, 404)

    def test_a_named_text_does_not_bring_the_unnamed_one_to_its_page(self):
        publish_again = make_round_table(3)
        make_submission(self.stakeholder, publish_again, PUBLISHED, title="Soup at five")
        Submission.objects.filter(pk=self.submission.pk).update(consent=Consent.TYPE_ONLY)

        page = self.client.get(f"/hld-2013/stakeholders/{self.stakeholder.pk}/")
        listed = self.client.get("/hld-2013/stakeholders/").context["page"][0]

        self.assertContains(page, "Soup at five")
        self.assertNotContains(page, "Beds for the night watch")
        self.assertEqual(listed.number, 1)


class InstrumentPageTests(TestCase):
    URL = "/hld-2013/declaration/"

    @classmethod
    def setUpTestData(cls):
        cls.dialogue = make_dialogue()
        publish("Union of Cooks of Syldavia")

    def test_says_who_speaks_to_each_paragraph_once(self):
        harbour = make_stakeholder("Union of Cooks of Syldavia")
        make_submission(harbour, make_round_table(3), PUBLISHED)
        publish("Ruritania", StakeholderKind.STATE)

        rows = {row.number: row for row in self.client.get(self.URL).context["rows"]}

        self.assertEqual(dict(rows["12"].counts), {"civil_society": 1, "states": 1})
        self.assertEqual(len(rows["12"].latest), 3)
        self.assertEqual(rows["9"].total, 0)

    def test_tells_official_described_and_not_loaded_apart(self):
        ParagraphText.objects.filter(paragraph__number="9").update(
            status="described", source="Editors, 2013"
        )
        ParagraphText.objects.filter(paragraph__number="13").update(status="not_loaded", text="")
        ParagraphText.objects.filter(paragraph__number="14").update(footnote="Vol. 2220, No. 1.")

        response = self.client.get(self.URL)

        self.assertContains(response, '<li class="para described" id="para-9">')
        self.assertContains(response, "Source: Editors, 2013")
        self.assertContains(response, '<li class="para absent" id="para-13">')
        self.assertContains(response, "Not loaded, and not described.")
        self.assertContains(response, "∗ Vol. 2220, No. 1.")
        self.assertContains(response, "2 paragraphs stand here in their official wording.")

    def test_points_beyond_the_paragraphs_have_their_rows(self):
        publish("Cooks Two", points=[point("A/RES/68/4:general"), point("A/RES/68/4:missing")])

        whole, missing = self.client.get(self.URL).context["beyond"]

        self.assertEqual((whole.total, missing.total), (1, 1))

    def test_editorial_links_are_marked_with_their_confidence(self):
        SuggestedLink.objects.create(
            paragraph=make_paragraph("12"), event=make_round_table(2), confidence="0.85"
        )

        response = self.client.get(self.URL)

        self.assertContains(response, "confidence 0.85")
        self.assertContains(response, "Suggested by the editors of the portal")

    def test_another_instrument_has_its_own_address_and_the_main_one_has_one(self):
        agenda = Instrument.objects.create(
            dialogue=self.dialogue, slug="agenda", symbol="AG", titles={"en": "Agenda"}
        )
        Paragraph.objects.create(
            instrument=agenda, number="3", order=3, heading={"en": "Harbour dues"}
        )

        response = self.client.get("/hld-2013/instruments/agenda/")

        self.assertContains(response, 'id="para-3"', count=1)
        self.assertContains(response, "Harbour dues")
        self.assertRedirects(self.client.get("/hld-2013/instruments/declaration/"), self.URL, 301)
        self.assertEqual(self.client.get("/hld-2013/instruments/none/").status_code, 404)

    def test_query_count_does_not_grow(self):
        for count in (1, 3):
            for number in range(count):
                publish(f"Run{count}x{number} Union")
            with self.subTest(count=count), self.assertNumQueries(11):
                self.client.get(self.URL)


class EventPageTests(TestCase):
    URL = "/hld-2013/round-tables/2/"

    def test_what_is_not_known_says_so(self):
        make_round_table(2)

        response = self.client.get(self.URL)

        self.assertContains(response, "Theme of round table 2")
        self.assertContains(response, "not set", count=4)
        self.assertContains(response, "Nobody has spoken here yet.")
        self.assertContains(response, "/submit/hld-2013/2/")

    def test_a_closed_call_takes_nobody_to_the_form(self):
        make_round_table(2, closed=True)

        response = self.client.get(self.URL)

        self.assertContains(response, "Closed")
        self.assertNotContains(response, "/submit/hld-2013/2/")

    def test_counts_and_texts_are_those_of_this_table(self):
        publish("Union of Cooks of Syldavia", title="Heard at two")
        make_submission(
            make_stakeholder("Other Union"), make_round_table(3), PUBLISHED, title="At 3"
        )

        response = self.client.get(self.URL)

        self.assertEqual(dict(response.context["counts"]), {"civil_society": 1})
        self.assertEqual([row.code for row in response.context["said"]], ["12"])
        self.assertContains(response, "Heard at two")
        self.assertNotContains(response, "At 3")

    def test_other_meetings_have_their_page_and_tables_only_theirs(self):
        make_round_table(2)
        Event.objects.create(
            dialogue=make_dialogue(), slug="panel", kind="panel", titles={"en": "Panel discussion"}
        )

        panel = self.client.get("/hld-2013/events/panel/")

        self.assertContains(panel, "This meeting takes no submissions.")
        self.assertEqual(self.client.get("/hld-2013/events/2/").status_code, 404)
        self.assertEqual(self.client.get("/hld-2013/round-tables/7/").status_code, 404)

    def test_query_count_does_not_grow(self):
        for count in (1, 3):
            for number in range(count):
                publish(f"Run{count}x{number} Union")
            with self.subTest(count=count), self.assertNumQueries(9):
                self.client.get(self.URL)


class StakeholderListTests(TestCase):
    URL = "/hld-2013/stakeholders/"

    def test_query_count_does_not_grow(self):
        for count in (1, 3):
            for number in range(count):
                publish(f"Run{count}x{number} Union")
            with self.subTest(count=count), self.assertNumQueries(3):
                self.client.get(self.URL)
            page = f"{self.URL}{make_stakeholder('Run1x0 Union').pk}/"
            with self.subTest(count=count), self.assertNumQueries(5):
                self.client.get(page)

    def test_filters_narrow_it_and_a_bad_one_is_named(self):
        publish("Ruritania", StakeholderKind.STATE)
        publish("Ёлка Union")

        states = self.client.get(f"{self.URL}?group=states").context["page"]
        named = self.client.get(f"{self.URL}?q=елка").context["page"]
        bad = self.client.get(f"{self.URL}?group=martians&page=zwei")

        self.assertEqual([one.name for one in states], ["Ruritania"])
        self.assertEqual([one.name for one in named], ["Ёлка Union"])
        self.assertContains(bad, "“martians” is not one of the choices.")
        self.assertContains(bad, "This page of the list does not exist")
        self.assertEqual(len(bad.context["page"]), 2)

    def test_without_a_match_it_says_how_to_go_on(self):
        publish("Union of Cooks of Syldavia")

        response = self.client.get(f"{self.URL}?group=states")

        self.assertContains(response, "No stakeholder matches these filters.")
        self.assertContains(response, "Clear the filters")
