"""The page of the document check, its ticks, and what they let through."""

import hashlib

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hld_portal.record.models import LogEntry
from hld_portal.refusals import Refused
from hld_portal.reports.document_check import CheckItem
from hld_portal.reports.enums import ReportKind
from hld_portal.reports.models import Report, WarningTick
from hld_portal.reports.services.ticking import tick_warning, untick_warning
from roundtables.enums import AppointmentRole
from tests.make import make_appointed, make_dialogue, make_round_table, make_user
from tests.reports.document_check_cast import OUTLINE, check, make_summary, name_a_state, warning
from tests.reports.drafting_cast import make_rosa

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}
PAGE = "/desk/hld-2013/check/summary/"


@pytest.fixture
def dora():
    make_dialogue(outline=OUTLINE)
    return make_appointed(AppointmentRole.DOCUMENTS_OFFICER, "dora")


@pytest.fixture
def summary(dora):
    return make_summary(by=make_rosa())


@pytest.fixture
def report():
    return Report.objects.create(
        dialogue=make_dialogue(), kind=ReportKind.SUMMARY, slug="summary", title="Summary report"
    )


def test_the_page_puts_errors_first_and_says_what_is_right(client, dora, summary):
    paragraph = name_a_state(summary)
    client.force_login(dora)
    page = client.get(PAGE).content.decode()

    assert "One warning waits for a tick" in page
    assert "Round table 2, paragraph 4 names “Norway”" in page
    assert "Quotations are verbatim" in page
    assert "No State or organization is named" not in page
    assert "Checked on" in page

    paragraph.sentences[0]["citations"] = []
    paragraph.save(update_fields=["sentences"])
    page = client.get(PAGE).content.decode()
    assert "One error stands in the way" in page
    assert page.index("a sentence without source") < page.index("names “Norway”")


def test_only_those_who_draft_are_led_to_the_place(client, dora, summary):
    name_a_state(summary)
    place = 'href="/desk/hld-2013/2/drafting/?paragraph=4#p-4"'

    client.force_login(dora)
    page = client.get(PAGE).content.decode()
    assert place not in page
    assert "The rapporteur can change these places." in page

    client.force_login(make_rosa())
    page = client.get(PAGE).content.decode()
    assert place in page
    assert "The rapporteur can change these places." not in page


def test_a_report_in_order_leads_the_officer_on_to_issuing(client, dora):
    Report.objects.create(
        dialogue=make_dialogue(), kind=ReportKind.COMPILATION, slug="compilation", title="All"
    )
    address = 'href="/desk/hld-2013/issuing/new/compilation/"'

    client.force_login(dora)
    assert address in client.get("/desk/hld-2013/check/compilation/").content.decode()
    client.force_login(make_rosa())
    assert address not in client.get("/desk/hld-2013/check/compilation/").content.decode()


def test_a_report_without_faults_says_so(client, dora):
    client.force_login(dora)

    page = client.get("/desk/hld-2013/check/compilation/").content.decode()

    assert "Nothing stands in the way" in page
    assert 'id="warnings"' not in page


def test_a_tick_lets_the_warning_stand_and_is_taken_back(client, dora, summary, report):
    name_a_state(summary)
    key = warning(check()).key
    client.force_login(dora)

    answer = client.post(f"{PAGE}tick/", {"key": key, "reason": "They were the host."})
    assert answer.url == f"{PAGE}#item-{key[:12]}"
    page = client.get(PAGE).content.decode()
    assert "Ticked by Dora on" in page
    assert "They were the host." in page
    assert "It may be published as a draft" in page

    fragment = client.post(f"{PAGE}untick/", {"key": key}, headers=HTMX).content.decode()
    assert "<html" not in fragment
    assert "One warning waits for a tick" in fragment
    assert WarningTick.objects.count() == 0


def test_ticking_makes_the_report_on_first_use(client, dora, summary):
    name_a_state(summary)
    assert Report.objects.count() == 0
    client.force_login(dora)
    key = client.get(PAGE).context["warnings"][0].item.key

    client.post(f"{PAGE}tick/", {"key": key}, headers=HTMX)

    assert Report.objects.get().ticks.get().key == key


