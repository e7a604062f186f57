from datetime import date, datetime

import pytest
from django.template.defaultfilters import floatformat
from django.utils import translation
from django.utils.formats import date_format

from hld_portal.site.templatetags.ui import day_span
from submissions.content import grouped
from tests.make import make_member, make_round_table, make_state

MOMENT = datetime(2013, 10, 3, 15, 4)  # noqa: DTZ001 -- a wall clock to be written down


@pytest.mark.parametrize(
    ("language", "day", "moment", "short"),
    [
        ("en", "3 October 2013", "3 October 2013, 15:04", "3 Oct 2013"),
        ("fr", "3 octobre 2013", "3 octobre 2013, 15:04", "3 oct 2013"),
        ("es", "3 de octubre de 2013", "3 de octubre de 2013, 15:04", "3 oct 2013"),
        ("ru", "3 октября 2013", "3 октября 2013, 15:04", "3 окт 2013"),
        ("ar", "3 أكتوبر 2013", "3 أكتوبر 2013، 15:04", "3 أكتوبر 2013"),
        ("zh-hans", "2013年10月3日", "2013年10月3日 15:04", "2013年10月3日"),
    ],
)
def test_each_language_writes_dates_in_its_own_way(language, day, moment, short):
    with translation.override(language):
        formats = ("DATE_FORMAT", "DATETIME_FORMAT", "SHORT_DATE_FORMAT")
        assert [date_format(MOMENT, name) for name in formats] == [day, moment, short]


@pytest.mark.parametrize(
    ("language", "same_month", "same_year"),
    [
        ("en", "3–4 October 2013", "30 June–2 July 2013"),
        ("es", "3–4 de octubre de 2013", "30 de junio–2 de julio de 2013"),
        ("ru", "3–4 октября 2013", "30 июня–2 июля 2013"),
        ("zh-hans", "2013年10月3日–2013年10月4日", "2013年6月30日–2013年7月2日"),
    ],
)
def test_each_language_writes_spans_of_days_in_its_own_way(language, same_month, same_year):
    with translation.override(language):
        assert day_span(date(2013, 10, 3), date(2013, 10, 4)) == same_month
        assert day_span(date(2013, 6, 30), date(2013, 7, 2)) == same_year


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", "12,345"),
        ("fr", "12\xa0345"),
        ("es", "12\xa0345"),
        ("ru", "12\xa0345"),
        ("ar", "12\xa0345"),
        ("zh-hans", "12\xa0345"),
    ],
)
def test_each_language_writes_thousands_in_its_own_way(language, written):
    with translation.override(language):
        assert grouped(12345) == written
        assert floatformat(12345, "0g") == written


@pytest.mark.django_db
@pytest.mark.parametrize(("prefix", "example"), [("", "1,000"), ("/ar", "1\xa0000")])
def test_the_script_of_the_form_is_shown_how_the_server_writes_figures(client, prefix, example):
    event = make_round_table(2)
    client.force_login(make_member(make_state()))

    page = client.get(f"{prefix}/submit/{event.dialogue.slug}/{event.slug}/").content.decode()

    assert f'data-thousand="{example}"' in page
