"""The page of a published document, and its margin of sources."""

import re

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.urls import reverse
from django.utils.timezone import now

from hld_portal.reports import leaves
from hld_portal.reports.content import Heading, Link, Paragraph, Part, SubParagraph, Text
from hld_portal.reports.content_json import to_json
from hld_portal.reports.enums import BuildState, ReportKind
from hld_portal.reports.models import Build, Chain, Report
from roundtables.enums import AppointmentRole
from submissions.enums import Consent, State
from tests.golden.trees import make_report as make_tree
from tests.golden.trees import make_small
from tests.make import (
    make_appointed,
    make_dialogue,
    make_member,
    make_round_table,
    make_stakeholder,
    make_state,
    make_submission,
)
from tests.reports.drafting_cast import DOMESTIC, withdraw

pytestmark = pytest.mark.django_db

SAID = "Several organizations saw a gap."
CALLED = "Some called for law."


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    private = settings.STORAGES["private"] | {"OPTIONS": {"location": tmp_path}}
    settings.STORAGES = settings.STORAGES | {"private": private}
    leaves.leaves_of.cache_clear()


def publish(name, consent=Consent.NAMED, state=State.PUBLISHED, stakeholder=None):
    return make_submission(
        stakeholder or make_stakeholder(name),
        make_round_table(),
        state,
        points=[DOMESTIC],
        consent=consent,
    )


def make_build(document, *, passages=None, public=True):
    report, _ = Report.objects.get_or_create(
        dialogue=make_dialogue(), kind=ReportKind.SUMMARY, slug="summary", title="Summary report"
    )
    build = Build.objects.create(
        report=report,
        state=BuildState.DONE,
        snapshot=to_json(document),
        file=storages["private"].save("builds/x.pdf", ContentFile(b"%PDF")),
        sha256="0" * 64,
        pages=2,
        published_at=now() if public else None,
    )
    if passages is not None:
        Chain.objects.create(build=build, passages=passages)
    return build


def make_cited(*submissions, **fields):
    """Build a document of one paragraph and one item; all submissions stand behind both."""
    keys = [f"{each.reference}:1:1" for each in submissions]
    document = make_small(
        blocks=(
            Heading(1, "What was said", "I"),
            Paragraph(f"{SAID} It met twice.", 1, voice="said"),
            SubParagraph("(a)", CALLED, voice="participants"),
            Paragraph("The law must follow.", 2, bold=True, voice="author", draft=True),
        ),
        **fields,
    )
    sentences = [{"text": SAID, "behind": keys}, {"text": CALLED, "behind": keys[:1]}]
    passage = {"anchor": "para-1", "number": 1, "text": SAID, "sentences": sentences}
    return make_build(document, passages=[passage])


def read(client, query="", slug="summary", status=200):
    answer = client.get(reverse("reports:report_page", args=["hld-2013", slug]) + query)
    assert answer.status_code == status
    return answer.content.decode()


def test_paragraphs_hang_their_numbers_and_can_be_linked_to(client):
    make_build(make_tree())

    page = read(client)

    assert re.findall(r'<div class="para[^"]*" id="([^"]+)">', page) == [
        *(f"para-{n}" for n in range(1, 17)),
        "annex-1__para-1",
        "HLD2026-0007__para-1",
        "HLD2026-0008__para-1",
    ]
    known = set(re.findall(r'id="([^"]+)"', page))
    links = set(re.findall(r'href="#([^"]+)"', page))
    assert len(links) > 20
    assert links <= known


def test_the_page_tells_the_language_the_marks_and_what_is_a_draft(client):
    publish("Harbour Union")
    make_cited(publish("Quay Union"), language="ar", marks=("Draft", "Trial"))

    page = read(client)

    assert '<article lang="ar" dir="rtl"' in page
    assert '<b class="flag warn">Draft</b> <b class="flag warn">Trial</b>' in page
    assert page.count("لم يُعتمد بعد") == 1  # one paragraph is not approved


def test_three_voices_are_told_apart_by_words(client):
    make_cited(publish("Harbour Union"))

    labels = re.findall(r'<p class="voice">([^<]+)</p>', read(client))

    assert labels == ["What was said", "Participants’ recommendations", "The author’s own text"]


