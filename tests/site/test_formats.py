from datetime import datetime

import pytest
from django.utils import translation
from django.utils.formats import date_format

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
