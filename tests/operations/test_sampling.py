from collections import Counter
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import TestCase, override_settings
from django.utils import timezone

from hld_portal.accounts.models import Stakeholder, User
from hld_portal.accounts.samples import sample_accounts
from hld_portal.operations.sampling.clock import clock_at
from hld_portal.operations.sampling.loading import load_sample
from hld_portal.operations.sampling.reading import read_findings, read_submissions
from hld_portal.record.models import LogEntry, Outbox
from hld_portal.record.verifying import find_breaks
from hld_portal.refusals import Refused
from hld_portal.reports.composing.document import compose_report
from hld_portal.reports.content import Paragraph, Table, plain
from hld_portal.reports.content_json import from_json
from hld_portal.reports.models import AuthorParagraph, Build, Finding, Summary, SummaryParagraph
from hld_portal.reports.renderers.pdf import render_pdf
from hld_portal.reports.soundness import is_cleared_and_sound
from hld_portal.text.counting import count_words
from roundtables.loading.applying import apply_plan
from roundtables.loading.reading import read_dialogue_file
from roundtables.models import Appointment, Dialogue
from submissions.models import Submission

pytestmark = pytest.mark.database

DIALOGUE = Path(__file__).resolve().parents[2] / "roundtables" / "data" / "hld-2013.yaml"


def sample(key):
    return Submission.objects.get(source_name=f"sample: {key}")


def history(key):
    return [
        (entry.verb, entry.actor.email, entry.created_at.strftime("%m-%d %H:%M"))
        for entry in sample(key).log_entries()
    ]


class LoadedSampleTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        apply_plan(read_dialogue_file(DIALOGUE))
        cls.loaded = load_sample()

    def test_everything_of_the_files_is_there(self):
        rows = read_submissions()
        self.assertEqual(self.loaded.submissions, len(rows))
        self.assertEqual(
            Counter(Submission.objects.values_list("state", flat=True)),
            Counter(row["state"] for row in rows),
        )
        self.assertEqual(Finding.objects.count(), self.loaded.findings)
        self.assertEqual(Stakeholder.objects.filter(invented=True).count(), 43)

    def test_every_summary_is_approved_and_the_report_is_public(self):
        paragraphs = SummaryParagraph.objects.all()
        written = AuthorParagraph.objects.count()
        self.assertEqual(paragraphs.count() + written, self.loaded.paragraphs)
        self.assertEqual(paragraphs.filter(approved_at=None).count(), 0)
        build = Build.objects.get()
        self.assertEqual((build.state, build.error), ("done", ""))
        self.assertEqual(build.published_by.email, "documents@hld.example")
        document = from_json(build.snapshot)
        self.assertEqual(document.marks, ())
        self.assertEqual(document.masthead.date, "2013-09-27")

    def test_every_summary_is_cleared_by_its_moderator_and_within_its_words(self):
        for summary in Summary.objects.select_related("event__round_table"):
            number = summary.event.round_table.number
            self.assertTrue(is_cleared_and_sound(summary))
            self.assertEqual(summary.sent_by.email, "rapporteur@hld.example")
            self.assertEqual(summary.cleared_by.email, f"moderator{number}@hld.example")
            rows = [r for p in summary.paragraphs.all() for r in [*p.sentences, *p.items]]
            words = sum(count_words(row["text"], "en") for row in rows)
            self.assertTrue(250 < words <= 350, f"{words} words at round table {number}")
        self.assertEqual(Summary.objects.count(), 4)

    def test_the_report_ends_with_the_authors_recommendations(self):
        document = from_json(Build.objects.get().snapshot)
        bold = [plain(b.text) for b in document.blocks if isinstance(b, Paragraph) and b.bold]
        self.assertEqual(len(bold), 7)
        self.assertTrue(bold[1].startswith("Governments are invited to include migration"))

    def test_the_press_brief_is_one_page(self):
        brief = compose_report(Dialogue.objects.get(), "brief")
        (table,) = [block for block in brief.blocks if isinstance(block, Table)]
        self.assertEqual(len(table.rows), 12)
        self.assertEqual(render_pdf(brief).pages, 1)

    def test_every_submission_was_sent_when_the_files_say(self):
        for row in read_submissions():
            sent_at = row["submitted_at"] and datetime.fromisoformat(row["submitted_at"])
            self.assertEqual(sample(row["key"]).submitted_at, sent_at)

    def test_references_count_up_with_time(self):
        sent = Submission.objects.exclude(reference=None).order_by("reference")
        self.assertEqual(sent[0].reference, "HLD2013/0001")
        first = [s.versions.earliest("number").submitted_at for s in sent]
        self.assertEqual(len(first), 46)
        self.assertEqual(first, sorted(first))

    def test_each_move_is_in_the_log_by_the_right_person_at_its_date(self):
        self.assertEqual(
            history("harbour-workers-stowaways"),
            [
                ("start", "fyodor@harbour.example", "07-13 08:31"),
                ("submit", "fyodor@harbour.example", "07-15 09:31"),
                ("take_into_review", "moderator2@hld.example", "07-16 07:31"),
                ("return", "moderator2@hld.example", "07-18 07:31"),
                ("submit", "fyodor@harbour.example", "07-23 12:00"),
                ("take_into_review", "moderator2@hld.example", "07-24 10:00"),
                ("publish", "moderator2@hld.example", "07-26 10:00"),
            ],
        )

    def test_what_came_by_note_verbale_was_recorded_by_the_secretariat(self):
        khemed = history("khemed-contracts")
        self.assertEqual(khemed[0][:2], ("receive", "secretariat@hld.example"))
        self.assertEqual(sample("khemed-contracts").channel, "note_verbale")

    def test_the_log_is_whole_and_ends_in_september_2013(self):
        self.assertEqual(list(find_breaks()), [])
        dated = LogEntry.objects.filter(object_kind__in=["submission", "finding"])
        self.assertGreater(dated.count(), 200)
        self.assertLess(dated.latest("created_at").created_at, datetime(2013, 10, 3, tzinfo=UTC))

    def test_nobody_is_mailed(self):
        self.assertFalse(Outbox.objects.filter(kind=Outbox.Kind.MAIL).exists())

    def test_versions_groups_and_confidence_are_kept(self):
        harbour = sample("harbour-workers-stowaways")
        self.assertEqual([v.state for v in harbour.versions.all()], ["returned", "published"])
        self.assertIn("57 people", harbour.versions.first().reason)
        self.assertEqual(harbour.points.count(), 4)
        spoken_for = sample("matobwe-friends-of-local").on_behalf_of.values_list("name", flat=True)
        self.assertEqual(set(spoken_for), {"Nyandara", "Amparo Islands", "Tamboria"})
        house = sample("open-door-night-book")
        self.assertTrue(house.confidential)
        self.assertIsNone(house.published_version)
        self.assertIsNotNone(house.standing_version)

    def test_what_was_returned_waits_as_a_draft(self):
        orchard = sample("orchard-pickers-valley-count")
        self.assertIn("3,411", orchard.draft.statement)

    def test_findings_stand_on_their_members_and_speak_to_their_paragraphs(self):
        for number in (1, 2, 3, 4):
            for row in read_findings(number):
                finding = Finding.objects.get(
                    event__round_table__number=number, wording=row["wording"]
                )
                self.assertEqual(finding.members.count(), len(row["members"]))
                targets = {
                    f"{t.instrument.symbol}:{t.paragraph.number if t.paragraph else t.target}"
                    for t in finding.targets.select_related("instrument", "paragraph")
                }
                self.assertEqual(targets, set(row["paragraphs"]))
                self.assertEqual(finding.contrasts_with is not None, "contrasts_with" in row)

    def test_a_second_load_changes_nothing(self):
        before = LogEntry.objects.count(), User.objects.count(), Appointment.objects.count()
        Submission.objects.filter(source_name="sample: two-shores-after-school").update(
            source_name="sample: renamed"
        )

        again = load_sample()

        self.assertEqual(set(again.as_dict().values()), {0})
        after = LogEntry.objects.count(), User.objects.count(), Appointment.objects.count()
        self.assertEqual(after, before)

    def test_every_offered_account_can_sign_in(self):
        rows = sample_accounts()
        self.assertEqual(len(rows), 13)
        self.assertEqual(len({row["role"] for row in rows}), 13)
        for row in rows:
            self.assertTrue(User.objects.get(email=row["email"]).check_password(row["password"]))
        self.assertEqual(rows[1]["role"], "moderator")
        self.assertFalse(User.objects.filter(is_sample=False).exists())


class RefusedSampleTests(TestCase):
    def test_there_must_be_a_dialogue(self):
        with self.assertRaises(Refused) as refused:
            load_sample()
        self.assertEqual(refused.exception.code, "not_found")

    @override_settings(PORTAL_MODE="production")
    def test_production_takes_no_sample(self):
        apply_plan(read_dialogue_file(DIALOGUE))
        err = StringIO()
        with self.assertRaises(SystemExit) as stopped:
            call_command("load_sample", stderr=err)
        self.assertEqual(stopped.exception.code, 1)
        self.assertTrue(err.getvalue().startswith("error: load_sample: "))
        self.assertFalse(User.objects.exists())


def test_the_clock_stands_and_runs_again_even_after_a_fault():
    moment = datetime(2013, 7, 15, 9, 31, tzinfo=UTC)
    seen = []

    def fail_meanwhile():
        with clock_at(moment):
            seen.append(timezone.now())
            raise ValueError("fault")

    with pytest.raises(ValueError, match="fault"):
        fail_meanwhile()
    assert seen == [moment]
    assert timezone.now() - moment > timedelta(days=4000)
