import pytest

from hld_portal.reports.content_json import from_json
from hld_portal.reports.renderers import UnknownFormat, render
from tests.golden.trees import make_report, make_small


def test_the_suffix_chooses_the_format():
    assert from_json(render(make_report(), ".json").content.decode()) == make_report()
    assert render(make_small(), ".HTML").content.startswith(b"<!doctype html>")
    done = render(make_small(), ".pdf")
    assert (done.content[:5], done.pages) == (b"%PDF-", 1)


def test_an_unknown_suffix_names_the_known_ones():
    with pytest.raises(UnknownFormat) as caught:
        render(make_small(), ".odt")
    assert str(caught.value) == ".odt is not a known format; known are .pdf, .xml, .html, .json"
