from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.faults.looking import rows
from tests.visitor import Visitor

CROWD = 16  # people at once; eight threads serve them


@pytest.fixture(scope="module")
def delegate(portal_site):
    return Visitor(portal_site.url).sign_in(portal_site.accounts()["delegate"])


def at_once(calls):
    with ThreadPoolExecutor(len(calls)) as pool:
        return [done.result() for done in [pool.submit(call) for call in calls]]


def form(page, title):
    """Return the fields of the form as it was shown, filled in."""
    shown = page.tree().get_element_by_id("compose").fields
    kept = {name: shown[name] for name in ("draft", "revision", "stakeholder", "dialogue")}
    return kept | {
        "title": title,
        "statement": f"{title}, says Ruritania.",
        "language": "en",
        "consent": "named",
        "submit": "1",
    }


def count(site, title):
    query = "SELECT count(*) FROM submissions_version WHERE title = ?"
    return rows(site, query, title)[0][0]


def test_many_clicks_on_submit_make_one_submission(portal_site, delegate):
    address = "/submit/hld-2013/4/"
    fields = form(delegate.get(address), "Pressed again and again")

    answers = at_once([lambda: delegate.post(address, **fields)] * 8)

    assert {answer.status for answer in answers} == {302}, [a.faults for a in answers if a.body]
    assert len({answer.location for answer in answers}) == 1
    assert answers[0].location.endswith("/receipt/")
    assert count(portal_site, "Pressed again and again") == 1


def test_a_crowd_is_served_without_a_locked_database(portal_site, delegate):
    crowd = [Visitor(portal_site.url).sign_in(account) for account in correspondents(portal_site)]
    title = "Said in the crowd"
    fields = {"title": title, "language": "en", "consent": "named", "submit": "1"}

    answers = at_once(
        [
            lambda one=one, n=n: one.post("/submit/hld-2013/1/", statement=f"Heard {n}.", **fields)
            for n, one in enumerate(crowd)
        ]
        + [lambda: delegate.get("/hld-2013/submissions/")] * CROWD
    )

    assert [answer.status for answer in answers] == [302] * CROWD + [200] * CROWD
    assert count(portal_site, title) == CROWD
    references = rows(
        portal_site, "SELECT reference FROM submissions_submission WHERE reference IS NOT NULL"
    )
    assert len(references) == len(set(references)) > CROWD
    assert portal_site.manage("verify_log").stdout.startswith("ok ")


def correspondents(site):
    """Return people of the sample who write for different stakeholders."""
    password = site.accounts()["delegate"]["password"]
    emails = rows(
        site,
        "SELECT person.email FROM accounts_membership member"
        " JOIN accounts_user person ON person.id = member.user_id"
        " WHERE member.role IN ('head', 'focal_point')"
        " GROUP BY member.stakeholder_id HAVING count(*) = 1"
        " ORDER BY person.email LIMIT ?",
        CROWD,
    )
    return [{"email": email, "password": password} for (email,) in emails]


def test_many_clicks_on_compile_show_one_build(portal_site):
    rapporteur = Visitor(portal_site.url).sign_in(portal_site.accounts()["rapporteur"])

    answers = at_once(
        [lambda: rapporteur.post("/desk/hld-2013/builds/", kind="round-table", event="2")] * 8
    )

    assert {answer.status for answer in answers} == {302}
    assert len({answer.location for answer in answers}) == 1
