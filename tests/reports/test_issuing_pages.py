import html
import re

import pytest
from django.urls import reverse

from hld_portal.record.models import LogEntry
from hld_portal.refusals import Refused
from hld_portal.reports.content import plain
from hld_portal.reports.content_json import from_json
from hld_portal.reports.content_walk import inline_of, paragraphs
from hld_portal.reports.document_check import CheckItem, ReportCheck
from hld_portal.reports.enums import BuildState, IssueState
from hld_portal.reports.issuing import differences
from hld_portal.reports.models import Build, BuildFile, Issue
from hld_portal.reports.reading import issuing
from hld_portal.reports.services.completing import sweep_issues
from hld_portal.reports.services.issuing import issue_revision
from roundtables.enums import AppointmentRole
from submissions.models import Submission
from tests.make import make_appointed, make_dialogue, make_member, make_user
from tests.reports.drafting_cast import make_rosa, publish
from tests.reports.issuing_cast import (
    GIVEN,
    complete,
    finish,
    freeze,
    issue_one,
    make_dolores,
    make_next,
    make_ready,
    publish_late,
    tick_all,
)

pytestmark = pytest.mark.django_db

MASTHEAD = {"session": "First session", "item": "Item 3", "dated_on": "2026-05-04"}


@pytest.fixture(autouse=True)
def own_folders(settings, tmp_path):
    for name in ("chunks", "private", "issued"):
        settings.STORAGES = settings.STORAGES | {
            name: settings.STORAGES[name] | {"OPTIONS": {"location": tmp_path / name}}
        }


@pytest.fixture
def officer(client):
    client.force_login(make_dolores())
    return client


def url(name, *args):
    return reverse(f"reports:{name}", args=["hld-2013", *args])


def read(answer, status=200):
    assert answer.status_code == status
    return html.unescape(answer.content.decode())


def test_without_a_report_the_list_says_what_to_do_first(officer):
    make_dialogue()
    page = read(officer.get(url("issue_list")))
    assert "There is no report to issue yet" in page
    assert "No document has a symbol yet" in page


def test_the_list_shows_what_may_be_issued_and_what_is(officer):
    issue = issue_one()
    page = read(officer.get(url("issue_list")))
    assert f'href="{url("issue_revise", issue.slug)}"' in page
    assert "HLD2013/1" in page
    assert url("issue_new", "compilation") not in page


def test_the_next_number_the_session_and_todays_date_there_are_proposed(officer):
    report = make_ready()
    tick_all(report)

    page = read(officer.get(url("issue_new", "compilation")))

    assert 'name="number" value="1"' in page
    assert 'value="New York, 3 and 4 October 2013"' in page
    assert "5 submissions, each at the version that stands now." in page


def test_an_unticked_warning_stands_on_the_page_instead_of_the_form(officer, monkeypatch):
    make_ready()
    item = CheckItem("spelling", "warning", "Paragraph 4: “organise”", url="/desk/place/")
    found = ReportCheck(items=(item,))
    monkeypatch.setattr(issuing, "check_report", lambda *args: found)

    page = read(officer.get(url("issue_new", "compilation")))

    assert "1 warning waits for a tick." in page
    assert "Paragraph 4: “organise”" in page
    assert "/desk/place/" not in page  # it is for those who draft
    assert "It cannot be issued yet" in page
    assert 'name="number"' not in page
    assert f'href="{reverse("reports:check_show", args=["hld-2013", "compilation"])}"' in page


def test_the_form_asks_once_more_and_changes_nothing_until_confirmed(officer):
    tick_all(make_ready())
    posted = MASTHEAD | {"number": "3"}

    page = read(officer.post(url("issue_new", "compilation"), posted))

    assert "Freeze and issue HLD2013/3?" in page
    assert "This cannot be undone" in page
    assert "The text and the 5 submissions behind it are frozen." in page
    assert Issue.objects.count() == 0

    back = read(officer.post(url("issue_new", "compilation"), posted | {"back": "1"}))
    assert 'name="number" value="3"' in back

    answer = officer.post(url("issue_new", "compilation"), posted | {"confirm": "1"})
    assert answer.url == url("issue_show", "HLD2013-3")
    assert Issue.objects.get().symbol == "HLD2013/3"


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("number", "", "This field is required."),
        ("number", "0", "Ensure this value is greater than or equal to 1."),
        ("number", "three", "Enter a whole number."),
        ("dated_on", "30 February", "Enter a valid date."),
        ("session", "s" * 101, "Ensure this value has at most 100 characters (it has 101)."),
    ],
)
def test_bad_input_is_named_at_its_field_and_keeps_what_was_typed(officer, field, value, message):
    tick_all(make_ready())
    posted = MASTHEAD | {"number": "3", "item": "Item typed"} | {field: value}

    page = read(officer.post(url("issue_new", "compilation"), posted), 422)

    assert message in page
    assert "Item typed" in page
    assert Issue.objects.count() == 0


