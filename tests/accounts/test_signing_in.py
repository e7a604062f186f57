import re

import pytest
from django.contrib.auth import get_user
from django.core import mail
from django.urls import reverse
from django.utils.translation import get_language

from hld_portal.accounts.adapter import PortalAccountAdapter
from hld_portal.accounts.models import User
from hld_portal.record.models import Outbox
from hld_portal.record.relaying import relay_outbox
from tests.make import PASSWORD, make_user

pytestmark = pytest.mark.django_db
NEW_PASSWORD = "nine-flags-four-ports"


def mails():
    """Send what waits and return all mails so far."""
    relay_outbox()
    return mail.outbox


def link_in(message):
    return re.search(r"http://testserver(/\S+)", message.body)[1]


def sign_up(client, path="/accounts/signup/", **fields):
    data = {"name": "Nadia Quay", "email": "nadia@example.org", "password1": NEW_PASSWORD}
    return client.post(path, data | fields)


def sign_in(client, user, password=PASSWORD, **fields):
    return client.post("/accounts/login/", {"login": user.email, "password": password} | fields)


# --- Signing up ------------------------------------------------------------------------------


def test_signing_up_ends_signed_in_after_the_link_in_the_mail(client):
    assert sign_up(client)["Location"] == "/accounts/confirm-email/"
    assert not get_user(client).is_authenticated
    (message,) = mails()
    assert (message.to, message.subject) == (["nadia@example.org"], "Confirm your e-mail address")
    assert message.body.startswith("Dear Nadia Quay,\n")
    page = client.get(link_in(message)).content.decode()
    assert "Confirm that <b>nadia@example.org</b> is yours" in page
    assert client.post(link_in(message))["Location"] == "/start/"
    nadia = get_user(client)
    assert (nadia.email, nadia.name, nadia.language) == ("nadia@example.org", "Nadia Quay", "en")


def test_before_the_address_is_confirmed_the_password_opens_nothing(client):
    sign_up(client)
    client.logout()
    answer = client.post(
        "/accounts/login/", {"login": "nadia@example.org", "password": NEW_PASSWORD}
    )
    assert answer["Location"] == "/accounts/confirm-email/"
    assert not get_user(client).is_authenticated


