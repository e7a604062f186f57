from datetime import date, timedelta

import pytest
from django.db import IntegrityError
from django.utils.timezone import now

from hld_portal.accounts.models import Membership
from hld_portal.record.models import LogEntry, Outbox
from hld_portal.refusals import Refused
from hld_portal.reports.composing.document import compose_report
from hld_portal.reports.composing.freezing import freeze_document
from hld_portal.reports.content_json import to_json
from hld_portal.reports.contributors import (
    check_stops_issue,
    open_requests_of,
    passages_shown,
    pieces_of,
    requests_of,
    state_of_check,
)
from hld_portal.reports.enums import Outcome
from hld_portal.reports.models import CheckRequest, ContributorsCheck, Issue, Objection
from hld_portal.reports.services.contributing import (
    answer_objection,
    close_check,
    object_to_passage,
    open_check,
    withdraw_objection,
)
from roundtables.enums import AppointmentRole
from tests.make import make_appointed, make_dialogue, make_member, make_round_table, make_user
from tests.reports.drafting_cast import BIRTHS, DOMESTIC, make_rosa, merge, publish
from tests.reports.test_composing import OUTLINE
from tests.reports.test_report_pages import make_build, make_report

pytestmark = pytest.mark.django_db

WRONG = "We never said that; we spoke of live-in work only."


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    private = settings.STORAGES["private"] | {"OPTIONS": {"location": tmp_path}}
    settings.STORAGES = settings.STORAGES | {"private": private}


@pytest.fixture
def dialogue():
    dialogue = make_dialogue(outline=OUTLINE, contributors_check_days=7)
    for number in (1, 2):
        make_round_table(number)
    return dialogue


@pytest.fixture
def dora(dialogue):
    return make_appointed(AppointmentRole.DOCUMENTS_OFFICER, "dora")


@pytest.fixture
def report(dialogue):
    """Two unions behind one finding, one of them behind births as well; finished builds."""
    publish("Anchor Union", DOMESTIC, BIRTHS)
    publish("Beacon Union")
    merge()
    report = make_report()
    compile_again(report)
    return report


def compile_again(report, **fields):
    build = make_build(report, **fields)
    build.snapshot = to_json(freeze_document(build))
    build.save(update_fields=["snapshot"])
    return build


def request_of(name):
    return CheckRequest.objects.get(submission__stakeholder__name=name)


def anchor():
    return make_member(request_of("Anchor Union").submission.stakeholder, "anchor-focal")


def objected(by=None):
    asked = request_of("Anchor Union")
    number = asked.passages[0]["number"]
    return object_to_passage(request=asked, number=number, text=WRONG, by=by or anchor())


def mails(name):
    rows = Outbox.objects.filter(kind="mail", name=f"reports/check_{name}")
    return [(row.payload["to"], row.payload["context"]) for row in rows.order_by("pk")]


def refused(call, **arguments):
    with pytest.raises(Refused) as caught:
        call(**arguments)
    return caught.value.code, caught.value.status


def test_everybody_behind_a_sentence_gets_a_private_link(report, dora):
    check = open_check(report=report, by=dora)

    rows = [(r.request.submission.reference, len(r.numbers)) for r in requests_of(check)]
    assert rows == [("HLD2013/0001", 2), ("HLD2013/0002", 1)]
    assert abs(check.closes_at - now() - timedelta(days=7)) < timedelta(minutes=1)
    sent = {to: context["path"] for to, context in mails("opened")}
    assert sent == {
        "anchor-focal@example.org": f"/mine/check/{request_of('Anchor Union').public_id}/",
        "beacon-focal@example.org": f"/mine/check/{request_of('Beacon Union').public_id}/",
    }
    entry = LogEntry.objects.get(object_kind="contributorscheck")
    assert (entry.verb, entry.actor, entry.details["requests"]) == ("open", dora, 2)


def test_they_read_the_paragraph_with_their_own_point_beside_it(report, dora):
    open_check(report=report, by=dora)

    first, second = passages_shown(request_of("Anchor Union"))

    assert [point.text for point in first.points] == [DOMESTIC.text]
    assert [point.text for point in second.points] == [BIRTHS.text]
    own = [words for words, is_own in first.pieces if is_own]
    assert len(own) == 1
    assert "labour law" in own[0]


def test_words_of_others_in_the_same_paragraph_are_not_marked():
    pieces = pieces_of(
        "One said so. Two did not. One said more.", ["One said so.", "One said more."]
    )

    assert pieces == [("One said so.", True), (" Two did not. ", False), ("One said more.", True)]


def test_the_authors_own_text_is_no_part_of_it(report, dora):
    open_check(report=report, by=dora)

    numbers = {row["number"] for asked in CheckRequest.objects.all() for row in asked.passages}
    build = report.builds.first()
    assert '"voice": "author"' in build.snapshot  # there was something to leave out
    import json

    blocks = json.loads(build.snapshot)["blocks"]
    of_author = {row["number"] for row in blocks if row.get("voice") == "author"}
    assert of_author
    assert not numbers & of_author