def test_a_report_that_has_a_document_leads_to_it(officer):
    issue = freeze(make_ready())
    address = url("issue_new", "compilation")
    assert officer.get(address).url == url("issue_show", issue.slug)
    complete(issue)
    assert officer.get(address).url == url("issue_revise", issue.slug)


def test_a_taken_symbol_is_refused_at_its_field(officer):
    freeze(make_ready("brief"), 3)
    tick_all(make_next("compilation"))
    posted = MASTHEAD | {"number": "3", "confirm": "1"}

    page = read(officer.post(url("issue_new", "compilation"), posted), 422)

    assert "HLD2013/3 was given to “Press brief”" in page
    assert 'name="number" value="3"' in page


def test_while_it_is_made_the_fragment_asks_again(officer):
    issue = freeze(make_ready())

    fragment = officer.get(url("issue_show", issue.slug), headers={"HX-Request": "true"})

    page = read(fragment)
    assert "<html" not in page
    assert 'hx-trigger="every 1s"' in page
    assert 'data-state="preparing"' in page


def test_a_failed_build_says_why_and_offers_both_ways(officer):
    issue = freeze(make_ready())
    Build.objects.filter(issue=issue).update(state=BuildState.FAILED, error="the disk is full")

    page = read(officer.get(url("issue_show", issue.slug)))

    assert "the disk is full" in page
    assert "Its files are not made" in page
    assert "Its files are being made" not in page
    assert "hx-trigger" not in page
    assert officer.post(url("issue_retry", issue.slug)).status_code == 302
    issue.refresh_from_db()
    assert issue.build.state == BuildState.QUEUED


def test_the_page_of_a_build_leads_to_issuing_and_offers_no_other_way_out(officer):
    issue = issue_one()
    page = read(officer.get(url("build_show", issue.build.public_id)))
    assert f'href="{url("issue_new", "compilation")}"' in page
    assert "Take from the reports page" not in page


def test_giving_up_asks_first(officer):
    issue = freeze(make_ready())

    page = read(officer.get(url("issue_abandon", issue.slug)))
    assert "The symbol HLD2013/1 is never given again." in page

    officer.post(url("issue_abandon", issue.slug))
    issue.refresh_from_db()
    assert issue.state == IssueState.ABANDONED
    assert "This document was given up" in read(officer.get(url("issue_show", issue.slug)))
    assert officer.get(url("issue_abandon", issue.slug)).status_code == 409


def test_an_issued_document_shows_its_files_hashes_and_history(officer):
    issue = issue_one(number=3)

    page = read(officer.get(url("issue_show", issue.slug)))

    for row in issue.manifest["files"]:
        assert row["name"] in page
        assert row["sha256"] in page
    assert issue.manifest_sha256 in page
    assert "Frozen, 5 submissions with it" in page
    assert url("issue_correct", issue.slug) in page


@pytest.mark.parametrize("name", ["issue_list", "issue_new", "issue_show", "issue_revise"])
def test_issuing_is_for_documents_officers(client, name):
    issue = issue_one()
    args = {"issue_list": (), "issue_new": ("compilation",)}.get(name, (issue.slug,))
    address = url(name, *args)

    assert client.get(address).status_code == 302
    client.force_login(make_user("rudi"))
    assert client.get(address).status_code == 404
    client.force_login(make_rosa())
    assert client.get(address).status_code == 403
    client.force_login(make_appointed(AppointmentRole.SECRETARIAT, "sam"))
    assert client.get(address).status_code == 403


