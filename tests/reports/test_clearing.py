import pytest
from django.db import IntegrityError, transaction

from hld_portal.record import relaying
from hld_portal.record.models import Outbox
from hld_portal.refusals import Refused
from hld_portal.reports.models import Summary
from hld_portal.reports.permissions import can_clear, summary_is_open
from hld_portal.reports.services.clearing import (
    clear_summary,
    reopen_summary,
    return_to_rapporteur,
    send_to_co_chairs,
)
from hld_portal.reports.services.paragraphs import (
    add_paragraph,
    approve_unchanged,
    delete_paragraph,
    restore_copy,
)
from hld_portal.reports.services.summaries import (
    approve_paragraph,
    draft_event_summary,
    keep_copy,
    reopen_paragraph,
)
from hld_portal.reports.soundness import is_cleared_and_sound
from roundtables.enums import AppointmentRole
from roundtables.models import Appointment
from submissions.content import PointContent
from tests.make import make_appointed, make_moderator, make_round_table
from tests.reports.drafting_cast import make_rosa, merge, publish, publish_five, withdraw

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def rosa():
    return make_rosa()


@pytest.fixture
def mona():
    return make_moderator(make_round_table(2), "mona")


@pytest.fixture
def five(rosa):
    submissions = publish_five()
    merge()
    return submissions


@pytest.fixture
def summary(five, rosa):
    return draft_event_summary(event=make_round_table(), by=rosa)


def approve_all(summary, by):
    for paragraph in summary.paragraphs.all():
        approve_paragraph(paragraph=paragraph, revision=paragraph.revision, by=by)


def send(summary, by):
    approve_all(summary, by)
    return send_to_co_chairs(summary=summary, by=by)


def clear(summary, by):
    return clear_summary(summary=summary, seen=summary.log_count, by=by)


def moves(summary):
    rows = [(e.verb, e.from_state, e.to_state, e.actor.name) for e in summary.log_entries()]
    return [row for row in rows if row[0] != "draft"]


def mails():
    rows = Outbox.objects.filter(kind=Outbox.Kind.MAIL, name__startswith="reports/summary_")
    return [(row.name.partition("_")[2], row.payload["to"]) for row in rows.order_by("pk")]


def refusal(deed, **arguments):
    with pytest.raises(Refused) as refused:
        deed(**arguments)
    return refused.value


def test_a_summary_goes_to_the_co_chairs_and_is_cleared(summary, rosa, mona):
    sent = send(summary, rosa)
    assert (sent.state, sent.sent_by, sent.sent_at is not None) == ("with_co_chairs", rosa, True)

    cleared = clear(sent, mona)

    assert (cleared.state, cleared.cleared_by) == ("cleared", mona)
    assert is_cleared_and_sound(cleared)
    assert moves(summary) == [
        ("send", "draft", "with_co_chairs", "Rosa"),
        ("clear", "with_co_chairs", "cleared", "Mona"),
    ]
    assert mails() == [("sent", "mona@example.org"), ("cleared", "rosa@example.org")]


def test_the_mails_say_what_to_do_and_where(summary, rosa, mona, mailoutbox):
    clear(send(summary, rosa), mona)

    relaying.relay_outbox()

    sent, cleared = [mail for mail in mailoutbox if "summary of Round table 2" in mail.subject]
    assert sent.subject == "To clear: summary of Round table 2"
    assert "Rosa sent the summary" in sent.body
    assert "/desk/hld-2013/2/clearing/" in sent.body
    assert cleared.subject == "Cleared: summary of Round table 2"
    assert "/desk/hld-2013/2/drafting/" in cleared.body


def test_nothing_is_sent_before_every_paragraph_is_approved(summary, rosa):
    said = refusal(send_to_co_chairs, summary=summary, by=rosa)

    assert (said.code, said.status) == ("not_approved", 422)
    assert said.message.startswith("3 paragraphs are not approved yet")
    assert moves(summary) == []
    assert mails() == []


def test_a_summary_without_a_paragraph_is_not_sent(summary, rosa):
    summary.paragraphs.all().delete()

    assert refusal(send_to_co_chairs, summary=summary, by=rosa).code == "not_approved"


def test_a_summary_that_no_longer_holds_is_not_sent(summary, rosa, five):
    approve_all(summary, rosa)
    withdraw(five[4])  # the one voice behind the recommendation

    said = refusal(send_to_co_chairs, summary=summary, by=rosa)

    assert said.code == "unsound"
    assert "no longer holds" in said.message


def test_an_opening_with_old_figures_is_not_sent(summary, rosa):
    approve_all(summary, rosa)
    publish("Foghorn Union", PointContent("gap", "lamps", paragraphs=["A/RES/68/4:14"]))

    said = refusal(send_to_co_chairs, summary=summary, by=rosa)

    assert said.message.startswith("Paragraph 1 no longer holds")


def test_one_that_is_sent_is_not_sent_again(summary, rosa):
    sent = send(summary, rosa)

    assert refusal(send_to_co_chairs, summary=sent, by=rosa).code == "not_open"


def test_only_the_office_of_the_co_chairs_clears(summary, rosa, mona):
    mark = make_moderator(make_round_table(1), "mark")
    sam = make_appointed(AppointmentRole.SECRETARIAT, "sam")
    sent = send(summary, rosa)

    assert [can_clear(one, sent) for one in (rosa, mark, mona, sam)] == [False, False, True, True]
    assert refusal(clear_summary, summary=sent, seen=sent.log_count, by=rosa).status == 403
    assert refusal(clear_summary, summary=sent, seen=sent.log_count, by=mark).status == 403


