import pytest

from roundtables.enums import AppointmentRole
from submissions.enums import State
from tests.make import (
    make_appointed,
    make_moderator,
    make_round_table,
    make_state,
    make_submission,
    make_user,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def queues(response):
    return {
        meeting.title: {label: count for label, count, _url in meeting.counts if count}
        for tasks in response.context["all_tasks"]
        for meeting in tasks.meetings
        if meeting.queue_url
    }


def test_a_moderator_finds_their_queue_with_its_counts(client):
    make_round_table(1)
    make_submission(make_state("Ruritania"))
    make_submission(make_state("Khemed"), state=State.RETURNED)
    make_submission(make_state("Borduria"), make_round_table(1))
    client.force_login(make_moderator())

    response = client.get("/desk/")

    assert queues(response) == {"Round table 2": {"Open": 1, "Returned": 1}}
    assert "Moderator, Round table 2" in response.content.decode()
    assert "/desk/hld-2013/record/" not in response.content.decode()


def test_the_secretariat_finds_all_of_them(client):
    make_round_table(1)
    make_submission(make_state("Ruritania"))
    client.force_login(make_appointed("secretariat", "sam"))

    assert queues(client.get("/desk/")) == {"Round table 1": {}, "Round table 2": {"Open": 1}}


def test_a_text_without_a_table_waits_for_every_moderator(client):
    submission = make_submission()
    type(submission).objects.update(event=None)
    client.force_login(make_moderator())

    assert queues(client.get("/desk/"))["Without a round table"] == {"Open": 1}


def test_a_rapporteur_has_no_queue(client):
    make_submission(state=State.PUBLISHED)
    client.force_login(make_appointed("rapporteur", "raoul", make_round_table()))

    response = client.get("/desk/")

    assert queues(response) == {}
    meetings = response.context["all_tasks"][0].meetings
    assert [(meeting.slug, meeting.is_drafted) for meeting in meetings] == [("2", True)]
    assert 'href="/desk/hld-2013/drafting/"' in response.content.decode()


def test_a_moderator_is_not_sent_to_drafting(client):
    client.force_login(make_moderator())

    assert "/desk/hld-2013/drafting/" not in client.get("/desk/").content.decode()


def test_one_without_a_task_is_told_so(client):
    client.force_login(make_user("nobody"))

    assert "You have no task here." in client.get("/desk/").content.decode()


def test_the_desk_asks_to_sign_in(client):
    assert client.get("/desk/").headers["Location"] == "/accounts/login/?next=/desk/"


@pytest.mark.parametrize("count", [1, 3])
def test_the_desk_costs_the_same_for_one_table_and_for_three(
    client, django_assert_num_queries, count
):
    for number in range(1, count + 1):
        make_submission(make_state(), make_round_table(number))
        make_moderator(make_round_table(number))
    client.force_login(make_user("mona"))
    client.get("/desk/")

    with django_assert_num_queries(8):
        assert len(queues(client.get("/desk/"))) == count


def test_the_documents_officer_is_led_to_issuing_and_nobody_else(client):
    client.force_login(make_appointed(AppointmentRole.DOCUMENTS_OFFICER, "dolores"))
    assert "/desk/hld-2013/issuing/" in client.get("/desk/").content.decode()
    client.force_login(make_appointed(AppointmentRole.RAPPORTEUR, "rosa"))
    assert "/desk/hld-2013/issuing/" not in client.get("/desk/").content.decode()
