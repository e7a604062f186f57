"""A published draft that shows or cites what has fallen away since is withheld at once."""

import pytest
from django.urls import reverse

from hld_portal.refusals import Refused
from hld_portal.reports.building.files import files_of
from hld_portal.reports.composing.freezing import freeze_document
from hld_portal.reports.content_json import to_json
from hld_portal.reports.models import Build
from hld_portal.reports.services.builds import open_report, publish_build, start_build
from submissions.enums import Consent, State
from submissions.models import Submission
from submissions.services.consenting import change_consent
from submissions.services.deciding import mark_duplicate, set_hold
from tests.make import make_member, make_moderator, make_round_table
from tests.reports.drafting_cast import merge, publish, withdraw
from tests.reports.issuing_cast import finish, issue_one, make_dolores, make_next, make_ready

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folders(settings, tmp_path):
    changed = {
        name: settings.STORAGES[name] | {"OPTIONS": {"location": tmp_path / name}}
        for name in ("private", "issued")
    }
    settings.STORAGES = settings.STORAGES | changed


def compile_and_publish(report):
    dolores = make_dolores()
    build = start_build(report=report, by=dolores)
    build.snapshot = to_json(freeze_document(build))
    build.save(update_fields=["snapshot"])
    finish(build)
    build.refresh_from_db()
    return publish_build(build=build, by=dolores)


@pytest.fixture
def compilation(db):
    return compile_and_publish(make_ready("compilation"))


@pytest.fixture
def text(compilation):
    return Submission.objects.published().order_by("reference").first()


def addresses(build):
    files = [f"hld-2013-{build.report.slug}.{row.format}" for row in files_of(build)]
    assert len(files) == 5
    slug = build.report.slug
    return [
        reverse("reports:report_show", args=["hld-2013", slug]),
        reverse("reports:report_page", args=["hld-2013", slug]),
        reverse("reports:report_download", args=["hld-2013", slug]),
        *(reverse("reports:report_file", args=["hld-2013", slug, name]) for name in files),
    ]


def statuses(client, build):
    return {client.get(address).status_code for address in addresses(build)}


def by_hash(client, build):
    answer = client.post("/verify/", {"sha256": build.sha256})
    return "published draft" in answer.content.decode()


def listed(client):
    pages = (reverse("reports:report_list", args=["hld-2013"]), "/hld-2013/")
    found = [client.get(page).content.decode() for page in pages]
    return ["Compilation of submissions" in page for page in found]


def hold(text):
    set_hold(submission=text, hold=True, by=make_moderator(text.event))


def duplicate(text):
    original = Submission.objects.published().exclude(pk=text.pk).first()
    mark_duplicate(submission=text, original=original, by=make_moderator(text.event))


def unname(text):
    head = make_member(text.stakeholder, "head", role="head")
    change_consent(submission=text, consent=Consent.TYPE_ONLY, by=head)


def unpublish(text):
    head = make_member(text.stakeholder, "head", role="head")
    change_consent(submission=text, consent=Consent.NOT_PUBLISHED, by=head)


@pytest.mark.parametrize("leave", [withdraw, hold, duplicate, unname, unpublish])
def test_it_leaves_every_address_in_the_request_that_takes_a_source_away(
    client, compilation, text, leave
):
    assert statuses(client, compilation) == {200}
    assert listed(client) == [True, True]
    assert by_hash(client, compilation)

    leave(text)

    assert statuses(client, compilation) == {404}
    assert listed(client) == [False, False]
    assert not by_hash(client, compilation)


def test_it_is_public_again_once_the_source_is(client, compilation, text):
    hold(text)
    assert statuses(client, compilation) == {404}

    set_hold(submission=text, hold=False, by=make_moderator(text.event))

    assert statuses(client, compilation) == {200}


def test_a_submission_that_it_does_not_hold_takes_nothing_away(client, compilation):
    later = publish("Fathom Union")

    withdraw(later)

    assert statuses(client, compilation) == {200}


def test_a_brief_is_withheld_for_what_it_cites(client):
    make_ready("compilation")
    brief = compile_and_publish(make_next("brief"))
    cited = Submission.objects.get(reference=brief.sources.first().submission.reference)
    assert statuses(client, brief) == {200}

    withdraw(cited)

    assert statuses(client, brief) == {404}


