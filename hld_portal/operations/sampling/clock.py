"""Let the portal's clock stand at a moment, so that the sample has the dates of 2013."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, tzinfo

from django.utils import timezone


@contextmanager
def clock_at(moment: datetime) -> Iterator[None]:
    """Let `django.utils.timezone.now` answer `moment` in this process.

    Services take the time from there and rightly have no argument for it: nobody may
    choose the date of a log entry. Loading a sample is the one exception, and the log
    cannot be dated afterwards. All names that were imported for `now` are one function,
    so what is replaced is the class that it asks. Never inside a serving process.
    """

    class StoppedClock(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return moment.astimezone(tz)

    running = timezone.__dict__["datetime"]
    timezone.__dict__["datetime"] = StoppedClock
    try:
        yield
    finally:
        timezone.__dict__["datetime"] = running
