import hashlib
import json
import re

import pytest
from django.core.files.storage import storages
from django.db import transaction
from django.template.loader import render_to_string

from hld_portal.record.models import LogEntry, Outbox
from hld_portal.record.services import log_move
from hld_portal.refusals import Refused
from hld_portal.reports.content_json import from_json
from hld_portal.reports.enums import BuildState, IssueState
from hld_portal.reports.issuing.manifest import manifest_bytes
from hld_portal.reports.issuing.storing import (
    keep_build_file,
    manifest_name,
    open_issued_file,
)
from hld_portal.reports.issuing.symbols import proposed_number
from hld_portal.reports.issuing.write_once import WriteOnceStorage, WrittenOnce
from hld_portal.reports.models import Build, BuildFile, Chain, Issue, IssueSource, Summary
from hld_portal.reports.services import completing
from hld_portal.reports.services.builds import (
    cancel_build,
    publish_build,
    start_build,
    unpublish_build,
)
from hld_portal.reports.services.completing import (
    abandon_issue,
    complete_issue,
    retry_issue,
    sweep_issues,
)
from hld_portal.reports.services.issuing import issue_report
from roundtables.models import Dialogue
from submissions.enums import State
from submissions.models import Submission
from submissions.services.consenting import change_consent
from submissions.services.deciding import withdraw_submission
from submissions.services.freezing import freeze_submissions, lock_submissions
from tests.make import make_member, make_moderator, make_round_table, make_state
from tests.reports.drafting_cast import make_rosa, publish, withdraw
from tests.reports.issuing_cast import (
    GIVEN,
    complete,
    finish,
    freeze,
    issue_one,
    make_dolores,
    make_next,
    make_ready,
    publish_late,
)
from tests.reports.test_report_pages import make_build

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture(autouse=True)
def own_folders(settings, tmp_path):
    for name in ("chunks", "private", "issued"):
        settings.STORAGES = settings.STORAGES | {
            name: settings.STORAGES[name] | {"OPTIONS": {"location": tmp_path / name}}
        }


def tasks():
    rows = Outbox.objects.filter(kind="task", name__startswith="reports.")
    return [(row.name, row.payload["args"]) for row in rows.order_by("pk")]


def verbs(obj):
    return list(obj.log_entries().values_list("verb", flat=True))


# Freezing


def test_freezing_takes_symbol_snapshot_sources_and_queues_the_build():
    report = make_ready()

    issue = freeze(report, 3)

    assert (issue.symbol, issue.slug, issue.state) == ("HLD2013/3", "HLD2013-3", "preparing")
    masthead = from_json(issue.build.snapshot).masthead
    assert (masthead.symbol, masthead.session, masthead.agenda_item, masthead.date) == (
        "HLD2013/3",
        "First session",
        "Item 3",
        "2026-05-04",
    )
    references = [source.submission.reference for source in issue.sources.all()]
    assert references == [f"HLD2013/000{n}" for n in range(1, 6)]
    assert Submission.objects.filter(frozen_at=None).count() == 0
    assert tasks() == [("reports.prepare_build", [issue.build_id])]
    assert verbs(issue) == ["freeze"]
    assert verbs(Submission.objects.first())[-1] == "freeze"


def test_the_next_number_is_proposed_and_one_out_of_turn_moves_it_on():
    report = make_ready()
    assert proposed_number("HLD2013") == 1

    freeze(report, 7)

    assert proposed_number("HLD2013") == 8


def test_a_symbol_that_was_given_is_refused_with_what_has_it():
    issue_one(number=3)
    brief = make_next("brief")

    with pytest.raises(Refused) as refusal:
        freeze(brief, 3)

    assert (refusal.value.code, refusal.value.field) == ("symbol_taken", "number")
    assert "HLD2013/3 was given to “Compilation of submissions” on " in refusal.value.message
    assert "(Issued). No symbol is used twice." in refusal.value.message


def test_a_rehearsal_never_takes_a_symbol_of_the_real_series():
    report = make_ready()
    Dialogue.objects.update(symbol_series="HARB/2020", trial=True)
    report.dialogue.refresh_from_db()
    assert freeze(report).symbol == "HLD2013/1"


