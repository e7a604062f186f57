"""Roles × pages: who gets which answer where. `docs/roles.md` says the same in words."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils.timezone import now

from hld_portal.accounts.enums import MemberRole
from hld_portal.reports.models import Build, CheckRequest, ContributorsCheck, Report, Summary
from roundtables.enums import AppointmentRole
from submissions.enums import State
from tests.make import (
    make_appointed,
    make_dialogue,
    make_member,
    make_moderator,
    make_round_table,
    make_stakeholder,
    make_state,
    make_submission,
    make_user,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database]
DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "roles.md"

# The columns, in the order of the table.
PEOPLE = {
    "visitor": lambda: None,
    "reader": lambda: make_user("nobody"),
    "drafter": lambda: make_member(union(), "dora", MemberRole.DRAFTER),
    "focal point": lambda: make_member(union(), "fyodor"),
    "delegate": lambda: make_member(make_state("Ruritania"), "rita"),
    "moderator 2": lambda: make_moderator(make_round_table(2), "mona"),
    "moderator 1": lambda: make_moderator(make_round_table(1), "mark"),
    "rapporteur": lambda: make_appointed(AppointmentRole.RAPPORTEUR, "raoul", make_round_table(2)),
    "documents officer": lambda: make_appointed(AppointmentRole.DOCUMENTS_OFFICER, "dolores"),
    "secretariat": lambda: make_appointed(AppointmentRole.SECRETARIAT, "sam"),
}

# Page → method and address. Those of submissions are the union's, sent to round table 2.
PAGES = {
    "home of the dialogue": ("GET", "/hld-2013/"),
    "Declaration": ("GET", "/hld-2013/declaration/"),
    "list of submissions": ("GET", "/hld-2013/submissions/"),
    "a published submission": ("GET", "/hld-2013/submissions/{published}/"),
    "an unpublished submission": ("GET", "/hld-2013/submissions/{unpublished}/"),
    "coverage": ("GET", "/hld-2013/coverage/"),
    "reports": ("GET", "/hld-2013/reports/"),
    "my submissions": ("GET", "/mine/"),
    "page of the union’s own submission": ("GET", "/mine/{own}/"),
    "form for round table 2": ("GET", "/submit/hld-2013/2/"),
    "desk": ("GET", "/desk/"),
    "queue of round table 2": ("GET", "/desk/hld-2013/2/"),
    "review of the unpublished one": ("GET", "/desk/hld-2013/2/{unpublished}/"),
    "take it into review": ("POST", "/desk/hld-2013/2/{unpublished}/take_into_review/"),
    "note on it": ("POST", "/desk/hld-2013/2/{unpublished}/notes/"),
    "queue without a round table": ("GET", "/desk/hld-2013/unassigned/"),
    "calls": ("GET", "/desk/hld-2013/calls/"),
    "record a statement": ("GET", "/desk/hld-2013/record/"),
    "drafting": ("GET", "/desk/hld-2013/drafting/"),
    "summary of round table 2": ("GET", "/desk/hld-2013/2/drafting/"),
    "summary of round table 2, to be cleared": ("GET", "/desk/hld-2013/2/clearing/"),
    "send it to the co-chairs": ("POST", "/desk/hld-2013/2/drafting/send/"),
    "return it to the rapporteur": ("POST", "/desk/hld-2013/2/clearing/return/"),
    "the author’s own text": ("GET", "/desk/hld-2013/drafting/own-text/"),
    "start a build": ("POST", "/desk/hld-2013/builds/"),
    "document check": ("GET", "/desk/hld-2013/check/summary/"),
    "take the tick of a warning back": ("POST", "/desk/hld-2013/check/summary/untick/"),
    "contributors’ check": ("GET", "/desk/hld-2013/contributors-check/"),
    "open it": ("POST", "/desk/hld-2013/contributors-check/summary/open/"),
    "the union’s own page of it": ("GET", "/mine/check/{check}/"),
    "verify a document": ("GET", "/verify/"),
    "issuing": ("GET", "/desk/hld-2013/issuing/"),
}

# What an answer is called in words.
WORDS = {
    200: "yes",
    302: "yes",  # done, and led on
    422: "yes",  # may, but the empty post of this test lacks something
    403: "403",
    404: "404",
    "login": "sign in",
}


def union():
    return make_stakeholder()


def read_table() -> dict[str, dict[str, str]]:
    """Read the table of the document: page → role → answer."""
    lines = DOCUMENT.read_text(encoding="utf-8").splitlines()
    rows = [
        [cell.strip() for cell in line.strip().strip("|").split("|")]
        for line in lines
        if line.startswith("|") and not set(line) <= set("|-: ")
    ]
    head, *body = rows
    return {row[0]: dict(zip(head[1:], row[1:], strict=True)) for row in body}


TABLE = read_table()


@pytest.fixture
def slugs():
    make_dialogue()
    make_round_table(1)
    published = make_submission(union(), make_round_table(2), State.PUBLISHED)
    unpublished = make_submission(union(), make_round_table(2))
    for person in PEOPLE.values():
        person()
    Summary.objects.create(event=make_round_table(2))
    return {
        "published": published.slug,
        "unpublished": unpublished.slug,
        "own": unpublished.public_id,
        "check": open_check_of(published).public_id,
    }


def open_check_of(submission):
    """A contributors' check of the summary report, with the link of one submission."""
    dialogue = make_dialogue()
    report = Report.objects.create(dialogue=dialogue, kind="summary", slug="summary")
    build = Build.objects.create(report=report)
    check = ContributorsCheck.objects.create(
        report=report, build=build, closes_at=now() + timedelta(days=7)
    )
    passages = [{"anchor": "para-1", "number": 1, "text": "One.", "points": []}]
    return CheckRequest.objects.create(check_round=check, submission=submission, passages=passages)


def answer(client, method: str, address: str) -> str:
    response = client.generic(method, address)
    location = response.headers.get("Location", "")
    is_login = response.status_code == 302 and location.startswith("/accounts/login/")
    if is_login:
        assert f"next={address}" in location
    return WORDS["login" if is_login else response.status_code]


def test_the_document_has_a_row_for_every_page_and_a_column_for_every_role():
    assert list(TABLE) == list(PAGES)
    for page, row in TABLE.items():
        assert list(row) == list(PEOPLE), page
        assert set(row.values()) <= set(WORDS.values()), page


@pytest.mark.parametrize("role", PEOPLE)
@pytest.mark.parametrize("page", PAGES)
def test_roles_and_pages(client, slugs, role, page):
    method, address = PAGES[page]
    user = PEOPLE[role]()
    if user:
        client.force_login(user)

    assert answer(client, method, address.format(**slugs)) == TABLE[page][role]


def test_an_address_that_never_existed_reads_like_one_that_is_hidden(client, slugs):
    hidden = client.get(f"/hld-2013/submissions/{slugs['unpublished']}/")
    absent = client.get("/hld-2013/submissions/HLD2013-9999/")

    assert (hidden.status_code, absent.status_code) == (404, 404)
    assert main_of(hidden) == main_of(absent)


def main_of(response) -> str:
    """What the page says, without the addresses and tokens around it."""
    return response.content.decode().partition("<main")[2].partition("</main>")[0]