def test_markup_in_a_text_is_shown_and_not_obeyed(client):
    trick = "<script>alert(1)</script>"
    document = make_small(
        title=trick, blocks=(Heading(1, trick, "I"), Paragraph(trick, 1)), summary=(trick,)
    )
    make_build(document, passages=[])

    page = read(client)

    assert page.count("&lt;script&gt;alert(1)") > 4
    assert "<script>" not in page


def test_without_attribution_the_public_learns_nothing_of_the_sources(client):
    submission = publish("Harbour Union")
    make_cited(submission)
    # There is something to leak: those who draft read it on the very page.
    client.force_login(make_appointed(AppointmentRole.RAPPORTEUR, "rosa", make_round_table()))
    assert submission.reference in read(client)
    client.logout()

    page = read(client)

    assert submission.reference not in page
    assert submission.slug not in page
    assert "Harbour Union" not in page
    assert 'class="src"' not in page


@pytest.mark.parametrize(
    "role",
    [AppointmentRole.RAPPORTEUR, AppointmentRole.SECRETARIAT, AppointmentRole.DOCUMENTS_OFFICER],
)
def test_those_who_draft_see_who_stands_behind_each_sentence(client, role):
    first, second = (
        publish("Harbour Union"),
        publish("Quay Union", Consent.NOT_PUBLISHED, State.ACCEPTED),
    )
    make_cited(first, second)
    client.force_login(make_appointed(role, "dora"))

    page = read(client)

    assert f'{SAID}<sup class="src">a</sup> It met twice.' in page
    assert f'{CALLED}<sup class="src">a</sup>' in page
    assert page.count("Harbour Union") == 2
    assert page.count("Quay Union") == 1
    address = reverse("submissions:submission_show", args=["hld-2013", first.slug])
    assert page.count(f'href="{address}"') == 2
    assert second.slug not in page.replace(second.reference, "")  # it has no page to lead to
    assert "Drafting copy" in page


def test_a_moderator_sees_no_more_than_the_public(client):
    submission = publish("Harbour Union")
    make_cited(submission)
    client.force_login(make_appointed(AppointmentRole.MODERATOR, "mona", make_round_table()))

    assert submission.reference not in read(client)


def test_what_was_withdrawn_since_stays_without_its_name(client):
    submission = publish("Harbour Union")
    make_cited(submission)
    withdraw(submission)
    client.force_login(make_appointed(AppointmentRole.RAPPORTEUR, "rosa", make_round_table()))

    page = read(client)

    assert page.count(submission.reference) == 2
    assert page.count("may no longer be cited") == 2
    assert "Harbour Union" not in page


@pytest.mark.parametrize("attribution", ["reference", "named"])
def test_the_public_reads_what_the_attribution_of_the_dialogue_says(client, attribution):
    named, typed = publish("Harbour Union"), publish("Quay Union", Consent.TYPE_ONLY)
    withdrawn = publish("Dock Union")
    dialogue = make_dialogue()
    dialogue.attribution = attribution
    dialogue.save(update_fields=["attribution"])
    runs = (Text(SAID, tuple(each.reference for each in (named, typed, withdrawn))),)
    make_build(make_small(blocks=(Paragraph(runs, 1, voice="said"),)))
    withdraw(withdrawn)

    page = read(client)

    assert named.reference in page
    assert ("Harbour Union" in page) == (attribution == "named")
    assert typed.reference not in page
    assert withdrawn.reference not in page
    assert "Quay Union" not in page


def test_contributors_see_their_own_words_and_nobody_elses(client):
    mine, other = publish("Harbour Union"), publish("Quay Union")
    make_cited(other, mine)
    client.force_login(make_member(mine.stakeholder, "hanna"))

    page = read(client)

    assert page.count(f"Your submission {mine.reference} stands behind this paragraph") == 1
    assert other.reference not in page
    assert "Drafting copy" not in page


def test_unpublished_is_like_none_but_for_those_who_compile(client):
    make_build(make_tree(), public=False)

    hidden = client.get(reverse("reports:report_page", args=["hld-2013", "summary"]))
    none = client.get(reverse("reports:report_page", args=["hld-2013", "no-such"]))
    assert (hidden.status_code, none.status_code) == (404, 404)

    client.force_login(make_appointed(AppointmentRole.RAPPORTEUR, "rosa", make_round_table()))
    assert "Not published" in read(client)


def test_a_drafting_copy_is_never_the_page(client):
    build = make_build(make_tree(), public=False)
    Build.objects.filter(pk=build.pk).update(drafting_copy=True)
    client.force_login(make_appointed(AppointmentRole.RAPPORTEUR, "rosa", make_round_table()))

    read(client, status=404)


