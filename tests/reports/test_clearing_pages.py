from dataclasses import replace

import pytest
from django.urls import reverse

from hld_portal.reports.models import Summary
from hld_portal.reports.services.clearing import clear_summary, send_to_co_chairs
from hld_portal.reports.services.summaries import approve_paragraph, draft_event_summary
from roundtables.enums import AppointmentRole
from roundtables.models import Dialogue
from tests.make import make_appointed, make_moderator, make_round_table
from tests.reports.drafting_cast import BIRTHS, make_rosa, merge, publish, publish_five, withdraw

pytestmark = [pytest.mark.django_db, pytest.mark.database]

READING_QUERIES = 23


@pytest.fixture
def rosa():
    return make_rosa()


@pytest.fixture
def mona():
    return make_moderator(make_round_table(2), "mona")


@pytest.fixture
def five():
    return publish_five()


def draft_all(rosa):
    summary = draft_event_summary(event=make_round_table(), by=rosa, replace=True)
    for paragraph in summary.paragraphs.all():
        approve_paragraph(paragraph=paragraph, revision=paragraph.revision, by=rosa)
    return summary


@pytest.fixture
def summary(five, rosa):
    merge()
    return draft_all(rosa)


@pytest.fixture
def sent(summary, rosa):
    return send_to_co_chairs(summary=summary, by=rosa)


def address(name):
    return reverse(f"reports:{name}", args=["hld-2013", "2"])


def get(client, user, where):
    client.force_login(user)
    response = client.get(where)
    assert response.status_code == 200
    return response.content.decode()


def post(client, user, name, **data):
    client.force_login(user)
    return client.post(address(name), data)


def state():
    return Summary.objects.get().state


def test_the_rapporteur_sends_and_takes_back(client, summary, rosa):
    page = get(client, rosa, address("summary_edit"))
    assert "Every paragraph is approved: the rapporteur sends it" in page
    assert "Send to the co-chairs" in page

    assert post(client, rosa, "summary_send").status_code == 302
    page = get(client, rosa, address("summary_edit"))
    assert state() == "with_co_chairs"
    assert "Send to the co-chairs" not in page
    assert "The co-chairs’ office reads it, then clears or returns it." in page
    assert "sent it to the co-chairs" in page

    seen = Summary.objects.get().log_count
    assert post(client, rosa, "summary_reopen", seen=seen).status_code == 302
    assert state() == "draft"


def test_a_draft_that_is_not_approved_offers_no_sending(client, summary, rosa):
    summary.paragraphs.update(approved_at=None)

    page = get(client, rosa, address("summary_edit"))

    assert "The rapporteur approves 3 paragraphs." in page
    assert "Send to the co-chairs" not in page
    assert post(client, rosa, "summary_send").status_code == 422


def test_the_office_reads_text_figures_and_sources_and_clears(client, sent, mona):
    page = get(client, mona, address("clearing_show"))
    assert "outside the labour law of most countries" in page
    assert '<span class="n-of">4 of 5</span>' in page
    assert "source behind it" in page
    assert "Anchor Union" in page

    done = post(client, mona, "summary_clear", seen=sent.log_count)

    assert done.status_code == 302
    assert state() == "cleared"
    page = get(client, mona, address("clearing_show"))
    assert "cleared it for the co-chairs" in page
    assert "Clear the summary" not in page


def test_one_who_sent_it_reads_it_and_finds_no_button(client, summary):
    sam = make_appointed(AppointmentRole.SECRETARIAT, "sam")
    sent = send_to_co_chairs(summary=summary, by=sam)

    page = get(client, sam, address("clearing_show"))

    assert "Somebody else of the co-chairs’ office has to clear it" in page
    assert "Clear the summary" not in page
    assert post(client, sam, "summary_clear", seen=sent.log_count).status_code == 403


def test_a_return_without_a_reason_keeps_the_page_and_names_the_field(client, sent, mona):
    refused = post(client, mona, "summary_return", seen=sent.log_count, reason="  ")

    page = refused.content.decode()
    assert refused.status_code == 422
    assert 'id="id_reason_error"' in page
    assert "outside the labour law" in page
    assert state() == "with_co_chairs"


def test_the_rapporteur_reads_what_is_to_be_changed(client, sent, mona, rosa):
    reason = "Paragraph 2: say <who> pays."
    assert (
        post(client, mona, "summary_return", seen=sent.log_count, reason=reason).status_code == 302
    )

    page = get(client, rosa, address("summary_edit"))

    assert "Paragraph 2: say &lt;who&gt; pays." in page
    assert "Draft, to be changed" in page
    assert "Send to the co-chairs" in page


def test_before_it_is_sent_the_office_reads_nothing_of_it(client, summary, mona):
    page = get(client, mona, address("clearing_show"))

    assert "Nothing to clear." in page
    assert "outside the labour law" not in page


def test_what_moved_since_it_was_read_is_not_decided(client, sent, mona):
    for seen in ("", "x", "1", str(sent.log_count + 1)):
        assert post(client, mona, "summary_clear", seen=seen).status_code == 409
    assert state() == "with_co_chairs"


def test_taking_a_cleared_one_back_asks_for_the_reason(client, sent, mona, rosa):
    cleared = clear_summary(summary=sent, seen=sent.log_count, by=mona)
    assert "is no longer cleared" in get(client, rosa, address("summary_reopen"))

    refused = post(client, rosa, "summary_reopen", seen=cleared.log_count, reason="")

    assert refused.status_code == 422
    assert "Write why it is taken back" in refused.content.decode()
    assert state() == "cleared"


def test_a_source_gone_after_clearing_shows_on_every_page(client, sent, mona, rosa, five):
    clear_summary(summary=sent, seen=sent.log_count, by=mona)
    home = reverse("reports:drafting_home", args=["hld-2013"])
    places = [
        (mona, address("clearing_show")),
        (rosa, address("summary_edit")),
        (rosa, home),
    ]
    for user, where in places:
        page = get(client, user, where)
        assert ">Cleared</span>" in page
        assert "no longer sound" not in page

    withdraw(five[4])

    for user, where in places:
        assert "Cleared, but no longer sound" in get(client, user, where)


def test_the_desk_leads_the_office_to_what_waits(client, summary, mona, rosa):
    assert "1 summary to clear" not in get(client, mona, "/desk/")
    send_to_co_chairs(summary=summary, by=rosa)

    page = get(client, mona, "/desk/")

    assert "1 summary to clear" in page
    assert f'href="{address("clearing_show")}"' in page
    mark = make_moderator(make_round_table(1), "mark")
    assert "1 summary to clear" not in get(client, mark, "/desk/")
    assert "1 summary to clear" not in get(client, rosa, "/desk/")


def test_the_overview_marks_what_is_over_the_budget_of_the_dialogue(client, summary, rosa):
    home = reverse("reports:drafting_home", args=["hld-2013"])
    assert "over</span>" not in get(client, rosa, home)
    Dialogue.objects.update(summary_words=20)

    page = get(client, rosa, home)

    assert "of 20 words" in page
    assert "words over</span>" in page


def test_the_reading_page_asks_as_much_for_three_sources_as_for_one(
    client, rosa, mona, django_assert_num_queries
):
    for names in (["Anchor Union"], ["Beacon Union", "Capstan Union", "Dock Union"]):
        for place, name in enumerate(names):
            publish(name, replace(BIRTHS, text=f"register births in port {place}"))
        Summary.objects.update(state="draft")
        send_to_co_chairs(summary=draft_all(rosa), by=rosa)
        client.force_login(mona)
        with django_assert_num_queries(READING_QUERIES):
            client.get(address("clearing_show"))
