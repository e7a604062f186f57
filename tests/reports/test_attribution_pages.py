import io
import json
import zipfile

import pytest
from django.utils.timezone import now

from hld_portal.reports.models import Build
from roundtables.enums import AppointmentRole, Attribution
from tests.make import make_appointed, make_round_table
from tests.reports.test_attribution import KEY, composed, dialogue, merged
from tests.reports.test_attribution_copies import compiled
from tests.reports.test_building import own_folders, queue
from tests.reports.test_report_pages import make_report, url

__all__ = ["dialogue", "merged", "own_folders", "queue"]
pytestmark = pytest.mark.django_db

UNPUBLISHED = "HLD2013/0004"  # behind the finding, accepted and not published
UNNAMED = "Capstan Union"


@pytest.fixture
def public(merged, queue):
    """The summary report, compiled by its tasks and published, for each setting."""

    def publish(attribution):
        merged.attribution = attribution
        merged.save(update_fields=["attribution"])
        dora = make_appointed(AppointmentRole.DOCUMENTS_OFFICER, "dora")
        build = compiled(make_report(), dora, queue)
        Build.objects.filter(pk=build.pk).update(published_at=now())
        assert make_round_table(2).dialogue == merged
        return build

    return publish


def addresses(client):
    """Every public address of the report: its pages, and each file that they offer."""
    page = client.get(url("report_show", "summary")).content.decode()
    files = {
        part.partition('"')[0]
        for part in page.split('href="')[1:]
        if part.startswith("/hld-2013/reports/summary/")
    }
    return sorted({url("report_show", "summary"), url("report_page", "summary"), *files})


def content_of(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    raw = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if raw.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            raw = b"".join(packed.read(name) for name in packed.namelist())
    return raw.decode("utf-8", "replace")


@pytest.mark.parametrize("attribution", Attribution.values)
def test_no_public_address_tells_more_than_the_setting_allows(client, public, attribution):
    build = public(attribution)
    assert UNPUBLISHED in json.dumps(build.chain.passages)  # there is something to leak

    found = addresses(client)

    assert len(found) >= 7  # two pages and five formats
    for address in found:
        text = content_of(client, address)
        for secret in (KEY, ":1:1", UNPUBLISHED, UNNAMED):
            assert secret not in text, (address, secret)


def test_with_none_the_data_have_no_citations(client, public, dialogue):
    public(Attribution.NONE)

    (address,) = [each for each in addresses(client) if each.endswith("json")]

    tree = json.loads(content_of(client, address))
    assert "citations" not in json.dumps(tree)
    assert composed(dialogue).title == tree["title"]


def test_with_references_page_and_data_show_those_that_may_be_shown(client, public):
    public(Attribution.REFERENCE)

    page = content_of(client, url("report_page", "summary"))
    (address,) = [each for each in addresses(client) if each.endswith("json")]

    assert "HLD2013/0001, HLD2013/0002 and two other submissions." in page
    assert '"citations"' in content_of(client, address)