def make_long(count=5):
    text = "word " * 9_500  # two fill a leaf
    parts = [
        Part(f"HLD2026/{n:04d}", (Heading(3, f"Author {n}"), Paragraph(text, 1)))
        for n in range(1, count + 1)
    ]
    return make_build(make_small(blocks=(Heading(1, "Table 1", "I"), *parts)))


def test_a_long_document_comes_in_leaves(client):
    make_long()

    first = read(client)
    second = read(client, "?at=HLD2026-0003__para-1")

    assert "Page 1 of 3" in first
    assert 'id="HLD2026-0001__para-1"' in first
    assert 'id="HLD2026-0003__para-1"' not in first
    assert "Page 2 of 3" in second
    assert 'id="HLD2026-0003__para-1"' in second
    assert 'rel="prev"' in second
    assert 'rel="next"' in second


def test_links_of_a_long_document_lead_across_its_leaves(client):
    text = "word " * 19_999
    see = (Text("See "), Link("paragraph 2", "para-2"), Text(" and "), Link("this", "para-1"))
    make_build(make_small(blocks=(Paragraph(see, 1), Paragraph(text, 2), Paragraph(text, 3))))

    page = read(client)

    assert '<a href="?at=para-2#para-2">paragraph 2</a>' in read(client, "?at=para-1")
    assert '<a href="#para-1">this</a>' in page
    assert 'id="para-2"' not in page
    assert 'id="para-2"' in read(client, "?at=para-2")


def test_all_contents_of_a_long_document_lead_to_their_leaves(client):
    make_long()

    page = read(client, "?at=contents")

    assert 'href="?at=HLD2026-0004__h-1#HLD2026-0004__h-1">Author 4</a>' in page
    assert "word word" not in page


def test_a_place_that_is_not_in_the_document_is_named_and_the_beginning_shown(client):
    make_build(make_tree())

    page = read(client, "?at=para-99%3Cb%3E", status=404)

    assert "“para-99&lt;b&gt;” is not in it" in page
    assert 'id="para-1"' in page


def test_what_no_page_holds_offers_its_files(client, monkeypatch):
    monkeypatch.setattr(leaves, "LONGEST_SNAPSHOT", 100)
    make_build(make_tree())

    page = read(client)

    assert "Too long for a page" in page
    assert "hld-2013-summary.pdf" in page


@pytest.mark.parametrize("count", [1, 3])
def test_queries_of_the_page_do_not_grow_with_sources(client, django_assert_num_queries, count):
    make_cited(*[publish(f"Union {n}") for n in range(count)])
    client.force_login(make_appointed(AppointmentRole.RAPPORTEUR, "rosa", make_round_table()))
    read(client)

    # session, user; dialogue, issue, build, files; chain, role, own, sources; desk, memberships
    with django_assert_num_queries(12):
        read(client)


def test_the_page_of_a_state_speaks_in_its_official_name(client):
    submission = publish("", stakeholder=make_state())
    make_cited(submission)
    client.force_login(make_appointed(AppointmentRole.RAPPORTEUR, "rosa", make_round_table()))

    assert "Ruritania" in read(client)


def test_contributors_are_led_to_where_their_text_is_printed(client):
    mine = publish("Harbour Union")
    part = Part(mine.reference, (Heading(3, "Harbour Union"), Paragraph("We said.", 1)))
    anchor = f"{mine.slug}__para-1"
    build = make_build(make_small(blocks=(part,)), passages=[])
    Chain.objects.filter(build=build).update(printed={mine.reference: anchor})
    sentence = f"Your submission {mine.reference} is printed in this document"
    assert sentence not in read(client)

    client.force_login(make_member(mine.stakeholder, "hanna"))

    assert f'<a href="#{anchor}">{sentence}</a>' in read(client)


def test_a_build_that_carries_the_chain_in_its_text_tells_the_public_nothing_either(client):
    submission = publish("Harbour Union")
    runs = (Text(SAID, (submission.reference,)),)
    make_build(make_small(blocks=(Paragraph(runs, 1, voice="said"),)))
    client.force_login(make_appointed(AppointmentRole.RAPPORTEUR, "rosa", make_round_table()))
    assert submission.reference in read(client)
    client.logout()

    page = read(client)

    assert submission.reference not in page
    assert 'class="src"' not in page
