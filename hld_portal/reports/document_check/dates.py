"""Dates and spans of years as United Nations documents write them: "3 October 2013"."""

from __future__ import annotations

import re

from hld_portal.reports.document_check.rules import Rule

MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"


def _is_in_brackets(found: re.Match[str]) -> bool:
    before = found.string[: found.start()]
    return before.count("(") > before.count(")")


def _month_first(found: re.Match[str]) -> str:
    return f"{int(found['day'])} {found['month']}" + (f" {found['year']}" if found["year"] else "")


DATE_RULES = (
    Rule(
        "date_order",
        re.compile(
            rf"\b(?P<month>{MONTHS})\s(?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?:,\s(?P<year>\d{{4}}))?\b(?![\d-])"
        ),
        _month_first,
    ),
    Rule(
        "date_ordinal",
        re.compile(rf"\b(?P<day>[0-3]?\d)(?:st|nd|rd|th)\s(?:of\s)?(?P<month>{MONTHS})\b"),
        lambda found: f"{int(found['day'])} {found['month']}",
    ),
    Rule(
        "date_short",
        re.compile(r"\b[0-3]?\d\s(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?"),
    ),
    Rule("date_figures", re.compile(r"\b[0-3]?\d/[01]?\d/(?:19|20)\d\d\b")),
    Rule(
        "date_span",
        re.compile(rf"\b(?P<first>[0-3]?\d)[-–](?P<last>[0-3]?\d)\s(?P<month>{MONTHS})\b"),
        lambda found: (
            f"{found['first']} to {found['last']} {found['month']}"
            if int(found["last"]) - int(found["first"]) > 1
            else f"{found['first']} and {found['last']} {found['month']}"
        ),
        # "(Stockholm, 14-16 May 2014)" is how a meeting is told in brackets.
        _is_in_brackets,
    ),
    Rule(
        "year_span",
        re.compile(r"\b(?P<first>(?:19|20)\d\d)\s?–\s?(?P<last>(?:(?:19|20)\d\d|\d\d)\b)"),
        lambda found: f"{found['first']}-{found['last']}",
    ),
    Rule("decade", re.compile(r"\b(?P<d>(?:19|20)\d0)[’']s\b"), lambda found: f"{found['d']}s"),
)
