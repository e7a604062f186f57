import pytest
from django.template.loader import render_to_string

from tests.make import make_dialogue, make_moderator


def test_the_page_of_a_failure_needs_nothing_that_may_have_failed():
    text = render_to_string("500.html")

    assert "It is our fault, not yours." in text
    assert "hx-" not in text


@pytest.mark.django_db
def test_page_of_another_task_says_so_and_nothing_of_words_that_nobody_wrote(client):
    make_dialogue()
    client.force_login(make_moderator())

    response = client.get("/desk/hld-2013/calls/")

    page = response.content.decode()
    assert response.status_code == 403
    assert "<title>This is not yours to do." in page
    assert "This belongs to another task than yours." in page
    assert "find what you wrote" not in page
    assert "Load this page again" not in page
    assert '<a class="btn quiet" href="/desk/">Desk</a>' in page


@pytest.mark.django_db
def test_refused_deed_says_that_nothing_was_changed(client):
    make_dialogue()
    client.force_login(make_moderator())

    response = client.post("/desk/hld-2013/record/")

    assert response.status_code == 403
    assert "Go back with your browser to find what you wrote." in response.content.decode()