def test_a_source_that_is_cited_and_never_shown_counts_too(client):
    make_ready("compilation")
    hidden = publish("Mole Council", state=State.ACCEPTED)
    merge()
    summary = compile_and_publish(make_next("summary"))
    row = summary.sources.get(submission=hidden)
    assert (row.is_shown, row.is_named) == (False, False)
    assert statuses(client, summary) == {200}

    withdraw(hidden)

    assert statuses(client, summary) == {404}


def test_an_issued_document_is_never_withheld(client):
    issue = issue_one("compilation")
    text = Submission.objects.published().first()
    with pytest.raises(Refused, match="can no longer be withdrawn"):
        withdraw(text)
    Submission.objects.filter(pk=text.pk).update(on_hold=True)  # as no service would

    answer = client.get(reverse("reports:report_page", args=["hld-2013", issue.slug]))

    assert answer.status_code == 200


def test_an_issued_report_is_not_listed_as_if_it_were_none(client):
    issue_one("compilation")
    client.force_login(make_dolores())

    page = client.get(reverse("reports:report_list", args=["hld-2013"])).content.decode()

    assert "Reports and their builds" in page
    assert "Not issued" not in page
    assert "Not published" not in page


def test_the_officer_reads_why_and_what_to_do(client, compilation, text):
    client.force_login(make_dolores())
    shown = reverse("reports:build_show", args=["hld-2013", compilation.public_id])
    assert "Withheld" not in client.get(shown).content.decode()

    withdraw(text)

    page = client.get(shown).content.decode()
    assert "Withheld from the public" in page
    assert (
        f"1 source may no longer be shown, named or cited as it is here: {text.reference}." in page
    )
    listing = client.get(reverse("reports:report_list", args=["hld-2013"])).content.decode()
    assert "Withheld from the public" in listing
    report = client.get(reverse("reports:report_show", args=["hld-2013", "compilation"]))
    assert "withheld" in report.content.decode()


def test_the_desk_of_an_officer_says_so_and_no_other(client, compilation, text):
    told = "A text in it has been withdrawn or may no longer be shown"
    client.force_login(make_dolores())
    assert told not in client.get("/desk/").content.decode()

    withdraw(text)

    page = client.get("/desk/").content.decode()
    assert told in page
    assert reverse("reports:build_show", args=["hld-2013", compilation.public_id]) in page
    client.force_login(make_moderator(text.event))
    assert told not in client.get("/desk/").content.decode()


def test_the_next_build_leaves_the_text_out_and_is_public(client, compilation, text):
    words = text.published_version.title
    assert words in compilation.snapshot
    withdraw(text)

    again = compile_and_publish(compilation.report)

    assert statuses(client, again) == {200}
    assert text.reference not in again.snapshot


def test_what_was_compiled_before_cannot_be_published_after(compilation, text):
    report, dolores = compilation.report, make_dolores()
    second = start_build(report=report, by=dolores)
    second.snapshot = to_json(freeze_document(second))
    finish(second)
    second.refresh_from_db()
    withdraw(text)

    with pytest.raises(Refused, match=f"{text.reference}. Compile again") as caught:
        publish_build(build=second, by=dolores)

    assert caught.value.code == "fallen_away"
    second.refresh_from_db()
    assert second.published_at is None


def test_public_builds_take_as_many_queries_for_one_as_for_three(
    compilation, django_assert_num_queries
):
    with django_assert_num_queries(1):
        assert list(Build.objects.public()) == [compilation]
    summary = compile_and_publish(make_next("summary"))
    brief = open_report(dialogue=summary.report.dialogue, kind="brief", by=make_dolores())
    brief = compile_and_publish(brief)
    with django_assert_num_queries(1):
        assert set(Build.objects.public()) == {compilation, brief, summary}


def test_a_report_of_another_round_table_stays(client, compilation):
    elsewhere = publish("Reef Council")
    Submission.objects.filter(pk=elsewhere.pk).update(event=make_round_table(1))

    withdraw(elsewhere)

    assert statuses(client, compilation) == {200}