def test_a_document_that_is_not_there_answers_404(officer):
    make_dialogue()
    for name in ("issue_show", "issue_correct", "issue_revise", "issue_add", "issue_new"):
        assert officer.get(url(name, "no-such")).status_code == 404


# What follows


def corrigendum(*rows, **more):
    fields = {"form-TOTAL_FORMS": str(len(rows)), "form-INITIAL_FORMS": "0"}
    for place, (where, reads) in enumerate(rows):
        fields |= {f"form-{place}-place": where, f"form-{place}-reads": reads}
    return MASTHEAD | {"note": "A name was wrong."} | fields | more


def test_a_corrigendum_shows_old_and_new_before_it_is_issued(officer):
    issue = issue_one("summary")
    rows = (("1", "The Dialogue was held."), ("Table 1", "Five, not six."), ("", ""))

    page = read(officer.post(url("issue_correct", issue.slug), corrigendum(*rows)))
    assert "Freeze and issue HLD2013/1/Corr.1?" in page
    assert "<del>" in page
    assert page.count("<h1>") == 1
    assert page.index("<h1>") > page.index("<main")

    answer = officer.post(url("issue_correct", issue.slug), corrigendum(*rows, confirm="1"))
    assert answer.url == url("issue_show", "HLD2013-1-Corr-1")
    made = Issue.objects.get(kind="corrigendum")
    places = [row["place"] for row in made.manifest["corrections"]]
    assert places == ["Paragraph 1", "Table 1"]


def test_a_corrigendum_prints_places_and_new_texts(officer):
    issue = issue_one("summary")
    rows = (
        ("Cover", "HARBOURS."),
        ("Table 1, title", "For “flags” read “flags and pennants”."),
        ("1", "The Dialogue was held."),
    )
    more = {"form-1-is_instruction": "on", "confirm": "1"}
    officer.post(url("issue_correct", issue.slug), corrigendum(*rows, **more))
    made = Issue.objects.get(kind="corrigendum")

    document = from_json(made.build.snapshot)

    assert (document.masthead.symbol, document.author_line) == ("HLD2013/1/Corr.1", "Corrigendum")
    assert [plain(runs) for runs in document.front_notes] == [
        "Corrigendum to HLD2013/1: A name was wrong."
    ]
    assert [plain(text) for block in document.blocks for text in inline_of(block)] == [
        "Paragraph 1",
        "For the existing text read",
        "The Dialogue was held.",
        "Table 1, title",
        "For “flags” read “flags and pennants”.",
        "Cover",
        "Should read",
        "HARBOURS.",
    ]
    assert made.sources.count() == 0


def test_a_second_corrigendum_sets_out_from_the_first(officer):
    issue = issue_one("summary")
    for text in ("First wording.", "Second wording."):
        officer.post(url("issue_correct", issue.slug), corrigendum(("1", text), confirm="1"))
        complete(Issue.objects.get(state="preparing"))

    second = Issue.objects.get(symbol="HLD2013/1/Corr.2")

    assert second.manifest["corrections"] == [
        {
            "place": "Paragraph 1",
            "was": "First wording.",
            "reads": "Second wording.",
            "anchor": "para-1",
            "is_instruction": False,
        }
    ]


def test_more_places_keep_what_was_typed(officer):
    issue = issue_one("summary")

    page = read(
        officer.post(url("issue_correct", issue.slug), corrigendum(("1", "New."), more="1"))
    )

    assert 'name="form-0-place" value="1"' in page
    assert 'name="form-3-place"' in page
    assert "There is a problem" not in page


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([("", "")], "Write at least one place and what it now reads."),
        ([("99", "New.")], "HLD2013/1 has no paragraph 99."),
        ([("para. 99 (a)", "New.")], "HLD2013/1 has no paragraph 99 (a)."),
        ([("1", "")], "This field is required."),
        ([("1", "A."), ("Paragraph 1", "B.")], "Paragraph 1 stands twice"),
    ],
)
def test_a_faulty_corrigendum_says_what_is_wrong(officer, rows, message):
    issue = issue_one("summary")

    page = read(officer.post(url("issue_correct", issue.slug), corrigendum(*rows)), 422)

    assert message in page
    assert Issue.objects.count() == 1


