from django.test import TestCase

from hld_portal.accounts.enums import Group, StakeholderKind
from submissions.content import PointContent
from submissions.enums import PointKind, State
from submissions.models import PointLink
from tests.make import make_dialogue, make_round_table, make_stakeholder, make_submission

URL = "/hld-2013/coverage/"


def speak(name: str, *codes: str, kind: str = StakeholderKind.NGO, table: int = 2) -> None:
    points = [
        PointContent(kind=PointKind.MESSAGE, text=f"ships need crews {n}", paragraphs=[code])
        for n, code in enumerate(codes)
    ]
    event = make_round_table(table)
    make_submission(make_stakeholder(name, kind), event, State.PUBLISHED, points=points)


class CoverageTests(TestCase):
    def row(self, code: str):
        context = self.client.get(URL).context
        return next(row for row in context["rows"] if row.code == code)

    def cells(self, code: str) -> dict[tuple[int, str], int]:
        return {
            (cell.event.number, cell.group): cell.number
            for cell in self.row(code).cells
            if cell.number
        }

    def test_a_stakeholder_counts_once_in_a_cell_and_once_in_all(self):
        speak("Cooks Union", "A/RES/68/4:12", "A/RES/68/4:12")
        speak("Cooks Union", "A/RES/68/4:12", table=3)
        speak("Ruritania", "A/RES/68/4:12", kind=StakeholderKind.STATE)

        self.assertEqual(
            self.cells("12"),
            {(2, Group.CIVIL_SOCIETY): 1, (2, Group.STATES): 1, (3, Group.CIVIL_SOCIETY): 1},
        )
        self.assertEqual(self.row("12").total, 2)

    def test_whole_and_missing_have_their_rows(self):
        speak("Cooks Union", "A/RES/68/4:general", "A/RES/68/4:missing")

        self.assertEqual(self.cells("general"), {(2, Group.CIVIL_SOCIETY): 1})
        self.assertEqual(self.cells("missing"), {(2, Group.CIVIL_SOCIETY): 1})

    def test_only_confirmed_links_of_published_texts_count(self):
        speak("Cooks Union", "A/RES/68/4:12")
        make_submission(make_stakeholder("Bakers Union"))
        self.assertEqual(self.row("12").total, 1)

        PointLink.objects.update(confirmed_at=None)

        self.assertEqual(self.row("12").total, 0)

    def test_a_figure_leads_to_the_list_behind_it(self):
        speak("Cooks Union", "A/RES/68/4:12")
        speak("Ruritania", "A/RES/68/4:12", kind=StakeholderKind.STATE)

        page = self.client.get(URL).content.decode().replace("&amp;", "&")
        link = "/hld-2013/submissions/?event=2&group=states&paragraph=12"

        self.assertIn(f'"{link}"', page)
        listed = self.client.get(link).context["submissions"]
        self.assertEqual([one.stakeholder.name for one in listed], ["Ruritania"])

    def test_silence_is_drawn_and_said(self):
        speak("Cooks Union", "A/RES/68/4:12")

        response = self.client.get(URL)

        self.assertEqual(
            [(row.number, row.total) for row in response.context["silence"]],
            [("9", 0), ("12", 1), ("13", 0), ("14", 0)],
        )
        self.assertContains(response, "No Member State speaks to it.", count=1)
        self.assertEqual(response.context["silent_count"], 6 * 4 - 1)

    def test_an_unknown_text_is_named_and_the_main_one_shown(self):
        make_round_table(2)

        response = self.client.get(f"{URL}?instrument=constitution")

        self.assertContains(response, "“constitution” is no text of this dialogue")
        self.assertEqual(response.context["instrument"].slug, "declaration")

    def test_a_dialogue_without_tables_says_what_is_missing(self):
        make_dialogue()

        self.assertContains(self.client.get(URL), "There is nothing to cover yet.")

    def test_query_count_does_not_grow(self):
        for count in (1, 3):
            for number in range(count):
                speak(f"Run{count}x{number} Union", "A/RES/68/4:12")
            with self.subTest(count=count), self.assertNumQueries(8):
                self.client.get(URL)