def test_who_signs_up_in_arabic_reads_arabic(client):
    assert sign_up(client, "/ar/accounts/signup/")["Location"] == "/ar/accounts/confirm-email/"
    assert User.objects.get().language == "ar"
    assert "/ar/accounts/confirm-email/" in mails()[0].body


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", " "),
        ("email", "nadia"),
        ("password1", "1234567"),
        ("password1", "0123456789"),
        ("password1", "nadia@example.org"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_the_rest_stays(client, field, value):
    answer = sign_up(client, **{field: value})
    page = answer.content.decode()
    assert list(answer.context["form"].errors) == [field]
    assert f'id="id_{field}_error"' in page
    assert "There is a problem" in page
    kept = {"name": "Nadia Quay", "email": "nadia@example.org"} | {field: ""}
    assert all(f'value="{text}"' in page for text in kept.values() if text)
    assert User.objects.count() == 0


def test_an_address_that_has_an_account_learns_it_by_mail_alone(client):
    make_user("nadia")
    answer = sign_up(client)
    assert answer["Location"] == "/accounts/confirm-email/"
    (message,) = mails()
    assert message.subject == "You have an account already"
    assert User.objects.count() == 1


def test_somebody_faster_with_the_same_address_is_no_fault(client, monkeypatch):
    from hld_portal.accounts.forms import SignUpForm

    make_user("nadia")
    monkeypatch.setattr(SignUpForm, "validate_unique_email", lambda self, value: value)
    assert sign_up(client)["Location"] == "/accounts/confirm-email/"
    assert mails()[0].subject == "You have an account already"


# --- Signing in and out -------------------------------------------------------------------------


def test_address_and_password_open(client):
    rita = make_user("rita")
    assert sign_in(client, rita)["Location"] == "/start/"
    assert get_user(client) == rita


def test_the_address_may_be_written_in_capitals(client):
    rita = make_user("rita")
    data = {"login": "RITA@example.org", "password": PASSWORD}
    client.post("/accounts/login/", data)
    assert get_user(client) == rita


def test_signing_in_leads_into_the_persons_language_or_where_the_reader_was(client):
    rita = make_user("rita", language="es")
    assert sign_in(client, rita)["Location"] == "/es/start/"
    client.logout()
    assert sign_in(client, rita, next="/help/")["Location"] == "/help/"


@pytest.mark.parametrize("email", ["rita@example.org", "nobody@example.org"])
def test_a_wrong_password_says_the_same_whoever_it_is(client, email):
    make_user("rita")
    answer = client.post("/accounts/login/", {"login": email, "password": "wrong"})
    page = answer.content.decode()
    assert "This address and password do not belong together." in page
    assert f'value="{email}"' in page
    assert not get_user(client).is_authenticated


def test_after_five_wrong_ones_even_the_right_one_waits(client):
    rita = make_user("rita")
    for _attempt in range(5):
        sign_in(client, rita, "wrong")
    answer = sign_in(client, rita)
    assert "Too many attempts with this address." in answer.content.decode()
    assert not get_user(client).is_authenticated


def test_a_closed_account_is_told_so(client):
    otto = make_user("otto", is_active=False)
    answer = sign_in(client, otto)
    assert answer["Location"] == "/accounts/inactive/"
    assert "This account is closed." in client.get(answer["Location"]).content.decode()


def test_signing_out_asks_when_one_comes_by_address(client):
    client.force_login(make_user("rita"))
    assert "Sign out?" in client.get("/accounts/logout/").content.decode()
    assert get_user(client).is_authenticated
    assert client.post("/accounts/logout/")["Location"] == "/"
    assert not get_user(client).is_authenticated


# --- Passwords and addresses ---------------------------------------------------------------------


def test_a_forgotten_password_is_replaced_by_the_link_in_the_mail(client):
    rita = make_user("rita")
    client.post("/accounts/password/reset/", {"email": rita.email})
    (message,) = mails()
    assert message.subject == "Choose a new password"
    form = client.get(link_in(message), follow=True)
    done = client.post(form.wsgi_request.path, {"password1": NEW_PASSWORD})
    assert done["Location"] == "/start/"
    assert get_user(client) == rita
    assert mails()[1].subject == "Your password was changed"
    client.logout()
    page = client.get(link_in(message), follow=True).content.decode()
    assert "This link does not work any more." in page
    sign_in(client, rita, NEW_PASSWORD)
    assert get_user(client) == rita


def test_an_address_without_account_gets_a_mail_that_says_so(client):
    answer = client.post("/accounts/password/reset/", {"email": "nobody@example.org"})
    assert answer["Location"] == "/accounts/password/reset/done/"
    (message,) = mails()
    assert message.subject == "There is no account with this address"


def test_the_password_is_changed_by_who_knows_it(client):
    rita = make_user("rita")
    client.force_login(rita)
    url = "/accounts/password/change/"
    wrong = client.post(url, {"oldpassword": "wrong", "password1": NEW_PASSWORD})
    assert wrong.context["form"].errors == {"oldpassword": ["This is not your current password."]}
    right = client.post(url, {"oldpassword": PASSWORD, "password1": NEW_PASSWORD})
    assert right["Location"] == "/accounts/profile/"
    assert User.objects.get().check_password(NEW_PASSWORD)
    assert [message.subject for message in mails()] == ["Your password was changed"]


def test_a_new_address_counts_once_it_is_confirmed(client):
    rita = make_user("rita")
    client.force_login(rita)
    client.post("/accounts/email/", {"email": "rita@new.example", "action_add": ""})
    page = client.get("/accounts/email/").content.decode()
    assert "rita@new.example waits to be confirmed" in page
    assert User.objects.get().email == "rita@example.org"
    (message,) = mails()
    assert message.to == ["rita@new.example"]
    client.post(link_in(message))
    assert User.objects.get().email == "rita@new.example"
    told = {(one.to[0], one.subject) for one in mails()[1:]}
    assert ("rita@example.org", "Your e-mail address was changed") in told


# --- Mails ------------------------------------------------------------------------------------------


def test_a_mail_waits_in_the_outbox_and_the_page_does_not(client, monkeypatch):
    from django.core.mail import EmailMessage

    def hang(self, **kwargs):
        raise AssertionError("a page must not talk to a mail server")

    monkeypatch.setattr(EmailMessage, "send", hang)
    assert sign_up(client).status_code == 302
    row = Outbox.objects.get()
    assert (row.name, row.payload["to"], row.sent_at) == (
        *("accounts/ready", "nadia@example.org", None),
    )


def test_a_mail_speaks_the_readers_language_not_the_pages(client, monkeypatch):
    spoken = []
    render = PortalAccountAdapter.render_mail

    def note(self, *args, **kwargs):
        spoken.append(get_language())
        return render(self, *args, **kwargs)

    monkeypatch.setattr(PortalAccountAdapter, "render_mail", note)
    rita = make_user("rita", language="ar")
    client.post("/fr/accounts/password/reset/", {"email": rita.email})
    client.post("/fr/accounts/password/reset/", {"email": "nobody@example.org"})
    assert spoken == ["ar", "fr"]


def test_names_stand_in_mails_as_they_are_written(client):
    sign_up(client, name="Zoë <O'Quay> & Co")
    assert mails()[0].body.startswith("Dear Zoë <O'Quay> & Co,")


# --- Every page stands ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("login/", "Sign in"),
        ("signup/", "Create an account"),
        ("password/reset/", "Choose a new password"),
        ("password/reset/done/", "Look into your mail."),
        ("password/reset/key/done/", "Your password is changed."),
        ("password/reset/key/1-none/", "This link does not work any more."),
        ("confirm-email/", "One more step: look into your mail."),
        ("confirm-email/none/", "This link does not work any more."),
        ("inactive/", "This account is closed."),
    ],
)
def test_pages_for_everybody(client, path, title):
    answer = client.get(f"/accounts/{path}")
    assert re.search(rf"<h1[^>]*>{title}</h1>", answer.content.decode())


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("profile/", "Your account"),
        ("email/", "Your account"),
        ("password/change/", "Your account"),
        ("logout/", r"Sign out\?"),
        ("reauthenticate/", "Confirm that it is you"),
    ],
)
def test_pages_for_who_is_signed_in(client, path, title):
    url = f"/accounts/{path}"
    assert client.get(url).status_code == 302
    client.force_login(make_user("rita"))
    assert re.search(rf"<h1[^>]*>{title}</h1>", client.get(url).content.decode())


def test_too_many_requests_get_a_page_of_ours(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"reset_password": "1/m/ip"}
    url = reverse("account_reset_password")
    assert client.post(url, {"email": "a@example.org"}).status_code == 302
    answer = client.post(url, {"email": "b@example.org"})
    assert answer.status_code == 429
    assert "Too many attempts in a short time." in answer.content.decode()
