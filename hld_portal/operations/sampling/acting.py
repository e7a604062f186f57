"""One submission of the sample and what is done with it, step by step, by the right people."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any, NamedTuple

from hld_portal.accounts.models import Stakeholder, User
from hld_portal.operations.sampling.reading import Row
from roundtables.models import Event
from submissions.content import Content, PointContent
from submissions.enums import Channel, ReturnGround, State
from submissions.models import Submission
from submissions.services.deciding import (
    accept_submission,
    decline_submission,
    publish_submission,
    return_submission,
    take_into_review,
    withdraw_submission,
)
from submissions.services.receiving import receive_submission
from submissions.services.submitting import submit_submission
from submissions.services.writing import save_draft, start_submission

WRITTEN_BEFORE = timedelta(hours=49)
REVIEWED_AFTER = timedelta(hours=22)
DECIDED_AFTER = timedelta(hours=70)
SOURCE = "sample: "
DRAFT_WRITTEN_AT = "2013-09-20T15:10:00Z"


class Step(NamedTuple):
    """Something that somebody does at a moment."""

    at: datetime
    act: Callable[[], Any]


@dataclass
class Stage:
    """All whom and what the sample's submissions need."""

    stakeholders: dict[str, Stakeholder]
    people: dict[str, User]
    events: dict[int, Event]

    def moderator(self, number: int) -> User:
        return self.people[f"moderator{number}@hld.example"]

    def addressee(self, name: str) -> str:
        """Return the key of an addressee that the files name in words."""
        addressees = next(iter(self.events.values())).dialogue.addressees
        return next(entry["key"] for entry in addressees if entry["labels"]["en"] == name)


class SampleSubmission:
    """A row of the files on its way through the states."""

    def __init__(self, row: Row, stage: Stage) -> None:
        self.row = row
        self.stage = stage
        self.by = stage.people[row["by"]]
        self.event = stage.events[row["round_table"]]
        self.stakeholder = stage.stakeholders[row["stakeholder"]]
        self.moderator = stage.moderator(row["round_table"])
        self.submission: Submission | None = None

    def steps(self) -> Iterator[Step]:
        """Yield what is done with it, oldest first."""
        texts = [*self.row.get("versions", []), self.row]
        for number, text in enumerate(texts):
            is_last = number == len(texts) - 1
            sent_at = moment(text["submitted_at"] or DRAFT_WRITTEN_AT)
            yield from self._sending(text, sent_at)
            if is_last:
                yield from self._deciding(sent_at)
            else:
                yield Step(sent_at + REVIEWED_AFTER, self._review)
                yield Step(sent_at + DECIDED_AFTER, partial(self._return, text["reason"]))

    def _sending(self, text: Row, sent_at: datetime) -> Iterator[Step]:
        if self.row["channel"] != Channel.PORTAL:
            yield Step(sent_at, self._receive)
            return
        yield Step(sent_at - WRITTEN_BEFORE, partial(self._write, text))
        if self.row["state"] != State.DRAFT:
            yield Step(sent_at, self._submit)

    def _deciding(self, sent_at: datetime) -> Iterator[Step]:
        state = self.row["state"]
        if state == State.WITHDRAWN:
            yield Step(sent_at + DECIDED_AFTER, self._withdraw)
        if state in (State.DRAFT, State.SUBMITTED, State.WITHDRAWN):
            return
        yield Step(sent_at + REVIEWED_AFTER, self._review)
        if state != State.IN_REVIEW:
            yield Step(sent_at + DECIDED_AFTER, self._decide)

    def _write(self, text: Row) -> None:
        if self.submission is None:
            self.submission = start_submission(
                event=self.event, stakeholder=self.stakeholder, by=self.by
            )
            self._mark()
        save_draft(submission=self.submission, content=self._content(text), by=self.by)

    def _receive(self) -> None:
        self.submission = receive_submission(
            event=self.event,
            stakeholder=self.stakeholder,
            channel=self.row["channel"],
            content=self._content(self.row),
            by=self.by,
            confidential=self.row.get("confidential", False),
        )
        self._mark()

    def _mark(self) -> None:
        submission = self._known()
        submission.source_name = SOURCE + self.row["key"]
        submission.save(update_fields=["source_name"])

    def _submit(self) -> None:
        submit_submission(submission=self._known(), by=self.by)

    def _review(self) -> None:
        take_into_review(submission=self._known(), by=self.moderator)

    def _return(self, message: str) -> None:
        return_submission(
            submission=self._known(),
            ground=ReturnGround.CONTENT,
            message=message,
            by=self.moderator,
        )

    def _withdraw(self) -> None:
        withdraw_submission(submission=self._known(), by=self.by)

    def _decide(self) -> None:
        submission = self._known()
        match self.row["state"]:
            case State.PUBLISHED:
                publish_submission(submission=submission, by=self.moderator)
            case State.ACCEPTED:
                accept_submission(submission=submission, by=self.moderator)
            case State.RETURNED:
                self._return(self.row["reason"])
            case State.DECLINED:
                decline_submission(
                    submission=submission, reason=self.row["reason"], by=self.moderator
                )

    def _content(self, text: Row) -> Content:
        spoken_for = self.row.get("on_behalf_of", [])
        return Content(
            title=text["title"],
            statement=text["statement"],
            language=self.row["language"],
            consent=self.row["consent"],
            points=[self._point(point) for point in self.row["points"]],
            on_behalf_of=[self.stage.stakeholders[name].pk for name in spoken_for],
        )

    def _point(self, point: Row) -> PointContent:
        addressee = point.get("addressee")
        return PointContent(
            kind=point["kind"],
            text=point["text"],
            addressee=self.stage.addressee(addressee) if addressee else "",
            concern=point.get("concern", False),
            paragraphs=point["paragraphs"],
        )

    def _known(self) -> Submission:
        assert self.submission is not None
        return self.submission


def moment(text: str) -> datetime:
    """Return a moment of the files, which are in UTC."""
    return datetime.fromisoformat(text)