def test_a_revision_asks_for_every_correction_that_it_does_not_find(officer):
    first = issue_one("summary")
    assert "What was corrected" not in read(officer.get(url("issue_revise", first.slug)))
    second = paragraphs(from_json(first.build.snapshot))[1]
    stands = plain(second.text)
    rows = (("2", "Wording that the desk never saw."), ("1", stands), ("Title", "Another."))
    officer.post(url("issue_correct", first.slug), corrigendum(*rows, confirm="1"))
    complete(Issue.objects.get(kind="corrigendum"))

    page = read(officer.get(url("issue_revise", first.slug)))
    assert page.count('name="carried"') == 2
    assert page.count("stands in the new text") == 1
    assert url("issue_differences", "HLD2013-1-Corr-1") in page

    posted = MASTHEAD | {"note": "", "carried": ["HLD2013/1/Corr.1#1"], "confirm": "1"}
    refused = read(officer.post(url("issue_revise", first.slug), posted), 422)
    assert "Not ticked yet: HLD2013/1/Corr.1, Paragraph 2." in refused
    assert Issue.objects.filter(kind="revision").count() == 0

    posted["carried"] = ["HLD2013/1/Corr.1#1", "HLD2013/1/Corr.1#3"]
    officer.post(url("issue_revise", first.slug), posted)
    revision = Issue.objects.get(kind="revision")
    assert revision.log_entries().first().details == {
        "sources": 5,
        "found": ["HLD2013/1/Corr.1#2"],
        "confirmed": posted["carried"],
    }
    assert "Corrections seen to: HLD2013/1/Corr.1#1, HLD2013/1/Corr.1#3" in read(
        officer.get(url("issue_show", revision.slug))
    )


def test_a_revision_with_an_open_correction_is_refused_by_the_service(officer):
    first = issue_one()
    officer.post(url("issue_correct", first.slug), corrigendum(("Title", "Another."), confirm="1"))
    complete(Issue.objects.get(kind="corrigendum"))

    with pytest.raises(Refused) as refusal:
        issue_revision(changes=first, given=GIVEN, by=make_dolores())

    assert (refusal.value.code, refusal.value.field) == ("unconfirmed", "carried")
    assert Issue.objects.filter(kind="revision").count() == 0


def test_a_revision_takes_the_place_of_the_text(officer):
    first = issue_one()
    publish_late()
    tick_all(first.report)
    posted = MASTHEAD | {"note": "One more submission."}

    assert "Freeze and issue HLD2013/1/Rev.1?" in read(
        officer.post(url("issue_revise", first.slug), posted)
    )
    officer.post(url("issue_revise", first.slug), posted | {"confirm": "1"})
    revision = complete(Issue.objects.get(kind="revision"))

    assert revision.sources.count() == 6
    assert officer.get(url("issue_revise", first.slug)).status_code == 409
    assert officer.get(url("issue_revise", revision.slug)).status_code == 200


def test_an_addendum_takes_what_was_published_since(officer):
    first = issue_one()
    assert "No submission was published since" in read(officer.get(url("issue_add", first.slug)))
    late = publish_late()

    page = read(officer.get(url("issue_add", first.slug)))
    assert late.reference in page
    posted = MASTHEAD | {"note": "", "text": "", "with_submissions": "on", "confirm": "1"}
    officer.post(url("issue_add", first.slug), posted)

    addendum = complete(Issue.objects.get(kind="addendum"))
    assert [source.submission for source in addendum.sources.all()] == [late]
    assert Submission.objects.get(pk=late.pk).frozen_at is not None


def test_the_page_of_a_revision_names_what_followed_the_text_before_it(officer):
    first = issue_one()
    officer.post(url("issue_correct", first.slug), corrigendum(("Title", "Another."), confirm="1"))
    complete(Issue.objects.get(kind="corrigendum"))
    posted = MASTHEAD | {"note": "", "carried": ["HLD2013/1/Corr.1#1"], "confirm": "1"}
    officer.post(url("issue_revise", first.slug), posted)
    complete(Issue.objects.get(kind="revision"))
    officer.logout()

    page = read(officer.get(url("report_show", "HLD2013-1-Rev-1")))

    assert "To the text before it:" in page
    assert f'href="{url("report_show", "HLD2013-1-Corr-1")}"' in page
    assert "To the text before it:" not in read(officer.get(url("report_show", first.slug)))