def test_a_warning_that_is_gone_is_not_ticked(client, dora, summary, report):
    client.force_login(dora)

    answer = client.post(f"{PAGE}tick/", {"key": "0" * 64})

    assert answer.status_code == 409
    assert WarningTick.objects.count() == 0


def test_a_reworded_place_waits_again(dora, summary, report):
    paragraph = name_a_state(summary)
    tick_warning(report=report, item=warning(check()), by=dora)
    assert check().open_warnings == []

    paragraph.sentences[0]["text"] = "Norway was thanked twice."
    paragraph.save(update_fields=["sentences"])

    assert len(check().open_warnings) == 1


def test_a_tick_outlives_a_paragraph_put_before_it(dora, summary, report):
    paragraph = name_a_state(summary)
    tick_warning(report=report, item=warning(check()), by=dora)
    summary.paragraphs.filter(position=1).update(position=91)

    assert check().open_warnings == []
    assert "paragraph 3" in next(item.text for item in check().warnings if item.code == "name")
    assert paragraph.position == 90


def test_a_tick_is_logged_with_its_reason_once(dora, summary, report):
    name_a_state(summary)
    item = warning(check())

    first = tick_warning(report=report, item=item, by=dora, reason="They were the host.")
    second = tick_warning(report=report, item=item, by=make_rosa(), reason="Another.")
    untick_warning(report=report, key=item.key, by=dora)
    untick_warning(report=report, key=item.key, by=dora)

    assert first == second
    entries = LogEntry.objects.filter(object_kind="report", object_id=report.pk)
    assert [(entry.verb, entry.actor) for entry in entries.order_by("sequence")] == [
        ("tick", dora),
        ("untick", dora),
    ]
    assert (
        entries.get(verb="tick").reason_hash == hashlib.sha256(b"They were the host.").hexdigest()
    )
    assert entries.get(verb="tick").details == {"key": item.key, "code": "name"}


@pytest.mark.parametrize("level", ["error", "draft"])
def test_only_a_warning_is_ticked(dora, report, level):
    with pytest.raises(Refused) as refusal:
        tick_warning(report=report, item=CheckItem("x", level, "text"), by=dora)

    assert refusal.value.code == "not_a_warning"


def test_a_long_reason_is_refused_whole(dora, report):
    with pytest.raises(Refused) as refusal:
        tick_warning(
            report=report, item=CheckItem("x", "warning", "text"), by=dora, reason="a" * 2001
        )

    assert (refusal.value.code, refusal.value.field) == ("too_long", "reason")
    assert WarningTick.objects.count() == 0


def test_those_who_compile_enter_and_tick(client, dora, report):
    mona = make_appointed(AppointmentRole.MODERATOR, "mona", make_round_table())
    for user, status in ((None, 302), (make_user("rudi"), 404), (mona, 403), (dora, 200)):
        if user:
            client.force_login(user)
        assert client.get(PAGE).status_code == status
        if status != 200:
            assert client.post(f"{PAGE}tick/", {"key": "x"}).status_code == status
            assert client.post(f"{PAGE}untick/", {"key": "x"}).status_code == status
    with pytest.raises(Refused) as refusal:
        tick_warning(report=report, item=CheckItem("x", "warning", "text"), by=mona)
    assert refusal.value.code == "not_allowed"


@pytest.mark.parametrize("slug", ["no-such", "round-table-99", "round-table-", "x-round-table-2"])
def test_a_report_nobody_can_compile_has_no_check(client, dora, slug):
    client.force_login(dora)

    assert client.get(f"/desk/hld-2013/check/{slug}/").status_code == 404


def test_a_round_table_is_checked_before_it_was_ever_compiled(client, dora, summary):
    name_a_state(summary)
    client.force_login(dora)

    page = client.get("/desk/hld-2013/check/round-table-2/").content.decode()

    assert "names “Norway”" in page
    assert Report.objects.count() == 0


def test_queries_of_the_page_do_not_grow_with_what_it_finds(client, dora, summary, report):
    client.force_login(dora)
    counts = []
    for position in (90, 91, 92):
        name_a_state(summary, position=position)
        with CaptureQueriesContext(connection) as queries:
            page = client.get(PAGE).content.decode()
        counts.append(len(queries))

    assert page.count("names “Norway”") >= 3
    assert counts[0] == counts[2]