def test_the_dialogues_own_series_is_used():
    report = make_ready()
    Dialogue.objects.update(symbol_series="HARB/2020")
    report.dialogue.refresh_from_db()
    assert freeze(report).slug == "HARB-2020-1"


def test_only_the_documents_officer_issues():
    report = make_ready()
    with pytest.raises(Refused) as refusal:
        issue_report(report=report, number=1, given=GIVEN, by=make_rosa())
    assert refusal.value.code == "not_allowed"
    assert Issue.objects.count() == 0


def test_one_who_belongs_to_a_source_or_decided_on_it_does_not_issue_it():
    report = make_ready()
    dolores = make_dolores()
    union = Submission.objects.first().stakeholder
    make_member(union, "dolores")

    with pytest.raises(Refused) as refusal:
        freeze(report)
    assert refusal.value.code == "own_text"
    assert "decided on HLD2013/0001. No single account" in refusal.value.message

    dolores.memberships.all().delete()
    make_moderator(make_round_table(2), "dolores")
    with transaction.atomic():
        log_move(Submission.objects.last(), verb="hold", by=dolores)
    with pytest.raises(Refused) as refusal:
        freeze(report)
    assert "HLD2013/0005" in refusal.value.message
    assert Submission.objects.exclude(frozen_at=None).count() == 0


def test_a_draft_is_not_issued():
    report = make_ready("summary")
    Summary.objects.filter(event__slug="2").update(state="draft", cleared_at=None)

    with pytest.raises(Refused) as refusal:
        freeze(report)

    assert refusal.value.code == "not_ready"
    assert "not cleared" in refusal.value.message
    assert proposed_number("HLD2013") == 1


def test_a_running_build_or_a_document_in_preparation_comes_first():
    report = make_ready()
    build = start_build(report=report, by=make_dolores())
    with pytest.raises(Refused, match="A build of this report is running"):
        freeze(report)
    Build.objects.filter(pk=build.pk).update(state=BuildState.CANCELLED)

    freeze(report)
    with pytest.raises(Refused, match="being prepared already"):
        freeze(report, 2)


def test_what_cannot_be_set_uses_up_no_symbol():
    report = make_ready()
    publish("Sign Union", statement="A sign: \U000f1234.")

    with pytest.raises(Refused) as refusal:
        freeze(report)

    assert "no font has U+F1234" in refusal.value.message
    assert Issue.objects.count() == 0
    assert proposed_number("HLD2013") == 1


def test_every_citable_submission_stands_behind_the_figures_of_a_summary():
    make_ready()
    publish("Silent Union", state=State.ACCEPTED, consent="not_published")

    issue = freeze(make_next("summary"))

    assert issue.sources.count() == 6


# What is frozen


def test_a_frozen_submission_is_neither_withdrawn_nor_hidden_nor_corrected():
    freeze(make_ready())
    submission = Submission.objects.select_related("stakeholder").first()
    by = submission.created_by

    for act in (
        lambda: withdraw_submission(submission=submission, by=by),
        lambda: change_consent(submission=submission, consent="not_published", by=by),
    ):
        with pytest.raises(Refused) as refusal:
            act()
        assert refusal.value.code == "frozen"


def test_who_looked_before_the_freeze_and_acts_after_it_is_refused():
    report = make_ready()
    stale = [Submission.objects.select_related("stakeholder").first() for _copy in range(2)]
    by = stale[0].created_by
    freeze(report)

    with pytest.raises(Refused) as refusal:
        withdraw_submission(submission=stale[0], by=by)
    assert refusal.value.code == "moved_on"
    with pytest.raises(Refused) as refusal:
        change_consent(submission=stale[1], consent="not_published", by=by)
    assert refusal.value.code == "frozen"


def test_a_withdrawal_that_was_faster_is_not_among_the_sources():
    report = make_ready()
    withdraw(Submission.objects.get(reference="HLD2013/0002"))

    issue = freeze(report)

    assert [each.submission.reference for each in issue.sources.all()] == [
        "HLD2013/0001",
        "HLD2013/0003",
        "HLD2013/0004",
        "HLD2013/0005",
    ]