def test_the_list_marks_what_is_corrected_and_what_is_superseded(officer):
    first = issue_one()
    page = read(officer.get(url("issue_list")))
    assert "corrected by" not in page
    assert "superseded by" not in page
    officer.post(url("issue_correct", first.slug), corrigendum(("Title", "Another."), confirm="1"))
    complete(Issue.objects.get(kind="corrigendum"))
    posted = MASTHEAD | {"note": "", "carried": ["HLD2013/1/Corr.1#1"], "confirm": "1"}
    officer.post(url("issue_revise", first.slug), posted)
    assert "superseded by" not in read(officer.get(url("issue_list")))  # not issued yet
    complete(Issue.objects.get(kind="revision"))

    page = read(officer.get(url("issue_list")))

    assert page.count('corrected by <bdi dir="ltr">HLD2013/1/Corr.1</bdi>') == 1
    assert page.count('superseded by <bdi dir="ltr">HLD2013/1/Rev.1</bdi>') == 1


def test_the_notice_of_freezing_is_gone_once_the_document_is_issued(officer):
    tick_all(make_ready())
    posted = MASTHEAD | {"number": "3", "confirm": "1"}
    page = read(officer.post(url("issue_new", "compilation"), posted, follow=True))
    assert page.count("HLD2013/3 is frozen.") == 1
    assert page.index("HLD2013/3 is frozen.") > page.index('id="issue"')

    complete(Issue.objects.get())

    fragment = officer.get(url("issue_show", "HLD2013-3"), headers={"HX-Request": "true"})
    assert "is frozen" not in read(fragment)


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "Frozen; it rests on no submission of its own"),
        (1, "Frozen, one submission with it"),
        (5, "Frozen, 5 submissions with it"),
    ],
)
def test_the_history_says_well_how_many_were_frozen(count, words):
    entry = LogEntry(verb="freeze", details={"sources": count})
    assert issuing._happened(entry) == words


def test_only_those_who_are_told_are_said_to_be(officer):
    first = issue_one("summary")
    page = read(officer.post(url("issue_correct", first.slug), corrigendum(("1", "New."))))
    assert "The secretariat is told by mail." in page
    assert "those behind it" not in page

    publish_late()
    posted = MASTHEAD | {"note": "", "text": "More.", "with_submissions": "on"}
    page = read(officer.post(url("issue_add", first.slug), posted))
    assert "The text and one submission behind it are frozen." in page
    assert "The secretariat and those behind it are told by mail." in page
    page = read(officer.post(url("issue_add", first.slug), posted | {"with_submissions": ""}))
    assert "The secretariat is told by mail." in page


def test_who_is_behind_a_document_neither_corrects_nor_adds_to_it(officer):
    first = issue_one()
    make_member(Submission.objects.first().stakeholder, "dolores")

    for name in ("issue_correct", "issue_add"):
        page = read(officer.get(url(name, first.slug)))
        assert "Somebody else has to issue it" in page
        assert 'name="dated_on"' not in page
    page = read(
        officer.post(
            url("issue_correct", first.slug), corrigendum(("1", "We were first."), confirm="1")
        ),
        422,
    )
    assert "No single account submits" in page
    assert Issue.objects.count() == 1


def test_while_a_document_is_prepared_the_forms_lead_to_it(officer):
    first = issue_one("summary")
    officer.post(url("issue_correct", first.slug), corrigendum(("1", "New."), confirm="1"))
    for name in ("issue_correct", "issue_add", "issue_revise"):
        answer = officer.get(url(name, first.slug))
        assert answer.url == url("issue_show", "HLD2013-1-Corr-1")


def test_files_that_could_not_be_kept_are_said_and_may_be_tried_again(officer):
    issue = freeze(make_ready())
    finish(issue.build)
    hash_of_pdf = issue.build.files.get(format="pdf").sha256
    BuildFile.objects.filter(format="pdf").update(sha256="0" * 64)
    assert sweep_issues() == 0

    page = read(officer.get(url("issue_show", issue.slug)))

    assert "Its files could not be kept" in page
    assert "what was built does not fit its hash" in page
    assert url("issue_retry", issue.slug) in page

    BuildFile.objects.filter(format="pdf").update(sha256=hash_of_pdf)
    assert sweep_issues() == 1
    assert Build.objects.get(pk=issue.build_id).error == ""


