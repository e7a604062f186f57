import pytest
from django.utils.timezone import now

from submissions.enums import State
from submissions.models import Submission
from tests.make import (
    make_appointed,
    make_member,
    make_moderator,
    make_round_table,
    make_stakeholder,
    make_state,
    make_submission,
    make_user,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database]
QUEUE = "/desk/hld-2013/2/"


@pytest.fixture
def mona(client):
    mona = make_moderator()
    client.force_login(mona)
    return mona


def names(response):
    return [row.submission.stakeholder.name for row in response.context["rows"]]


def counts(response):
    return {key: count for key, count in response.context["counts"].items() if count}


def test_the_queue_shows_what_waits_oldest_first(client, mona):
    make_submission(make_state("Ruritania"), state=State.IN_REVIEW)
    make_submission(make_state("Khemed"), state=State.PUBLISHED)
    make_submission(make_state("Borduria"))

    response = client.get(QUEUE)

    assert names(response) == ["Ruritania", "Borduria"]
    assert counts(response) == {
        "open": 2,
        "to_review": 1,
        "in_review": 1,
        "published": 1,
        "all": 3,
    }
    assert names(client.get(QUEUE + "?sort=newest")) == ["Borduria", "Ruritania"]


@pytest.mark.parametrize("state", [s for s in State if s != State.DRAFT])
def test_every_state_has_its_tab(client, mona, state):
    submission = make_submission(state=state)
    tab = {
        State.SUBMITTED: "to_review",
    }.get(state, state)

    assert names(client.get(f"{QUEUE}?state={tab}")) == [submission.stakeholder.name]


def test_whatever_all_counts_is_in_another_tab_too(client, mona):
    for number, state in enumerate(s for s in State if s != State.DRAFT):
        make_submission(make_stakeholder(f"Union {number}"), state=state)

    found = counts(client.get(QUEUE))

    apart = ("to_review", "in_review", "returned", "published", "accepted", "declined", "withdrawn")
    assert sum(found[tab] for tab in apart) == found["all"] == 7


def test_drafts_are_on_no_desk(client, mona):
    make_submission(state=State.DRAFT)

    assert names(client.get(QUEUE + "?state=all")) == []


def test_late_ones_and_those_on_hold_are_kept_apart(client, mona):
    late = make_submission(make_state("Ruritania"))
    Submission.objects.filter(pk=late.pk).update(late=True)
    held = make_submission(make_state("Borduria"))
    Submission.objects.filter(pk=held.pk).update(on_hold=True)
    let_in = make_submission(make_state("Khemed"))
    Submission.objects.filter(pk=let_in.pk).update(late=True, admitted=True)

    assert names(client.get(QUEUE)) == ["Khemed"]
    assert names(client.get(QUEUE + "?state=late")) == ["Ruritania"]
    assert names(client.get(QUEUE + "?state=on_hold")) == ["Borduria"]


def test_filters_live_in_the_address(client, mona):
    make_submission(make_state("Ruritania"), language="fr")
    union = make_submission(make_stakeholder())
    link = union.newest_version.points.get().links.get()
    type(link).objects.filter(pk=link.pk).update(confirmed_at=None)

    assert names(client.get(QUEUE + "?group=states")) == ["Ruritania"]
    assert names(client.get(QUEUE + "?language=fr")) == ["Ruritania"]
    assert names(client.get(QUEUE + "?links=to_confirm")) == [union.stakeholder.name]


def test_a_filter_that_does_not_exist_is_named_and_left_out(client, mona):
    make_submission()

    response = client.get(QUEUE + "?group=martians")

    assert "“martians” is not one of the choices" in response.content.decode()
    assert len(names(response)) == 1


def test_rows_say_what_a_moderator_must_know(client, mona):
    make_submission(
        make_state("San Theodoros"),
        on_behalf_of=[make_state(name).pk for name in ("Khemed", "Borduria")],
    )
    plain = make_submission(make_state("Ruritania"))
    Submission.objects.filter(pk=plain.pk).update(channel="note_verbale", submitted_at=now())

    rows = client.get(QUEUE).context["rows"]

    assert [[flag.label for flag in row.flags] for row in rows] == [["3 States"], ["Note verbale"]]
    assert [(row.number, row.paragraphs) for row in rows] == [("0001", "12"), ("0002", "12")]


@pytest.mark.parametrize("count", [1, 3])
def test_the_queue_costs_the_same_for_one_row_and_for_three(
    client, mona, django_assert_num_queries, count
):
    for number in range(count):
        make_submission(make_state(f"Ruritania {number}"))
    client.get(QUEUE)

    with django_assert_num_queries(10):
        assert len(names(client.get(QUEUE))) == count


def test_htmx_gets_the_desk_without_the_page(client, mona):
    make_submission()

    response = client.get(QUEUE, headers={"HX-Request": "true", "HX-Target": "desk"})

    assert "base.html" not in [template.name for template in response.templates]
    assert response.content.decode().count('id="desk"') == 1


def test_an_empty_queue_says_what_comes(client, mona):
    assert "Nothing has been sent here yet." in client.get(QUEUE).content.decode()


def test_whose_desk_it_is(client):
    make_submission()
    table_1 = make_moderator(make_round_table(1), "mark")
    rapporteur = make_appointed("rapporteur", "raoul", make_round_table(2))
    secretariat = make_appointed("secretariat", "sam")
    focal = make_member(make_stakeholder(), "federation-focal")

    assert client.get(QUEUE).headers["Location"] == "/accounts/login/?next=/desk/hld-2013/2/"
    answers = {}
    for user in (table_1, rapporteur, secretariat, focal, make_user("nobody")):
        client.force_login(user)
        answers[user.name] = client.get(QUEUE).status_code
    assert answers == {
        "Mark": 403,
        "Raoul": 403,
        "Sam": 200,
        "Federation-focal": 404,
        "Nobody": 404,
    }


def test_what_does_not_exist_answers_404(client, mona):
    for address in ("/desk/nowhere/2/", "/desk/hld-2013/9/", QUEUE + "HLD2013-9999/"):
        assert client.get(address).status_code == 404