def test_freezing_twice_logs_once():
    make_ready()
    with transaction.atomic():
        rows = lock_submissions(Submission.objects.all())
        assert freeze_submissions(submissions=rows, symbol="X/1", by=None) == 5
        assert freeze_submissions(submissions=rows, symbol="X/2", by=None) == 0
    assert LogEntry.objects.filter(verb="freeze").count() == 5


# Completing


def test_a_finished_build_is_kept_published_and_issued():
    issue = issue_one(number=3)

    assert issue.is_issued
    assert issue.build.published_at == issue.issued_at
    assert [row["name"] for row in issue.manifest["files"]] == [
        "HLD2013-3.pdf",
        "HLD2013-3.docx",
        "HLD2013-3.xml",
        "HLD2013-3.html",
        "HLD2013-3.json",
    ]
    for row in issue.manifest["files"]:
        with open_issued_file(issue, row["name"]) as file:
            data = file.read()
        assert (hashlib.sha256(data).hexdigest(), len(data)) == (row["sha256"], row["size"])
    snapshot = hashlib.sha256(issue.build.snapshot.encode()).hexdigest()
    assert issue.manifest["snapshot"] == snapshot
    assert verbs(issue) == ["freeze", "issue"]
    assert issue.log_entries().last().details == {"manifest_sha256": issue.manifest_sha256}


def test_the_manifest_is_a_file_whose_hash_is_on_record():
    issue = issue_one()

    with open_issued_file(issue, manifest_name(issue)) as file:
        data = file.read()

    assert hashlib.sha256(data).hexdigest() == issue.manifest_sha256
    assert json.loads(data) == issue.manifest
    assert manifest_bytes(issue.manifest) == data
    assert open_issued_file(issue, "HLD2013-1.exe") is None


def test_the_manifest_names_public_sources_and_gives_others_by_hash_alone():
    make_ready()
    silent = publish("Silent Union", state=State.ACCEPTED, consent="not_published")
    issue = complete(freeze(make_next("summary")))

    *public, hidden = issue.manifest["sources"]

    assert public[0] == {
        "reference": "HLD2013/0001",
        "version": 1,
        "sha256": Submission.objects.get(reference="HLD2013/0001").standing_version.sha256,
    }
    assert len(public) == 5
    assert hidden == {
        "reference": None,
        "version": None,
        "sha256": silent.standing_version.sha256,
    }
    assert silent.reference not in json.dumps(issue.manifest)


def test_nothing_is_issued_before_every_format_is_there():
    issue = freeze(make_ready())
    assert not complete_issue(issue.pk)
    finish(issue.build)
    BuildFile.objects.filter(format="xml").delete()

    assert not complete_issue(issue.pk)
    issue.refresh_from_db()
    assert issue.state == IssueState.PREPARING


def test_completing_twice_issues_and_writes_once():
    issue = issue_one()
    mails = Outbox.objects.filter(kind="mail").count()

    assert not complete_issue(issue.pk)
    assert sweep_issues() == 0
    assert verbs(issue) == ["freeze", "issue"]
    assert Outbox.objects.filter(kind="mail").count() == mails


def test_a_worker_that_dies_before_the_state_moves_leaves_it_to_the_sweeper(monkeypatch):
    issue = freeze(make_ready())
    finish(issue.build)
    with monkeypatch.context() as patch:
        patch.setattr(completing, "_move_to_issued", killed)
        with pytest.raises(KeyboardInterrupt):
            complete_issue(issue.pk)
    issue.refresh_from_db()
    assert issue.state == IssueState.PREPARING

    assert sweep_issues() == 1

    issue.refresh_from_db()
    assert issue.is_issued


def killed(*_args):
    raise KeyboardInterrupt


def test_bytes_that_do_not_fit_their_hash_are_not_issued():
    issue = freeze(make_ready())
    finish(issue.build)
    BuildFile.objects.filter(format="pdf").update(sha256="0" * 64)

    assert sweep_issues() == 0

    issue.refresh_from_db()
    assert issue.state == IssueState.PREPARING


