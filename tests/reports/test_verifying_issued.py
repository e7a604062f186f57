import hashlib

import pytest

from hld_portal.refusals import Refused
from hld_portal.reports.contributors import check_stops_issue
from hld_portal.reports.issuing.manifest import manifest_bytes
from hld_portal.reports.reflecting import reflections_of
from roundtables.models import Dialogue
from submissions.models import Submission
from tests.reports.issuing_cast import finish, freeze, issue_one, make_ready
from tests.reports.test_issuing_pages import own_folders

__all__ = ["own_folders"]
pytestmark = pytest.mark.django_db

JSON = {"headers": {"Accept": "application/json"}}


def ask(client, sha256):
    return client.post("/verify/", {"sha256": sha256}, **JSON).json()


def test_every_file_of_an_issued_document_is_known(client):
    issue = issue_one()

    rows = issue.manifest["files"]

    assert {row["format"] for row in rows} == {"pdf", "docx", "xml", "html", "json"}
    for row in rows:
        known = {"known": True, "symbol": "HLD2013/1", "format": row["format"]}
        assert ask(client, row["sha256"]) == known
    manifest = hashlib.sha256(manifest_bytes(issue.manifest)).hexdigest()
    assert ask(client, manifest)["format"] == "manifest"
    assert ask(client, issue.manifest["snapshot"])["format"] == "json"
    for source in issue.manifest["sources"]:
        assert ask(client, source["sha256"]) == {"known": False}


def test_while_it_is_in_preparation_nothing_is_known(client):
    issue = freeze(make_ready())
    finish(issue.build)

    hashes = [row.sha256 for row in issue.build.files.all()]

    assert hashes
    assert [ask(client, each) for each in hashes] == [{"known": False}] * len(hashes)


def test_contributors_of_an_issued_report_find_their_paragraphs_under_its_symbol(client):
    issue_one("summary")
    anchor = Submission.objects.get(stakeholder__name="Anchor Union")

    (own,) = reflections_of(anchor)

    assert own.symbol == "HLD2013/1"
    place = own.standing[0].places[0]
    page = client.get(place.url.partition("#")[0])
    assert page.status_code == 200
    assert f'id="{place.url.partition("#")[2]}"' in page.content.decode()


def test_a_report_is_not_issued_before_its_contributors_were_asked():
    report = make_ready("summary")
    Dialogue.objects.update(contributors_check_days=7)
    report.refresh_from_db()

    with pytest.raises(Refused) as refused:
        freeze(report)

    assert refused.value.code == "not_ready"
    assert check_stops_issue(report) in str(refused.value)
