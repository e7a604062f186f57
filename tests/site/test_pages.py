from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils.timezone import now

from hld_portal.refusals import RefusalMiddleware, Refused
from roundtables.models import Call
from submissions.enums import State
from tests.make import (
    make_dialogue,
    make_member,
    make_moderator,
    make_round_table,
    make_stakeholder,
    make_state,
    make_submission,
)

pytestmark = pytest.mark.django_db


def publish(count, prefix="Ruritania"):
    for number in range(count):
        make_submission(make_state(f"{prefix} {number}"), make_round_table(2), State.PUBLISHED)


def test_home_shows_the_one_dialogue(client):
    make_dialogue()

    response = client.get("/")

    assert "site/dialogue_show.html" in [template.name for template in response.templates]
    assert "<h1><bdi>Dialogue on Harbours</bdi></h1>" in response.content.decode()


def test_home_lets_the_reader_choose_among_several_but_hides_rehearsals(client):
    make_dialogue()
    make_dialogue("imrf-2022", titles={"en": "Forum on Ferries"})
    make_dialogue("rehearsal", titles={"en": "A rehearsal"}, trial=True)

    text = client.get("/").content.decode()

    assert 'href="/hld-2013/"' in text
    assert 'href="/imrf-2022/"' in text
    assert "A rehearsal" not in text


def test_a_rehearsal_says_so_on_its_page(client):
    make_dialogue("rehearsal", trial=True)

    assert "This is a trial copy." in client.get("/rehearsal/").content.decode()


def test_home_without_a_dialogue_says_what_to_do(client):
    assert "No dialogue is set up yet." in client.get("/").content.decode()


def test_unknown_dialogue_answers_404_with_a_way_onward(client):
    response = client.get("/nowhere/")

    assert response.status_code == 404
    assert "There is no public page at this address." in response.content.decode()
    assert 'href="/"' in response.content.decode()


def test_queries_of_the_first_page_do_not_grow(client, django_assert_num_queries):
    for count in (1, 3):
        publish(count, f"Ruritania run {count},")
        with django_assert_num_queries(11):
            client.get("/hld-2013/")


def test_figures_count_what_is_published_and_what_came_in(client):
    event = make_round_table(2)
    make_submission(make_state("Ruritania"), event, State.PUBLISHED)
    make_submission(make_state("Syldavia"), event, State.SUBMITTED)
    make_submission(make_state("Borduria"), event, State.DRAFT)
    make_submission(make_stakeholder(), event, State.PUBLISHED)

    context = client.get("/hld-2013/").context

    figures = context["figures"]
    main = figures.pop("main")
    assert figures == {
        "received": 3,
        "published": 2,
        "states": 1,
        "others": 1,
        "paragraphs": 1,
    }
    assert main.symbol == "A/RES/68/4"
    assert [(table.number, dict(table.counts)) for table in context["tables"]] == [
        (2, {"states": 1, "civil_society": 1})
    ]
    assert [submission.spoken_to for submission in context["latest"]] == [["12"], ["12"]]


def test_what_is_not_published_is_not_shown_even_to_its_moderator(client):
    event = make_round_table(2)
    make_submission(make_state("Syldavia"), event, State.SUBMITTED, title="Not yet for all")
    publish(1)
    client.force_login(make_moderator(event))

    response = client.get("/hld-2013/")

    assert "Not yet for all" not in response.content.decode()
    assert "Portability of pensions" in response.content.decode()


def test_a_name_that_is_not_to_be_shown_is_not_shown(client):
    publish(1)
    make_submission(
        make_stakeholder("Fair Passage Alliance"),
        make_round_table(2),
        State.PUBLISHED,
        consent="type_only",
    )

    text = client.get("/hld-2013/").content.decode()

    assert "Ruritania 0" in text
    assert "Fair Passage Alliance" not in text
    assert "A civil society organization" in text


def test_the_call_that_closes_first_is_counted_down(client):
    make_round_table(1, closes_at=now() + timedelta(days=9))
    make_round_table(2, closes_at=now() + timedelta(days=6, minutes=5))

    text = client.get("/hld-2013/").content.decode()

    assert '<p class="big">6 days</p>' in text
    assert "<dt>New York</dt>" in text


def test_closed_calls_invite_nobody(client):
    make_round_table(2)
    assert "Write a submission" in client.get("/hld-2013/").content.decode()

    Call.objects.update(closed=True)

    assert "Write a submission" not in client.get("/hld-2013/").content.decode()


