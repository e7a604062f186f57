from datetime import timedelta

import pytest
from django.utils.timezone import now

from hld_portal.accounts.models import Stakeholder
from hld_portal.record.verifying import find_breaks
from roundtables.models import Call, Extension
from submissions.enums import Channel, Consent, State
from submissions.models import Submission
from tests.make import (
    STATEMENT,
    at,
    make_appointed,
    make_dialogue,
    make_member,
    make_moderator,
    make_round_table,
    make_stakeholder,
    make_state,
    make_submission,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database]
RECORD = "/desk/hld-2013/record/"
CALLS = "/desk/hld-2013/calls/"


@pytest.fixture
def sam(client):
    make_round_table()
    sam = make_appointed("secretariat", "sam")
    client.force_login(sam)
    return sam


def letter(**fields):
    return {
        "stakeholder": "GMB",
        "event": "2",
        "channel": "note_verbale",
        "received_on": "2013-08-29",
        "title": "Statement of the Republic",
        "statement": STATEMENT,
        "language": "en",
    } | fields


def text_of(response):
    return response.content.decode()


def test_a_note_verbale_lands_in_the_queue_under_the_states_official_name(client, sam):
    response = client.post(RECORD, letter(), follow=True)

    submission = Submission.objects.get()
    assert "is recorded" in text_of(response)
    assert (submission.stakeholder.name, submission.stakeholder.iso3) == ("Gambia", "GMB")
    assert (submission.state, submission.channel) == (State.SUBMITTED, Channel.NOTE_VERBALE)
    assert submission.consent == Consent.NAMED
    assert submission.log_entries().first().details["received_on"] == "2013-08-29"
    client.force_login(make_moderator())
    assert [row.submission for row in client.get("/desk/hld-2013/2/").context["rows"]] == [
        submission
    ]


def test_whoever_recorded_it_does_not_decide_on_it(client, sam):
    client.post(RECORD, letter())
    page = f"/desk/hld-2013/2/{Submission.objects.get().slug}/"

    own = client.get(page)
    assert own.context["decisions"] == []
    assert "You recorded this text" in text_of(own)
    assert client.post(page + "take_into_review/").status_code == 403

    client.force_login(make_appointed("secretariat", "sonja"))
    assert [d.verb for d in client.get(page).context["decisions"]] == ["take_into_review", "hold"]


def test_a_letter_without_points_gets_proposed_ones_to_link(client, sam):
    statement = "Ports should keep one register. We recommend that Governments open it to crews."
    client.post(RECORD, letter(statement=statement))

    points = Submission.objects.get().newest_version.points.all()
    assert {point.origin for point in points} == {"proposed"}
    assert not any(point.links.exists() for point in points)


def test_an_organization_that_is_not_on_the_list_is_entered_with_its_kind(client, sam):
    response = client.post(RECORD, letter(stakeholder="new", name="Harbour Aid", consent="named"))
    assert response.status_code == 422
    assert "Say what kind of organization it is." in text_of(response)
    assert not Stakeholder.objects.filter(name="Harbour Aid").exists()

    fields = {"stakeholder": "new", "name": "Harbour Aid", "kind": "ngo", "channel": "mail"}
    client.post(RECORD, letter(**fields, consent="type_only"))

    assert Submission.objects.get().stakeholder.name == "Harbour Aid"


def test_an_organizations_consent_is_never_assumed(client, sam):
    aid = make_stakeholder("Harbour Aid", invented=False)

    response = client.post(RECORD, letter(stakeholder=str(aid.pk)))

    assert response.status_code == 422
    assert "Say whether the submission may be published." in text_of(response)
    assert not Submission.objects.exists()


def test_nothing_typed_is_lost_when_the_letter_is_refused(client, sam):
    long = " ".join(["word"] * 41)

    response = client.post(RECORD, letter(statement=long, received_on="2999-01-01"))

    assert response.status_code == 422
    assert "That day is still to come." in text_of(response)
    response = client.post(RECORD, letter(statement=long))
    assert "1 word over the limit of 40" in text_of(response)
    assert long in text_of(response)
    assert not Stakeholder.objects.filter(iso3="GMB").exists()


def test_nobody_invented_is_offered(client, sam):
    make_state("Ruritania")
    make_stakeholder("Harbour Aid", invented=False)

    page = text_of(client.get(RECORD))

    assert "Harbour Aid" in page
    assert "Ruritania" not in page


def test_a_group_statement_names_the_states_it_speaks_for(client, sam):
    client.post(RECORD, letter(on_behalf_of=["GHA", "KEN"]))

    names = Submission.objects.get().on_behalf_of.order_by("name").values_list("name", flat=True)
    assert list(names) == ["Ghana", "Kenya"]


def test_what_came_in_time_and_was_recorded_later_is_not_late(client, sam):
    Call.objects.update(closes_at=at("2013-08-30T22:00"))

    client.post(RECORD, letter(received_on="2013-08-30"))
    client.post(RECORD, letter(received_on="2013-08-31", stakeholder="KEN"))

    late = Submission.objects.order_by("pk").values_list("late", flat=True)
    assert list(late) == [False, True]


def test_only_the_secretariat_records_and_sees_the_calls(client, sam):
    make_appointed("rapporteur", "raoul", make_round_table())
    for user, status in ((make_moderator(), 403), (make_member(make_stakeholder()), 404)):
        client.force_login(user)
        for address in (RECORD, CALLS):
            assert client.get(address).status_code == status
        assert client.post(RECORD, letter()).status_code == status
        assert client.post(CALLS + "2/closing/", {"closed": "1"}).status_code == status
    assert not Submission.objects.exists()
    assert not Call.objects.get().closed