def test_two_workers_that_complete_at_once_keep_each_file_once(monkeypatch):
    issue = freeze(make_ready())
    finish(issue.build)
    real = WriteOnceStorage.exists
    seen = set()

    def not_there_yet(storage, name):
        """The other worker writes it right after this one has looked."""
        if name not in seen:
            seen.add(name)
            return False
        return real(storage, name)

    complete_files = [file.sha256 for file in issue.build.files.all()]
    for file in issue.build.files.all():
        keep_build_file(issue, file)
    monkeypatch.setattr(WriteOnceStorage, "exists", not_there_yet)

    assert complete_issue(issue.pk)
    assert len(seen) == len(complete_files) + 1


def test_those_behind_it_and_the_secretariat_are_told():
    report = make_ready("summary")
    make_member(make_state("Borduria"), "boris")
    complete(freeze(report))

    mails = Outbox.objects.filter(kind="mail", name="reports/issued_source")
    told = {row.payload["to"]: row.payload["context"] for row in mails}

    assert len(told) == 5
    assert "boris@example.org" not in told
    context = told["anchor-focal@example.org"]
    assert context["numbers"]
    context |= {"language": "en"}
    words = render_to_string("mail/reports/issued_source.txt", context)
    assert re.search(r"stands behind paragraphs? \d+(, \d+)*\.", words)
    assert context["reference"] == "HLD2013/0001"
    public_id = Submission.objects.get(reference="HLD2013/0001").public_id
    assert context["path"] == f"/mine/{public_id}/reflected/"


# Failing, trying again, giving up


def test_a_failed_build_is_tried_again_with_the_same_snapshot():
    issue = freeze(make_ready())
    first = issue.build
    Build.objects.filter(pk=first.pk).update(state=BuildState.FAILED, error="the disk is full")

    again = retry_issue(issue=issue, by=make_dolores())

    assert again.build != first
    assert again.build.snapshot == first.snapshot
    assert again.build.chain.printed == first.chain.printed != {}
    assert complete(again).is_issued


def test_what_is_given_up_meanwhile_is_not_tried_again(monkeypatch):
    issue = freeze(make_ready())
    Build.objects.filter(pk=issue.build_id).update(state=BuildState.FAILED)
    real = completing.Build.objects.create

    def give_up_first(**values):
        Issue.objects.filter(pk=issue.pk).update(state=IssueState.ABANDONED)
        return real(**values)

    monkeypatch.setattr(completing.Build.objects, "create", give_up_first)
    with pytest.raises(Refused) as refusal:
        retry_issue(issue=issue, by=make_dolores())
    assert refusal.value.code == "moved_on"
    assert issue.report.builds.count() == 1


def test_only_an_officer_stops_the_build_of_a_document():
    issue = freeze(make_ready())
    with pytest.raises(Refused) as refusal:
        cancel_build(build=issue.build, by=make_rosa())
    assert refusal.value.code == "not_allowed"
    assert cancel_build(build=issue.build, by=make_dolores()).state == BuildState.CANCELLED


def test_nothing_is_tried_again_while_a_build_runs_or_when_it_is_over():
    issue = freeze(make_ready())
    with pytest.raises(Refused, match="nothing to try again"):
        retry_issue(issue=issue, by=make_dolores())
    complete(issue)
    with pytest.raises(Refused, match="nothing to try again"):
        retry_issue(issue=issue, by=make_dolores())


def test_an_abandoned_document_frees_its_sources_and_uses_up_its_symbol():
    report = make_ready()
    issue = freeze(report, 4)

    abandon_issue(issue=issue, by=make_dolores())

    assert issue.build.__class__.objects.get(pk=issue.build_id).state == BuildState.CANCELLED
    assert Submission.objects.exclude(frozen_at=None).count() == 0
    assert verbs(Submission.objects.first())[-2:] == ["freeze", "unfreeze"]
    with pytest.raises(Refused) as refusal:
        freeze(report, 4)
    assert "(Abandoned)" in refusal.value.message
    assert proposed_number("HLD2013") == 5