def test_next_date_is_the_first_that_is_not_over(client):
    make_dialogue(starts_on=datetime(2013, 10, 3, tzinfo=UTC).date())
    make_round_table(1, closes_at=now() - timedelta(days=9))
    make_round_table(2, closes_at=now() + timedelta(days=9))
    make_round_table(3, closes_at=now() + timedelta(days=19))

    milestones = client.get("/hld-2013/").context["milestones"]

    assert [milestone.mark for milestone in milestones] == ["past", "next", ""]


@pytest.mark.parametrize("name", ["help", "accessibility", "styleguide"])
@pytest.mark.parametrize("language", ["", "/ar", "/fr"])
def test_fixed_pages_open_in_every_language(client, name, language):
    response = client.get(f"{language}/{name}/")

    assert response.status_code == 200
    start = response.content.decode()
    direction = "rtl" if language == "/ar" else "ltr"
    assert f'<html lang="{language[1:] or "en"}" dir="{direction}">' in start


@pytest.mark.parametrize("name", ["help", "accessibility"])
def test_fixed_pages_lead_back_to_the_one_dialogue(client, name):
    make_dialogue()
    assert 'href="/hld-2013/submissions/"' in client.get(f"/{name}/").content.decode()

    make_dialogue("imrf-2022")

    assert 'href="/hld-2013/submissions/"' not in client.get(f"/{name}/").content.decode()


def test_account_menu_names_the_person_and_for_whom_they_act(client):
    rita = make_member(make_state("Ruritania"))
    assert "/accounts/login/" in client.get("/help/").content.decode()

    client.force_login(rita)
    text = client.get("/help/").content.decode()

    assert '<b dir="auto">Rita</b>' in text
    assert "for Ruritania" in text
    assert 'method="post" action="/accounts/logout/"' in text
    assert "/accounts/login/" not in text


def test_styleguide_shows_every_component(client):
    response = client.get("/styleguide/")

    shown = {template.name for template in response.templates}
    components = {
        *("brand", "account_menu", "language_menu", "messages", "banners", "rt", "strip"),
        *("legend", "wheel", "para", "item", "history", "times", "error_summary", "progress"),
        *("filters", "chip", "state", "flag", "notice", "tabs", "crumbs", "pagination"),
        *("steps", "tick", "receipt", "confirm", "empty"),
    }
    assert {f"_ui/{name}.html" for name in components} - shown == set()


def test_an_invalid_field_is_tied_to_its_error_and_hint(client):
    text = client.get("/styleguide/").content.decode()

    assert '<div id="id_statement_error"><p class="err">' in text
    assert 'aria-invalid="true" aria-describedby="id_statement_error"' in text
    assert 'aria-describedby="id_title_helptext"' in text
    assert '<a href="#id_statement"><b>Statement</b>' in text
    assert '<a href="#id_consent_0">' in text


@pytest.mark.parametrize(
    ("code", "status"), [("not_allowed", 403), ("moved_on", 409), ("too_long", 422)]
)
def test_a_refusal_becomes_a_page_with_its_message(rf, code, status):
    request = rf.post("/somewhere/")
    middleware = RefusalMiddleware(lambda request: None)

    response = middleware.process_exception(request, Refused(code, "Ask the co-chairs <first>."))

    assert response.status_code == status
    assert "Ask the co-chairs &lt;first&gt;." in response.content.decode()
    assert 'href="/"' in response.content.decode()


def test_a_missing_form_key_is_explained():
    response = Client(enforce_csrf_checks=True).post("/accounts/logout/")

    assert response.status_code == 403
    assert "This form has grown old." in response.content.decode()


@pytest.mark.parametrize("path", ["login", "signup", "password/reset"])
def test_pages_of_accounts_stand_in_the_same_frame(client, path):
    text = client.get(f"/accounts/{path}/").content.decode()

    assert 'class="brand"' in text
    assert 'class="field"' in text
    assert 'class="btn main"' in text


def test_a_wrong_password_is_told_without_saying_whether_the_address_is_known(client):
    make_member(make_state("Ruritania"))
    told = []
    for login in ("rita@example.org", "nobody@example.org"):
        response = client.post("/accounts/login/", {"login": login, "password": "wrong"})
        told.append(response.context["form"].errors.as_json())
        assert 'id="error-summary"' in response.content.decode()

    assert told[0] == told[1]


@pytest.mark.django_db
def test_after_signing_in_each_goes_to_where_their_work_is(client):
    for user, address in (
        (make_moderator(), "/desk/"),
        (make_member(make_stakeholder()), "/mine/"),
    ):
        client.force_login(user)
        assert client.get("/start/")["Location"] == address
    client.logout()
    assert client.get("/start/")["Location"] == "/"
