from datetime import UTC, date, datetime, timedelta
from unittest import mock

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.translation import override

from hld_portal.accounts.enums import Group
from hld_portal.site.templatetags import ui
from hld_portal.site.wheel import wheel_arcs


def render(text, **context):
    return Template("{% load ui %}" + text).render(Context(context))


def test_one_square_for_each_submission_in_the_order_of_groups():
    squares, per = ui.squares_of({Group.OTHERS: 1, Group.STATES: 2, Group.CIVIL_SOCIETY: 1})

    assert (squares, per) == (["m", "m", "c", "o"], 1)


@pytest.mark.parametrize(
    ("counts", "number", "per"),
    [
        ({"states": 40}, 40, 1),
        ({"states": 41}, 21, 2),
        ({"states": 71, "civil_society": 38, "un_system": 11, "others": 8}, 28, 5),
        ({"states": 4000}, 40, 100),
        ({"states": 193, "others": 1}, 40, 5),
        ({}, 0, 1),
        ({"states": None}, 0, 1),
    ],
)
def test_many_squares_stand_for_more_and_no_group_falls_out(counts, number, per):
    squares, each = ui.squares_of(counts)

    assert (len(squares), each) == (number, per)
    assert {ui.FILLS[group] for group in Group if counts.get(group)} == set(squares)


def test_strip_says_in_words_what_it_draws():
    text = render("{% strip counts %}", counts={"states": 14, "un_system": 1, "others": 2})

    assert 'aria-label="14 Member States, 1 United Nations system, 2 others"' in text
    assert text.count("<i ") == 17


def test_strip_of_nothing_draws_nothing():
    assert render("{% strip counts %}", counts={}).strip() == ""
    assert ui.group_words({}) == "none"


def test_wheel_gives_the_largest_group_the_whole_arc():
    arcs = wheel_arcs([(1, {"states": 4}), (2, {"states": 1, "others": 2})])

    assert [arc.number for arc in arcs] == [1, 2]
    assert [share for _path, share in arcs[0].groups] == [100, 0, 0, 0]
    assert [share for _path, share in arcs[1].groups] == [25, 0, 0, 50]


def test_wheel_has_points_in_its_numbers_in_every_language():
    with override("fr"):
        text = render("{% wheel tables 3 %}", tables=[(1, {"states": 3}), (2, {})])

    assert 'x="120.0" y="14.0"' in text


def request_to(path):
    return RequestFactory().get(path)


def test_current_page_is_marked_and_so_is_what_it_is_part_of():
    here = {"request": request_to("/hld-2013/reports/1/")}

    assert ui.aria_current(here, "/hld-2013/reports/1/") == ' aria-current="page"'
    assert ui.aria_current(here, "/hld-2013/reports/") == ' aria-current="true"'
    assert ui.aria_current(here, "/hld-2013/", exact=True) == ""
    assert ui.aria_current(here, "/mine/") == ""


def test_language_links_keep_the_page_and_the_query():
    links = ui.language_links({"request": request_to("/help/?from=home")})

    assert [link["code"] for link in links] == ["ar", "zh-hans", "en", "fr", "ru", "es"]
    assert [link["url"] for link in links if link["code"] in ("en", "fr")] == [
        "/help/?from=home",
        "/fr/help/?from=home",
    ]
    assert [link["code"] for link in links if link["current"]] == ["en"]
    assert [link["code"] for link in links if link["dir"] == "rtl"] == ["ar"]


def rows_for(zone, reader="UTC"):
    request = request_to("/")
    request.user = mock.Mock(time_zone=reader)
    moment = datetime(2013, 9, 6, 22, tzinfo=UTC)
    rows = ui.time_in_zone({"request": request}, moment, zone)["rows"]
    return [(place, f"{there:%a %H:%M}") for place, there in rows]


def test_a_moment_stands_in_the_calls_zone_in_utc_and_in_the_readers():
    assert rows_for("America/New_York", "Europe/Zurich") == [
        ("New York", "Fri 18:00"),
        ("UTC", "Fri 22:00"),
        ("Zurich (you)", "Sat 00:00"),
    ]
    assert rows_for("America/New_York", "America/New_York") == [
        ("New York", "Fri 18:00"),
        ("UTC", "Fri 22:00"),
    ]
    assert rows_for("UTC") == [("UTC", "Fri 22:00")]


def test_times_are_printed_in_their_own_zone():
    moment = datetime(2013, 9, 6, 22, tzinfo=UTC)

    text = render('{% time_in_zone moment "America/New_York" %}', moment=moment)

    assert "Fri 6 Sep 2013, 18:00" in text
    assert "Fri 6 Sep 2013, 22:00" in text


@pytest.mark.parametrize(
    ("left", "said"),
    [
        (timedelta(days=6, hours=3), "6 days"),
        (timedelta(days=1, hours=20), "44 hours"),
        (timedelta(minutes=119), "119 minutes"),
        (timedelta(seconds=20), "1 minute"),
        (timedelta(seconds=-1), ""),
    ],
)
def test_time_left_is_rounded_down(left, said):
    moment = datetime(2013, 9, 6, 22, tzinfo=UTC)
    with mock.patch.object(ui, "now", return_value=moment - left):
        assert ui.time_left(moment) == said


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2013, 10, 3), date(2013, 10, 4), "3–4 October 2013"),
        (date(2013, 6, 30), date(2013, 7, 2), "30 June–2 July 2013"),
        (date(2013, 12, 31), date(2014, 1, 1), "31 December 2013–1 January 2014"),
        (date(2013, 6, 25), date(2013, 6, 25), "25 June 2013"),
        (date(2013, 6, 25), None, "25 June 2013"),
    ],
)
def test_days_are_said_as_an_institution_says_them(first, last, said):
    assert ui.day_span(first, last) == said


def test_attribute_is_escaped_and_left_out_when_empty():
    assert ui.attr_if('a"b', "lang") == ' lang="a&quot;b"'
    assert ui.attr_if("", "lang") == ""