def test_an_addendum_of_nothing_is_refused(officer):
    first = issue_one()
    posted = MASTHEAD | {"note": "", "text": " ", "confirm": "1"}
    page = read(officer.post(url("issue_add", first.slug), posted), 422)
    assert "There is nothing to add" in page


# For everybody


def test_the_difference_page_is_public_and_shows_what_changed(client):
    first = issue_one("summary")
    client.force_login(make_dolores())
    client.post(
        url("issue_correct", first.slug),
        corrigendum(("1", "The Dialogue on Harbours was held again."), confirm="1"),
    )
    corr = Issue.objects.get(kind="corrigendum")
    client.logout()
    assert client.get(url("issue_differences", corr.slug)).status_code == 404  # not issued yet

    complete(corr)
    page = read(client.get(url("issue_differences", corr.slug)))

    assert "<del>" in page
    assert "<ins>" in page
    assert "A name was wrong." in page
    assert client.get(url("issue_differences", first.slug)).status_code == 404


def test_the_first_page_names_the_document_that_holds_by_its_symbol(officer):
    first = issue_one()
    front = reverse("site:dialogue_show", args=["hld-2013"])
    assert '<bdi dir="ltr">HLD2013/1</bdi> · Compilation of submissions' in read(officer.get(front))

    officer.post(url("issue_revise", first.slug), MASTHEAD | {"note": "", "confirm": "1"})
    complete(Issue.objects.get(kind="revision"))

    page = read(officer.get(front))
    assert page.count("Compilation of submissions</a>") == 1
    assert f'href="{url("report_show", "HLD2013-1-Rev-1")}"' in page


def test_what_is_frozen_is_what_was_shown(officer):
    first = issue_one()
    publish_late()
    posted = MASTHEAD | {"note": "", "text": "", "with_submissions": "on"}
    page = read(officer.post(url("issue_add", first.slug), posted))
    seen = re.search(r'name="seen" value="(\w+)"', page)[1]
    publish("Galley Union")

    confirmed = posted | {"seen": seen, "confirm": "1"}
    page = read(officer.post(url("issue_add", first.slug), confirmed), 422)
    assert "The submissions behind it are not the ones you were shown: look again." in page
    assert Issue.objects.count() == 1

    page = read(officer.post(url("issue_add", first.slug), posted))
    seen = re.search(r'name="seen" value="(\w+)"', page)[1]
    officer.post(url("issue_add", first.slug), posted | {"seen": seen, "confirm": "1"})
    assert Issue.objects.get(kind="addendum").sources.count() == 2


def test_the_difference_page_turns_its_pages(client, monkeypatch):
    monkeypatch.setattr(differences, "MOST_LETTERS", 1)
    first = issue_one("summary")
    client.force_login(make_dolores())
    rows = (("2", "The second."), ("1", "The first."))
    client.post(url("issue_correct", first.slug), corrigendum(*rows, confirm="1"))
    complete(Issue.objects.get(kind="corrigendum"))
    client.logout()
    address = url("issue_differences", "HLD2013-1-Corr-1")

    one, two = read(client.get(address)), read(client.get(address + "?page=2"))

    assert "2 places changed" in one
    assert "Page 1 of 2" in one
    assert ("Paragraph 1</h3>" in one, "Paragraph 2</h3>" in one) == (True, False)
    assert ("Paragraph 1</h3>" in two, "Paragraph 2</h3>" in two) == (False, True)


@pytest.mark.parametrize("count", [1, 3])
def test_queries_of_the_list_do_not_grow(officer, django_assert_num_queries, count):
    first = issue_one()
    for _more in range(count - 1):
        officer.post(
            url("issue_correct", first.slug), corrigendum(("Title", "Another."), confirm="1")
        )
        complete(Issue.objects.get(state="preparing"))

    # session, user; dialogue, appointment, issues, reports; desk, memberships
    with django_assert_num_queries(8):
        officer.get(url("issue_list"))
