import pytest
from django.urls import reverse

from hld_portal.accounts.profile import zone_choices
from tests.make import make_user

pytestmark = pytest.mark.django_db
URL = "/accounts/profile/"


@pytest.fixture
def rita(client):
    user = make_user("rita")
    client.force_login(user)
    return user


def save(client, **fields):
    data = {"name": "Rita", "language": "en", "time_zone": "UTC"} | fields
    return client.post(URL, data)


def test_the_address_is_that_of_the_contract():
    assert reverse("accounts:profile_edit") == URL


def test_details_are_saved(client, rita):
    response = save(client, name="Rita Marlenska", time_zone="America/New_York")
    assert (response.status_code, response["Location"]) == (302, URL)
    rita.refresh_from_db()
    assert (rita.name, rita.time_zone) == ("Rita Marlenska", "America/New_York")


def test_another_language_switches_the_pages(client, rita):
    response = save(client, language="fr")
    assert response["Location"] == f"/fr{URL}"
    page = client.get(response["Location"])
    assert page["Content-Language"] == "fr"
    assert '<html lang="fr" dir="ltr">' in page.content.decode()


def test_arabic_turns_the_page_round(client, rita):
    page = client.get(save(client, language="ar")["Location"])
    assert '<html lang="ar" dir="rtl">' in page.content.decode()


@pytest.mark.parametrize(
    ("field", "value"), [("name", ""), ("language", "tlh"), ("time_zone", "Mars/Olympus")]
)
def test_what_cannot_be_is_refused_and_nothing_changes(client, rita, field, value):
    response = save(client, **{field: value})
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    before = (rita.name, rita.language, rita.time_zone)
    rita.refresh_from_db()
    assert (rita.name, rita.language, rita.time_zone) == before


def test_signed_out_one_is_sent_to_sign_in(client):
    assert client.get(URL)["Location"] == f"/accounts/login/?next={URL}"


def test_a_zone_that_is_no_longer_listed_stays_on_offer():
    assert zone_choices("US/Eastern")[0] == ("US/Eastern", "US/Eastern")
    assert zone_choices("UTC")[0] == ("UTC", "UTC")
    assert zone_choices("Europe/Paris")[0] == ("UTC", "UTC")
