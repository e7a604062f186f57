import contextlib
import time

import pytest

from tests.services import until
from tests.visitor import Visitor

ADDRESS = "/submit/hld-2013/2/"
# Thirty times what it takes without a fault; a naive portal would hang for half a minute.
AT_ONCE = 5.0
# Longer than the worker and the beat wait for an answer, so that both have noticed.
AWAY = 7.0  # seconds
FOLLOWERS = 3  # head, focal point and drafter are told
BACK = 60  # seconds from the return of Redis to the mail


@contextlib.contextmanager
def stopped(redis):
    redis.stop()
    try:
        yield
    finally:
        redis.start()


@contextlib.contextmanager
def hung(redis):
    redis.hang()
    try:
        yield
    finally:
        redis.resume()


@pytest.fixture(scope="module")
def focal_point(portal_site):
    return Visitor(portal_site.url).sign_in(portal_site.accounts()["focal point"])


def submit(visitor, title):
    visitor.get(ADDRESS)
    return visitor.post(
        ADDRESS,
        title=title,
        statement="Harbour workers ask that recruitment fees be paid by employers.",
        language="en",
        consent="named",
        submit="1",
        **{
            "points-TOTAL_FORMS": "1",
            "points-INITIAL_FORMS": "0",
            "points-0-kind": "recommendation",
            "points-0-addressee": "employers",
            "points-0-text": "pay the fees of recruitment themselves",
            "points-0-paragraphs": "A/RES/68/4:14",
        },
    )


def receipt_of(visitor, answer):
    assert answer.status == 302, answer.faults
    page = visitor.get(answer.location)
    assert page.status == 200
    receipt = page.tree().xpath("//*[@data-reference]")[0]
    return {name: receipt.get(f"data-{name}") for name in ("reference", "code", "sha256")}


def receipts_in_mail(site, reference, to=""):
    return [
        mail
        for mail in site.mails()
        if f"Subject: Received: {reference}\n" in mail and f"To: {to}" in mail
    ]


@pytest.mark.parametrize("fault", [stopped, hung])
def test_submission_is_taken_at_once_and_its_receipt_follows(portal_site, focal_point, fault):
    usual = submit(focal_point, "Fees, with Redis")
    reference = receipt_of(focal_point, usual)["reference"]
    until(
        lambda: len(receipts_in_mail(portal_site, reference)) == FOLLOWERS,
        seconds=30,
        what="receipts in the mail",
    )

    with fault(portal_site.redis):
        answer = submit(focal_point, f"Fees, with Redis {fault.__name__}")
        receipt = receipt_of(focal_point, answer)
        assert answer.seconds < AT_ONCE
        print(f"{fault.__name__}: {answer.seconds:.2f} s, usually {usual.seconds:.2f} s")
        assert receipt["reference"] != reference
        assert len(receipt["sha256"]) == 64
        time.sleep(AWAY)
        assert receipts_in_mail(portal_site, receipt["reference"]) == []

    def sent():
        return receipts_in_mail(portal_site, receipt["reference"])

    since = time.monotonic()
    until(lambda: len(sent()) == FOLLOWERS, seconds=BACK, what="the receipts in the mail")
    print(f"mail {time.monotonic() - since:.1f} s after Redis came back")
    # What was queued twice meanwhile would go out by now: another receipt overtakes it.
    last = receipt_of(focal_point, submit(focal_point, "Fees, after Redis"))["reference"]
    until(
        lambda: len(receipts_in_mail(portal_site, last)) == FOLLOWERS, seconds=30, what="the next"
    )
    assert len(sent()) == FOLLOWERS
    assert len(receipts_in_mail(portal_site, receipt["reference"], "fyodor@harbour.example")) == 1
    assert all(receipt["code"] in mail and receipt["sha256"] in mail for mail in sent())


def test_every_page_opens_while_redis_hangs(portal_site, focal_point):
    with hung(portal_site.redis):
        for path in ("/", "/hld-2013/", "/hld-2013/submissions/", "/hld-2013/reports/", "/mine/"):
            answer = focal_point.get(path)
            assert answer.status == 200, path
            assert answer.seconds < AT_ONCE
