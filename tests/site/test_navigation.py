import re

import pytest

from tests.make import (
    make_appointed,
    make_dialogue,
    make_member,
    make_moderator,
    make_round_table,
    make_stakeholder,
)

pytestmark = pytest.mark.django_db


def links_of(client, address):
    """Return what the main navigation of a page offers."""
    page = client.get(address).content.decode()
    nav = page[page.index('<nav class="nav"') :]
    return re.findall(r">([^<>]+)</a>", nav[: nav.index("</nav>")])


@pytest.mark.parametrize("address", ["/mine/", "/desk/", "/accounts/profile/", "/accounts/email/"])
def test_pages_of_no_dialogue_have_a_way_to_the_others(client, address):
    client.force_login(make_moderator())
    assert client.get(address).status_code == 200

    assert links_of(client, address) == ["Dialogues", "My submissions", "Desk"]


def test_those_without_a_task_are_not_led_to_the_desk(client):
    make_dialogue()
    client.force_login(make_member(make_stakeholder()))

    assert links_of(client, "/mine/") == ["Dialogues", "My submissions"]
    assert "Desk" not in links_of(client, "/hld-2013/")


def test_a_rapporteur_reaches_the_desk_from_every_page_of_the_dialogue(client):
    client.force_login(make_appointed("rapporteur", "rosa", make_round_table(2)))

    for address in ("/hld-2013/", "/hld-2013/reports/", "/hld-2013/submissions/"):
        assert links_of(client, address)[-1] == "Desk"


def test_pages_of_the_desk_have_the_navigation_of_their_dialogue(client):
    client.force_login(make_appointed("secretariat", "selma", make_round_table(2)))
    names = links_of(client, "/hld-2013/")
    assert names[-1] == "Desk"

    for address in ("/desk/hld-2013/2/", "/desk/hld-2013/calls/", "/desk/hld-2013/record/"):
        page = client.get(address).content.decode()
        assert links_of(client, address) == names
        assert '<a href="/desk/" aria-current="true">Desk</a>' in page


def test_visitors_find_the_way_to_the_dialogues_on_the_page_to_sign_in(client):
    assert links_of(client, "/accounts/login/") == ["Dialogues"]
