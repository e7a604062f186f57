import pytest
from django.urls import reverse

from hld_portal.accounts.models import Membership
from tests.make import make_member, make_stakeholder, make_state

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(client):
    """Wanda acts for two organizations and is signed in."""
    network = make_stakeholder("Network of Lighthouses")
    compass = make_stakeholder("Compass Society")
    wanda = make_member(network, "wanda")
    make_member(compass, "wanda")
    client.force_login(wanda)
    return {"network": network, "compass": compass, "wanda": wanda}


def switch(client, stakeholder, **extra):
    return client.post(reverse("accounts:acting_switch"), {"stakeholder": stakeholder.pk, **extra})


def shown(client):
    """For whom the head of the page says one acts."""
    page = client.get(reverse("accounts:profile_edit"))
    return page.wsgi_request.acting_for


def test_without_a_choice_one_acts_for_the_first_by_name(client, two):
    assert shown(client).pk == two["compass"].pk


def test_a_choice_lasts(client, two):
    response = switch(client, two["network"], next="/help/")
    assert (response.status_code, response["Location"]) == (302, "/help/")
    assert shown(client).pk == two["network"].pk


def test_the_menu_offers_the_others(client, two):
    page = client.get(reverse("accounts:profile_edit")).content.decode()
    assert "Act for Network of Lighthouses" in page
    assert "Act for Compass Society" not in page


def test_a_stakeholder_of_others_cannot_be_chosen(client, two):
    switch(client, two["network"])
    ruritania = make_state()
    assert switch(client, ruritania).status_code == 404
    assert shown(client).pk == two["network"].pk


@pytest.mark.parametrize("chosen", ["", "0", "abc", "99999999999999999999999"])
def test_nonsense_is_not_found(client, two, chosen):
    response = client.post(reverse("accounts:acting_switch"), {"stakeholder": chosen})
    assert response.status_code == 404


def test_a_membership_that_ended_cannot_be_chosen_and_ends_the_choice(client, two):
    switch(client, two["network"])
    Membership.objects.filter(stakeholder=two["network"]).update(is_active=False)
    assert switch(client, two["network"]).status_code == 404
    assert shown(client).pk == two["compass"].pk


def test_signed_out_one_is_sent_to_sign_in(client):
    response = switch(client, make_state())
    assert response["Location"].startswith("/accounts/login/")