def test_what_another_document_rests_on_stays_frozen():
    issue_one()
    late = publish_late()
    second = freeze(make_next("summary"), 2)
    assert second.sources.count() == 6

    abandon_issue(issue=second, by=make_dolores())

    assert list(Submission.objects.filter(frozen_at=None)) == [late]


def test_an_issued_document_is_not_given_up():
    issue = issue_one()
    with pytest.raises(Refused, match="issued or given up already"):
        abandon_issue(issue=issue, by=make_dolores())


# It never changes


CHANGES = {
    "symbol": lambda issue: Issue.objects.filter(pk=issue.pk).update(symbol="X/1"),
    "state": lambda issue: Issue.objects.filter(pk=issue.pk).update(state="preparing"),
    "row": lambda issue: Issue.objects.filter(pk=issue.pk)._raw_delete("default"),
    "source": lambda issue: issue.sources.update(version=issue.sources.first().version),
    "source gone": lambda issue: issue.sources.all()._raw_delete("default"),
    "source more": lambda issue: IssueSource.objects.create(
        issue=issue, submission=publish_late(), version=Submission.objects.last().standing_version
    ),
    "build": lambda issue: Build.objects.filter(pk=issue.build_id).update(snapshot="{}"),
    "unpublish": lambda issue: Build.objects.filter(pk=issue.build_id).update(published_at=None),
    "build gone": lambda issue: Build.objects.filter(pk=issue.build_id)._raw_delete("default"),
    "file": lambda issue: issue.build.files.update(sha256="0" * 64),
    "file gone": lambda issue: issue.build.files.all()._raw_delete("default"),
    "file more": lambda issue: BuildFile.objects.create(
        build=issue.build, format="pdf", volume=2, name="x", sha256="0" * 64, size=1
    ),
    "chain": lambda issue: Chain.objects.filter(build=issue.build_id).update(passages=[]),
    "chain gone": lambda issue: Chain.objects.filter(build=issue.build_id)._raw_delete("default"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_the_database_refuses_to_change_an_issued_document(change):
    issue = issue_one()
    with pytest.raises(Exception, match="may not be changed"), transaction.atomic():
        CHANGES[change](issue)


@pytest.mark.parametrize("change", ["symbol", "build", "file", "source gone"])
def test_what_is_in_preparation_may_still_change(change):
    issue = freeze(make_ready())
    finish(issue.build)
    with transaction.atomic():
        CHANGES[change](issue)
        transaction.set_rollback(True)


def test_the_log_of_an_issued_document_goes_on():
    issue = issue_one()
    with transaction.atomic():
        log_move(issue, verb="read", by=make_dolores())
    assert verbs(issue) == ["freeze", "issue", "read"]


def test_a_file_of_the_storage_is_never_replaced_or_deleted():
    issue = issue_one()
    storage = storages["issued"]
    name = f"hld-2013/HLD2013-1/HLD2013-1-{issue.manifest_sha256}.json"
    assert storage.exists(name)

    with pytest.raises(WrittenOnce):
        storage.delete(name)
    with pytest.raises(WrittenOnce), storages["issued"].open(name) as file:
        storage.save(name, file)


def test_no_code_path_takes_an_issued_build_from_the_reports_page():
    issue = issue_one()
    with pytest.raises(Refused) as refusal:
        unpublish_build(build=issue.build, by=make_dolores())
    assert refusal.value.code == "issued"


def test_after_an_issue_only_what_is_issued_is_published():
    report = make_ready()
    complete(freeze(report))
    other = make_build(report)
    with pytest.raises(Refused) as refusal:
        publish_build(build=other, by=make_dolores())
    assert refusal.value.code == "issued"


def test_the_issue_takes_the_place_of_what_was_public_before():
    report = make_ready()
    before = make_build(report, public=True)
    issue = complete(freeze(report))
    assert list(Build.objects.filter(published_at__isnull=False)) == [issue.build]
    assert Build.objects.get(pk=before.pk).published_at is None