def test_those_without_accounts_are_listed_for_a_letter(report, dora):
    Membership.objects.filter(user__email="beacon-focal@example.org").update(is_active=False)

    check = open_check(report=report, by=dora)

    rows = [(row.request.submission.reference, row.has_accounts) for row in requests_of(check)]
    assert rows == [("HLD2013/0001", True), ("HLD2013/0002", False)]
    assert [to for to, _ in mails("opened")] == ["anchor-focal@example.org"]


def test_it_is_off_unless_the_dialogue_asks_for_it(report, dora, dialogue):
    dialogue.contributors_check_days = 0
    dialogue.save(update_fields=["contributors_check_days"])
    report.refresh_from_db()

    assert refused(open_check, report=report, by=dora) == ("off", 422)
    assert state_of_check(report).kind == "not_needed"
    assert check_stops_issue(report) == ""


def test_only_officers_and_the_secretariat_hold_it(report):
    sam = make_appointed(AppointmentRole.SECRETARIAT, "sam")

    assert refused(open_check, report=report, by=make_rosa()) == ("not_allowed", 403)
    assert open_check(report=report, by=sam).is_open


def test_a_build_comes_first_and_a_drafting_copy_is_none(dialogue, dora):
    report = make_report()
    assert refused(open_check, report=report, by=dora) == ("no_build", 422)

    compile_again(report, drafting_copy=True)

    assert refused(open_check, report=report, by=dora) == ("no_build", 422)


def test_one_check_at_a_time(report, dora):
    open_check(report=report, by=dora)

    assert refused(open_check, report=report, by=dora) == ("moved_on", 409)
    assert ContributorsCheck.objects.count() == 1


def test_an_objection_is_logged_and_told_to_those_who_draft(report, dora):
    make_rosa()
    open_check(report=report, by=dora)

    objection = objected()

    assert objection.outcome == Outcome.OPEN
    assert objection.passage == request_of("Anchor Union").passages[0]["text"]
    assert {to for to, _ in mails("objection")} == {"dora@example.org", "rosa@example.org"}
    assert mails("objection")[0][1]["text"] == WRONG
    entry = objection.log_entries().get()
    assert (entry.verb, entry.actor) == ("object", anchor())
    assert WRONG not in str(entry.details)


def test_what_cannot_be_objected_to(report, dora):
    open_check(report=report, by=dora)
    asked = request_of("Beacon Union")
    number = asked.passages[0]["number"]
    beacon = make_member(asked.submission.stakeholder, "beacon-focal")
    drafter = make_member(asked.submission.stakeholder, "bert", "drafter")
    call = {"request": asked, "text": WRONG, "by": beacon}

    assert refused(object_to_passage, number=999, **call) == ("not_found", 404)
    assert refused(object_to_passage, number=number, **call | {"text": " "}) == ("incomplete", 422)
    long = call | {"text": "word " * 301}
    assert refused(object_to_passage, number=number, **long) == ("over_limit", 422)
    for stranger in (anchor(), drafter, dora):
        by = call | {"by": stranger}
        assert refused(object_to_passage, number=number, **by) == ("not_allowed", 403)
    assert Objection.objects.count() == 0


def test_they_may_change_their_mind_and_say_it_anew(report, dora):
    open_check(report=report, by=dora)
    first = objected()
    assert refused(objected) == ("moved_on", 409)

    withdraw_objection(objection=first, by=anchor())
    second = objected()

    first.refresh_from_db()
    assert (first.outcome, second.outcome) == (Outcome.WITHDRAWN, Outcome.OPEN)
    assert [entry.verb for entry in first.log_entries()] == ["object", "withdraw"]
    assert state_of_check(report).objections == 1


def test_an_answer_settles_it_and_is_told(report, dora):
    open_check(report=report, by=dora)
    objection = objected()
    rosa = make_rosa()
    call = {"objection": objection, "by": rosa}

    assert refused(answer_objection, outcome="", answer="Yes.", **call) == ("incomplete", 422)
    assert refused(answer_objection, outcome="kept", answer="", **call) == ("incomplete", 422)
    assert refused(answer_objection, outcome="open", answer="Y", **call) == ("incomplete", 422)
    answer_objection(outcome="kept", answer="Your point says so.", **call)

    ((to, context),) = mails("answer")
    assert to == "anchor-focal@example.org"
    assert (context["outcome"], context["answer"]) == ("The text stands", "Your point says so.")
    assert refused(answer_objection, outcome="kept", answer="Again", **call) == ("moved_on", 409)
    assert refused(withdraw_objection, objection=objection, by=anchor()) == ("moved_on", 409)
    assert [entry.to_state for entry in objection.log_entries()] == ["open", "kept"]


def test_nobody_answers_their_own_organization(report, dora):
    open_check(report=report, by=dora)
    objection = objected()
    make_member(objection.request.submission.stakeholder, "dora")

    call = {"objection": objection, "outcome": "kept", "answer": "No."}
    assert refused(answer_objection, by=dora, **call) == ("not_allowed", 403)
    assert refused(answer_objection, by=make_user("nobody"), **call) == ("not_allowed", 403)


