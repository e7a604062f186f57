import io
import json

import pytest
from django.contrib.auth import get_user
from django.core.management import call_command
from django.test import override_settings
from django.urls import reverse

from hld_portal.accounts import samples
from hld_portal.accounts.models import User
from tests.make import make_user

pytestmark = pytest.mark.django_db
PRODUCTION = override_settings(PORTAL_MODE="production")


def make_offered(name="milo", role="moderator", order=1, **fields):
    user = samples.make_sample_person(
        email=f"{name}@hld.example",
        name=name.capitalize(),
        password=samples.sample_password_hash(),
        **fields,
    )
    samples.offer_account(
        user=user, role=role, title=role.capitalize(), may=f"Acts as {role}.", order=order
    )
    return user


def run(*arguments):
    out, err = io.StringIO(), io.StringIO()
    status = 0
    try:
        call_command("accounts", *arguments, stdout=out, stderr=err)
    except SystemExit as exit_:
        status = exit_.code
    return status, out.getvalue(), err.getvalue()


def sign_in(client, email, **extra):
    return client.post(reverse("accounts:sample_sign_in"), {"email": email, **extra})


def test_the_sign_in_page_offers_each_account_with_what_it_may_do(client):
    make_offered()
    page = client.get(reverse("account_login")).content.decode()
    assert 'name="email" value="milo@hld.example"' in page
    assert "Acts as moderator." in page


@PRODUCTION
def test_in_production_the_page_offers_nobody(client):
    make_offered()
    page = client.get(reverse("account_login")).content.decode()
    assert "E-mail address" in page
    assert "milo@hld.example" not in page


def test_one_click_signs_in(client):
    milo = make_offered()
    response = sign_in(client, milo.email)
    assert (response.status_code, response["Location"]) == (302, "/start/")
    assert get_user(client) == milo


def test_one_click_leads_on_into_the_language_of_the_person(client):
    make_offered("noor", language="fr")
    assert sign_in(client, "noor@hld.example")["Location"] == "/fr/start/"


def test_one_click_goes_on_where_the_reader_wanted_to_go_within_the_portal(client):
    milo = make_offered()
    assert sign_in(client, milo.email, next="/desk/")["Location"] == "/desk/"
    away = sign_in(client, milo.email, next="https://elsewhere.example/")
    assert away["Location"] == "/start/"


def test_one_click_needs_the_forms_token(client):
    from django.test import Client

    milo = make_offered()
    strict = Client(enforce_csrf_checks=True)
    assert sign_in(strict, milo.email).status_code == 403
    assert not get_user(strict).is_authenticated


def test_a_look_at_the_address_signs_nobody_in(client):
    assert client.get(reverse("accounts:sample_sign_in")).status_code == 405


@PRODUCTION
def test_in_production_there_is_no_such_page(client):
    milo = make_offered()
    assert sign_in(client, milo.email).status_code == 404
    assert not get_user(client).is_authenticated


def test_real_people_and_unoffered_ones_cannot_be_clicked(client):
    rita = make_user("rita")
    other = samples.make_sample_person(email="mission@hld.example", name="M", password="x")
    promoted = make_offered("promoted", "reader")
    User.objects.filter(pk=promoted.pk).update(is_sample=False)
    for user in (rita, other, promoted):
        assert sign_in(client, user.email).status_code == 404
        assert not get_user(client).is_authenticated


def test_the_password_of_the_sample_opens_locally(client):
    milo = make_offered()
    data = {"login": milo.email, "password": samples.SAMPLE_PASSWORD}
    client.post(reverse("account_login"), data)
    assert get_user(client) == milo


@PRODUCTION
def test_the_password_of_the_sample_opens_nothing_in_production(client):
    milo = make_offered()
    data = {"login": milo.email, "password": samples.SAMPLE_PASSWORD}
    response = client.post(reverse("account_login"), data)
    assert not get_user(client).is_authenticated
    assert response["Location"] == reverse("account_inactive")


def test_a_session_of_a_sample_person_ends_in_production(client):
    milo = make_offered()
    sign_in(client, milo.email)
    assert get_user(client) == milo
    with PRODUCTION:
        assert not get_user(client).is_authenticated


def test_accounts_as_json_is_the_last_line(client):
    make_offered()
    make_offered("rita", "delegate", 0)
    status, out, _err = run("--json")
    assert status == 0
    assert json.loads(out.splitlines()[-1]) == [
        {
            "role": role,
            "email": f"{name}@hld.example",
            "password": samples.SAMPLE_PASSWORD,
            "totp_secret": None,
        }
        for role, name in (("delegate", "rita"), ("moderator", "milo"))
    ]


def test_accounts_without_sample_is_an_empty_list():
    assert run("--json") == (0, "[]\n", "")


def test_accounts_as_a_table():
    make_offered()
    _status, out, _err = run()
    head, row = out.splitlines()
    assert head.split() == ["Role", "E-mail", "Password"]
    assert row.split() == ["moderator", "milo@hld.example", samples.SAMPLE_PASSWORD]


@PRODUCTION
def test_accounts_are_refused_in_production():
    make_offered()
    assert run("--json") == (
        1,
        "",
        "error: accounts: there are no sample accounts in production.\n",
    )


def test_making_a_person_twice_changes_nothing():
    assert make_offered() == make_offered()
    assert len(samples.sample_accounts()) == 1


@pytest.mark.parametrize("count", [1, 3])
def test_the_sign_in_page_costs_one_query_for_any_number(client, count, django_assert_num_queries):
    for number in range(count):
        make_offered(f"milo{number}", f"moderator {number}")
    with django_assert_num_queries(1):
        client.get(reverse("account_login"))