def test_an_empty_record_says_of_each_field_what_to_do(client, sam):
    response = client.post(RECORD, {})

    assert response.status_code == 422
    errors = {name: faults[0] for name, faults in response.context["form"].errors.items()}
    assert errors == {
        "stakeholder": "Choose who sent it.",
        "event": "Choose the meeting it was sent to.",
        "channel": "Choose how it came.",
        "received_on": "Give the day it was received.",
        "title": "Write its title; without one, its first words.",
        "statement": "Copy the text of the statement here.",
        "language": "Choose the language it is written in.",
    }
    assert "This field is required" not in text_of(response)


def test_a_day_that_is_none_is_refused_with_how_to_write_it(client, sam):
    response = client.post(RECORD, letter(received_on="27 Sept"))

    assert "Write the day as year, month and day: 2013-09-27." in text_of(response)


def test_before_a_call_is_closed_the_portal_asks_and_says_who_is_writing(client, sam):
    make_submission(state=State.DRAFT)

    page = text_of(client.get(CALLS))
    assert '<a class="btn sm stop" href="/desk/hld-2013/calls/2/closing/">' in page
    asked = client.get(CALLS + "2/closing/")

    assert "Close the call for Round table 2 now?" in text_of(asked)
    assert "1 text is being written for it." in text_of(asked)
    assert not Call.objects.get().closed

    Call.objects.update(closed=True)
    assert client.get(CALLS + "2/closing/")["Location"] == CALLS


def test_a_call_is_closed_and_opened_again(client, sam):
    client.post(CALLS + "2/closing/", {"closed": "1"})
    assert Call.objects.get().closed
    assert "Closed by the secretariat" in text_of(client.get(CALLS))
    assert client.post(CALLS + "2/closing/", {"closed": "1"}).status_code == 409

    client.post(CALLS + "2/closing/")

    assert not Call.objects.get().closed
    verbs = [entry.verb for entry in make_dialogue().log_entries()]
    assert verbs == ["close_call", "reopen_call"]


def test_times_are_those_of_the_calls_zone(client, sam):
    client.post(
        CALLS + "2/times/", {"opens_at": "2013-06-01T09:00", "closes_at": "2013-08-30T18:00"}
    )

    call = Call.objects.get()
    assert (call.opens_at, call.closes_at) == (at("2013-06-01T13:00"), at("2013-08-30T22:00"))
    assert 'value="2013-08-30T18:00"' in text_of(client.get(CALLS))
    assert "30 August 2013, 18:00 EDT" in text_of(client.get(CALLS))


@pytest.mark.parametrize(
    ("opens_at", "closes_at", "fault"),
    [
        ("2013-08-30T18:00", "2013-08-30T18:00", "A call closes after it has opened."),
        ("2013-03-10T02:30", "", "The clocks skip this time there; choose another."),
        ("tomorrow", "", "Enter a valid date/time."),
    ],
)
def test_times_that_cannot_be_are_refused(client, sam, opens_at, closes_at, fault):
    response = client.post(CALLS + "2/times/", {"opens_at": opens_at, "closes_at": closes_at})

    assert response.status_code == 422
    assert fault in text_of(response)
    assert Call.objects.get().opens_at is None


def test_one_stakeholder_gets_more_time_for_a_reason(client, sam):
    closes = now() + timedelta(days=1)
    Call.objects.update(closes_at=closes)
    aid = make_stakeholder()
    make_member(aid)
    later = (closes + timedelta(days=7)).strftime("%Y-%m-%dT%H:%M")

    refused = client.post(
        CALLS + "2/extensions/", {"stakeholder": aid.pk, "closes_at": later, "reason": ""}
    )
    assert (refused.status_code, Extension.objects.count()) == (422, 0)
    assert "Write the reason; it is kept." in text_of(refused)

    client.post(
        CALLS + "2/extensions/",
        {"stakeholder": aid.pk, "closes_at": later, "reason": "Storm in the port."},
    )

    extension = Extension.objects.get()
    assert (extension.stakeholder, extension.granted_by) == (aid, sam)
    assert "Storm in the port." in text_of(client.get(CALLS))
    entry = make_dialogue().log_entries().get()
    assert (entry.verb, entry.details["stakeholder"]) == ("grant_extension", aid.pk)
    assert "Storm" not in str(entry.details)
    assert list(find_breaks()) == []


def test_an_extension_gives_more_time_or_none(client, sam):
    Call.objects.update(closes_at=now() + timedelta(days=9))
    aid = make_stakeholder()
    make_member(aid)
    sooner = (now() + timedelta(days=3)).strftime("%Y-%m-%dT%H:%M")

    response = client.post(
        CALLS + "2/extensions/", {"stakeholder": aid.pk, "closes_at": sooner, "reason": "Storm."}
    )

    assert response.status_code == 422
    assert "An extension ends after the call has closed." in text_of(response)


@pytest.mark.parametrize("count", [1, 3])
def test_the_calls_cost_the_same_for_one_and_for_three(
    client, sam, django_assert_num_queries, count
):
    for number in range(2, 2 + count):
        make_submission(event=make_round_table(number))
    Call.objects.update(closes_at=now())
    assert "Give one stakeholder more time" in text_of(client.get(CALLS))

    with django_assert_num_queries(9):
        assert len(client.get(CALLS).context["rows"]) == count