def test_after_the_deadline_it_can_only_be_answered(report, dora):
    check = open_check(report=report, by=dora)
    objection = objected()
    pass_deadline(check)

    assert refused(withdraw_objection, objection=objection, by=anchor()) == ("moved_on", 409)
    asked = request_of("Beacon Union")
    beacon = make_member(asked.submission.stakeholder, "beacon-focal")
    late = {"request": asked, "number": asked.passages[0]["number"], "text": WRONG, "by": beacon}
    assert refused(object_to_passage, **late) == ("moved_on", 409)
    answer_objection(objection=objection, outcome="taken_up", answer="Mended.", by=dora)

    assert state_of_check(report).kind == "closed"


def pass_deadline(check):
    ContributorsCheck.objects.filter(pk=check.pk).update(closes_at=now() - timedelta(minutes=1))


def test_ending_it_early_takes_a_reason_and_tells_those_who_were_asked(report, dora):
    check = open_check(report=report, by=dora)

    assert refused(close_check, check=check, reason=" ", by=dora) == ("incomplete", 422)
    assert refused(close_check, check=check, reason="x", by=make_rosa()) == ("not_allowed", 403)
    close_check(check=check, reason="A round table has to be redone.", by=dora)

    assert not check.is_open
    assert [context["reason"] for _, context in mails("closed")] == [
        "A round table has to be redone."
    ] * 2
    assert refused(close_check, check=check, reason="again", by=dora) == ("moved_on", 409)
    assert refused(objected) == ("moved_on", 409)


def test_how_it_stands_at_every_step(report, dora):
    def state():
        found = state_of_check(report)
        return found.kind, found.text, bool(check_stops_issue(report))

    assert state() == ("never_opened", "The contributors’ check was never opened.", True)
    check = open_check(report=report, by=dora)
    assert state() == ("open", "Open: 0 objections.", True)
    objection = objected()
    assert state() == ("open", "Open: 1 objection, 1 waits for an answer.", True)
    pass_deadline(check)
    assert state() == ("unanswered", "Over: 1 objection, 1 waits for an answer.", True)
    assert refused(open_check, report=report, by=dora) == ("unanswered", 422)
    answer_objection(objection=objection, outcome="taken_up", answer="Mended.", by=dora)
    assert state() == ("closed", "Over: 1 objection, answered.", False)
    assert open_check(report=report, by=dora).is_open
    assert state()[0] == "open"


def test_a_text_that_reads_otherwise_since_is_told(report, dora):
    check = open_check(report=report, by=dora)
    same = compile_again(report)
    assert not state_of_check(report).text_changed

    chain = same.chain
    chain.passages[0]["text"] += " And more."
    chain.save(update_fields=["passages"])

    assert state_of_check(report).text_changed
    assert state_of_check(report).check == check


def test_what_is_about_to_be_issued_is_held_against_what_they_were_shown(report, dora):
    pass_deadline(open_check(report=report, by=dora))
    same = compose_report(report.dialogue, "summary")
    assert state_of_check(report, same).text == "Over: nobody objects."

    publish("Capstan Union", BIRTHS)
    other = compose_report(report.dialogue, "summary")

    assert state_of_check(report, other).text == (
        "Over: nobody objects. The text has changed since they were asked."
    )


def test_a_check_before_the_last_issue_was_for_that_one(report, dora):
    check = open_check(report=report, by=dora)
    pass_deadline(check)
    assert state_of_check(report).kind == "closed"
    issued = compile_again(report)
    Issue.objects.create(
        dialogue=report.dialogue,
        report=report,
        build=issued,
        state="issued",
        series="HLD2013",
        number=1,
        symbol="HLD2013/1",
        slug="HLD2013-1",
        dated_on=date(2013, 10, 20),
        manifest_sha256="a" * 64,
        issued_at=now(),
    )

    assert state_of_check(report).kind == "never_opened"


def test_a_compilation_and_a_brief_need_none(dialogue):
    report = make_report()
    for kind in ("compilation", "brief"):
        report.kind = kind
        assert state_of_check(report).kind == "not_needed"


def test_ones_own_page_leads_to_open_checks_only(report, dora):
    check = open_check(report=report, by=dora)
    submission = request_of("Anchor Union").submission
    assert list(open_requests_of(submission)) == [request_of("Anchor Union")]

    pass_deadline(check)

    assert list(open_requests_of(submission)) == []


def test_the_database_keeps_what_was_settled_with_its_answer(report, dora):
    open_check(report=report, by=dora)
    objection = objected()

    with pytest.raises(IntegrityError):
        Objection.objects.filter(pk=objection.pk).update(outcome=Outcome.KEPT)


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow_with_those_who_are_asked(
    dialogue, dora, count, django_assert_num_queries
):
    for name in ("Anchor Union", "Beacon Union", "Capstan Union")[:count]:
        publish(name)
    report = make_report()
    compile_again(report)
    check = open_check(report=report, by=dora)

    with django_assert_num_queries(2):
        assert len(requests_of(check)) == count
    with django_assert_num_queries(4):
        state_of_check(report)