def test_nobody_clears_what_they_sent_themselves(summary):
    sam = make_appointed(AppointmentRole.SECRETARIAT, "sam")
    sent = send(summary, sam)

    said = refusal(clear_summary, summary=sent, seen=sent.log_count, by=sam)

    assert (said.status, can_clear(sam, sent)) == (403, False)
    row = Summary.objects.filter(pk=sent.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        row.update(state="cleared", cleared_at=sent.sent_at, cleared_by=sam)


def test_without_moderators_the_secretariat_is_told(summary, rosa):
    make_appointed(AppointmentRole.SECRETARIAT, "sam")
    Appointment.objects.filter(role=AppointmentRole.MODERATOR).delete()

    send(summary, rosa)

    assert mails() == [("sent", "sam@example.org")]


def test_where_the_only_moderator_sends_it_the_secretariat_is_told(summary, rosa):
    make_appointed(AppointmentRole.SECRETARIAT, "sam")
    Appointment.objects.filter(role=AppointmentRole.MODERATOR).delete()
    Appointment.objects.create(
        user=rosa,
        role=AppointmentRole.MODERATOR,
        event=summary.event,
        dialogue=summary.event.dialogue,
    )

    send(summary, rosa)

    assert mails() == [("sent", "sam@example.org")]


def test_a_draft_is_not_cleared(summary, mona):
    said = refusal(clear_summary, summary=summary, seen=summary.log_count, by=mona)

    assert (said.code, said.status) == ("moved_on", 409)


def test_another_text_than_the_one_read_is_not_cleared(summary, rosa, mona):
    first = send(summary, rosa)
    seen = first.log_count
    reopen_summary(summary=first, reason="", seen=seen, by=rosa)
    again = send_to_co_chairs(summary=Summary.objects.get(pk=first.pk), by=rosa)

    assert refusal(clear_summary, summary=again, seen=seen, by=mona).code == "moved_on"


def test_a_source_withdrawn_while_it_is_read_stops_the_clearing(summary, rosa, mona, five):
    sent = send(summary, rosa)
    withdraw(five[4])

    said = refusal(clear_summary, summary=sent, seen=sent.log_count, by=mona)

    assert said.code == "unsound"
    assert Summary.objects.get(pk=sent.pk).state == "with_co_chairs"


def test_a_returned_summary_is_a_draft_with_its_reason(summary, rosa, mona):
    sent = send(summary, rosa)
    said = refusal(return_to_rapporteur, summary=sent, reason="  ", seen=sent.log_count, by=mona)
    assert (said.code, said.field) == ("reason_missing", "reason")

    back = return_to_rapporteur(summary=sent, reason="Say who pays. ", seen=sent.log_count, by=mona)

    assert (back.state, back.returned_reason) == ("draft", "Say who pays.")
    assert summary_is_open(back)
    assert moves(summary)[-1] == ("return", "with_co_chairs", "draft", "Mona")
    assert mails()[-1] == ("returned", "rosa@example.org")

    assert send_to_co_chairs(summary=back, by=rosa).returned_reason == ""


def test_a_cleared_one_is_reopened_with_a_reason_only(summary, rosa, mona):
    cleared = clear(send(summary, rosa), mona)
    seen = cleared.log_count
    assert refusal(reopen_summary, summary=cleared, reason="", seen=seen, by=rosa).status == 422
    assert refusal(reopen_summary, summary=cleared, reason="x", seen=seen, by=mona).status == 403

    draft = reopen_summary(summary=cleared, reason="A figure is wrong.", seen=seen, by=rosa)

    assert (draft.state, draft.cleared_at, draft.cleared_by) == ("draft", None, None)
    assert draft.returned_reason == "A figure is wrong."
    assert mails()[-1] == ("reopened", "mona@example.org")


def test_one_cleared_in_the_meantime_is_not_taken_back_without_a_reason(summary, rosa, mona):
    sent = send(summary, rosa)
    seen = sent.log_count
    clear(Summary.objects.get(pk=sent.pk), mona)

    said = refusal(reopen_summary, summary=sent, reason="", seen=seen, by=rosa)

    assert said.code == "moved_on"
    assert Summary.objects.get(pk=sent.pk).state == "cleared"


def test_a_source_withdrawn_after_clearing_leaves_it_cleared_but_not_sound(
    summary, rosa, mona, five
):
    cleared = clear(send(summary, rosa), mona)
    assert is_cleared_and_sound(cleared)

    withdraw(five[4])

    assert Summary.objects.get(pk=cleared.pk).state == "cleared"
    assert not is_cleared_and_sound(cleared)


def test_while_it_is_away_nobody_changes_its_text(summary, rosa):
    copy = keep_copy(summary, list(summary.paragraphs.all()), rosa)
    sent = send(summary, rosa)
    first = sent.paragraphs.all()[0]
    deeds = [
        (draft_event_summary, {"event": sent.event, "replace": True}),
        (add_paragraph, {"summary": sent, "text": "More.", "after": 0}),
        (delete_paragraph, {"paragraph": first, "revision": first.revision}),
        (restore_copy, {"copy": copy}),
        (reopen_paragraph, {"paragraph": first, "revision": first.revision}),
        (approve_unchanged, {"summary": sent, "seen": {}}),
    ]

    codes = [refusal(deed, by=rosa, **arguments).code for deed, arguments in deeds]

    assert codes == ["not_open"] * len(deeds)
    assert [p.text for p in sent.paragraphs.all()] == [p.text for p in summary.paragraphs.all()]
