"""What the document check keeps from the public: errors, and warnings nobody has ticked."""

import json

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.urls import reverse
from django.utils.translation import get_language, override

from hld_portal.refusals import Refused
from hld_portal.reports.building.source_check import find_warnings
from hld_portal.reports.document_check import sayings
from hld_portal.reports.enums import BuildState, ReportKind
from hld_portal.reports.models import Build, Report
from hld_portal.reports.services.builds import publish_build, standing_in_the_way
from hld_portal.reports.services.ticking import tick_warning
from roundtables.enums import AppointmentRole
from roundtables.models import Event
from tests.make import make_appointed, make_dialogue
from tests.reports.document_check_cast import OUTLINE, check, make_summary, name_a_state, warning
from tests.reports.drafting_cast import make_rosa

pytestmark = pytest.mark.django_db

PAGE = "/desk/hld-2013/check/summary/"


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    private = settings.STORAGES["private"] | {"OPTIONS": {"location": tmp_path}}
    settings.STORAGES = settings.STORAGES | {"private": private}


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


def make_build(report):
    name = storages["private"].save("builds/x.pdf", ContentFile(b"%PDF-1.7"))
    found = find_warnings(Report.objects.select_related("dialogue", "event").get(pk=report.pk))
    return Build.objects.create(report=report, state=BuildState.DONE, file=name, warnings=found)


def test_an_error_keeps_a_build_from_the_public_and_says_where(client, dora, summary, report):
    paragraph = name_a_state(summary)
    paragraph.sentences[0]["citations"] = []
    paragraph.save(update_fields=["sentences"])
    build = make_build(report)

    with pytest.raises(Refused) as refusal:
        publish_build(build=build, by=dora)

    assert refusal.value.code == "warnings"
    message = str(refusal.value.message)
    assert "Round table 2, paragraph 4: a sentence without source" in message
    assert PAGE in message
    client.force_login(dora)
    shown = client.get(reverse("reports:build_show", args=["hld-2013", build.public_id]))
    assert "2 things stand in the way of publishing" in shown.content.decode()
    assert "Publish on the reports page" not in shown.content.decode()


def test_a_warning_keeps_it_until_it_is_ticked(client, dora, summary, report):
    name_a_state(summary)
    build = make_build(report)
    with pytest.raises(Refused) as refusal:
        publish_build(build=build, by=dora)
    assert "names “Norway”" in str(refusal.value.message)

    tick_warning(report=report, item=warning(check()), by=dora)

    assert publish_build(build=build, by=dora).published_by == dora


def test_a_draft_may_be_public(dora, summary, report):
    build = make_build(report)
    assert [row["level"] for row in build.warnings] == ["draft"]

    assert publish_build(build=build, by=dora).published_at


def test_warnings_of_an_older_build_still_keep_it(dora, summary, report):
    build = make_build(report)
    build.warnings = [{"event": "2", "number": 1, "code": "lost_source"}]

    with pytest.raises(Refused) as refusal:
        publish_build(build=build, by=dora)

    assert refusal.value.code == "warnings"


# --- In the language of the reader ----------------------------------------------------------

FRENCH = {
    "%(place)s names “%(name)s”": "%(place)s nomme « %(name)s »",
    "%(event)s, paragraph %(number)d": "%(event)s, paragraphe %(number)d",
}


@pytest.fixture
def french(monkeypatch):
    def in_french(message):
        return FRENCH.get(message, message) if get_language() == "fr" else message

    monkeypatch.setattr(sayings, "gettext", in_french)


def texts_of(build, language):
    with override(language):
        return [row["text"] for row in standing_in_the_way(Build.objects.get(pk=build.pk))]


def test_what_a_build_found_is_told_in_the_language_of_the_reader(dora, summary, report, french):
    name_a_state(summary)
    Event.objects.update(titles={"en": "Round table 2", "fr": "Table ronde 2"})
    build = make_build(report)

    assert texts_of(build, "en") == ["Round table 2, paragraph 4 names “Norway”"]
    assert texts_of(build, "fr") == ["Table ronde 2, paragraphe 4 nomme « Norway »"]
    with override("fr"), pytest.raises(Refused) as refusal:
        publish_build(build=build, by=dora)
    assert "Table ronde 2, paragraphe 4 nomme « Norway »" in str(refusal.value.message)


def test_what_an_older_build_keeps_as_a_sentence_is_told_as_it_is(dora, summary, report, french):
    name_a_state(summary)
    build = make_build(report)
    old = [{name: row[name] for name in row if name != "said"} for row in build.warnings]
    Build.objects.update(warnings=[*old, {"code": "lost_source"}])

    assert texts_of(build, "fr") == ["lost_source", "Round table 2, paragraph 4 names “Norway”"]


def test_words_are_kept_whole_with_all_that_was_put_into_them():
    place = sayings.in_brackets(
        sayings.say("Paragraph %(number)d") % {"number": 6}, sayings.Titled({"en": "100% ships"})
    )
    said = sayings.say("%(place)s: “%(words)s”") % {"place": place, "words": "12%(s)"}

    kept = json.loads(json.dumps(sayings.stored(said)))

    assert said == "Paragraph 6 (100% ships): “12%(s)”"
    assert sayings.worded(kept) == said
    assert sayings.stored(sayings.worded(kept)) == kept
