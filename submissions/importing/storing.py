"""Store the rows of an import, all or none, and publish them where a rehearsal asks for it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from hld_portal.accounts.enums import StakeholderKind
from hld_portal.accounts.models import Stakeholder, User
from hld_portal.record.services import log_move
from hld_portal.text.points import propose_points
from roundtables.enums import AppointmentRole
from roundtables.models import Appointment, Dialogue, Event
from roundtables.states import State as StateOfTheList
from submissions.content import Content, PointContent
from submissions.enums import Channel, Consent, PointKind, PointOrigin, State
from submissions.importing.rows import Row
from submissions.importing.suggesting import DialogueSuggester
from submissions.models import PointVersion, Submission, Version
from submissions.services.deciding import accept_submission, publish_submission, take_into_review
from submissions.services.linking import confirm_event, confirm_link
from submissions.services.submitting import record_version

# Two people of the portal's own, who can never sign in: nobody curates what they filed.
IMPORTER = ("import@portal.invalid", "Import")
REHEARSER = ("rehearsal@portal.invalid", "Rehearsal")


@dataclass
class Imported:
    """What an import did: new submissions, and how many rows were there already."""

    submissions: list[Submission]
    repeated: int


def store_rows(
    dialogue: Dialogue, rows: Iterable[Row], *, source: str, publish: bool = False
) -> Imported:
    """Take rows in as submitted, with suggestions to confirm, in one transaction.

    A row whose stakeholder has sent the same text before is passed over.

    Args:
        source: name of the file, kept on each submission.
        publish: take them through review with the best suggestions confirmed, as the
            rehearsal's own moderator; for local use only, the caller sees to it.
    """
    suggester = DialogueSuggester(dialogue)
    importer = _portal_user(*IMPORTER)
    submissions, repeated = [], 0
    with transaction.atomic():
        known = _known_texts(dialogue)
        for row in rows:
            stakeholder = row.stakeholder or _stakeholder_of(row.state)
            fingerprint = (stakeholder.pk, _fingerprint(row.text))
            if fingerprint in known:
                repeated += 1
                continue
            known.add(fingerprint)
            submission = _store(dialogue, stakeholder, row, importer, source, suggester)
            submissions.append(submission)
        if publish:
            _rehearse(dialogue, submissions)
    return Imported(submissions, repeated)


def _store(
    dialogue: Dialogue,
    stakeholder: Stakeholder,
    row: Row,
    importer: User,
    source: str,
    suggester: DialogueSuggester,
) -> Submission:
    submission = Submission.objects.create(
        dialogue=dialogue,
        event=row.event,
        stakeholder=stakeholder,
        channel=Channel.MAIL,
        created_by=importer,
        source_name=f"{source}, row {row.number}"[:200],
    )
    log_move(submission, verb="import", by=importer, to_state=State.DRAFT, row=row.number)
    version = record_version(submission=submission, content=_content(row), call=None, by=importer)
    if row.event is None:
        suggester.suggest_events(submission, row.text, row.language)
    if not row.paragraphs:
        for point in version.points.all():
            suggester.suggest_links(point, row.language)
    return submission


def _content(row: Row) -> Content:
    points = [
        PointContent(
            kind=PointKind(proposed.kind),
            text=proposed.text,
            addressee=proposed.addressee or "",
            paragraphs=row.paragraphs,
            origin=PointOrigin.PROPOSED,
        )
        for proposed in propose_points(row.text, row.language)
    ]
    return Content(
        title=row.title,
        statement=row.text,
        language=row.language,
        consent=row.consent,
        points=points,
    )


def _rehearse(dialogue: Dialogue, submissions: list[Submission]) -> None:
    """Confirm the best suggestions and decide, each step in the log under its own name."""
    moderator = _portal_user(*REHEARSER)
    Appointment.objects.get_or_create(
        dialogue=dialogue, user=moderator, role=AppointmentRole.MODERATOR, event=None
    )
    for submission in submissions:
        if submission.event is None:
            event = _best_event(submission)
            confirm_event(submission=submission, event=event, by=moderator)
        points = PointVersion.objects.filter(version=submission.newest_version)
        for point in points.prefetch_related("links"):
            links = list(point.links.all())
            if links and not any(link.is_confirmed for link in links):
                best = max(links, key=lambda link: link.score or 0)
                confirm_link(link=best, by=moderator)
            # A candidate that was not chosen waits for nobody any more.
            point.links.filter(confirmed_at=None).delete()
        take_into_review(submission=submission, by=moderator)
        if submission.consent == Consent.NOT_PUBLISHED:
            accept_submission(submission=submission, by=moderator)
        else:
            publish_submission(submission=submission, by=moderator)


def _best_event(submission: Submission) -> Event:
    """The best suggestion; a text that fits nowhere goes to the first round table."""
    best = submission.event_suggestions.order_by("-score").first()
    if best:
        return best.event
    return submission.dialogue.events.filter(round_table__isnull=False).earliest("order")


def _stakeholder_of(state: StateOfTheList | None) -> Stakeholder:
    if state is None:
        raise ValueError("a row without fault has a stakeholder or a State")
    kind = StakeholderKind.STATE if state.is_member else StakeholderKind.OBSERVER
    return Stakeholder.objects.get_or_create(
        iso3=state.iso3,
        defaults={"name": state.name, "kind": kind, "region": state.regional_group},
    )[0]


def _portal_user(email: str, name: str) -> User:
    user = User.objects.filter(email=email).first()
    return user or User.objects.create_user(email, None, name=name, is_active=False)


def _known_texts(dialogue: Dialogue) -> set[tuple[int, str]]:
    versions = Version.objects.filter(submission__dialogue=dialogue)
    rows = versions.values_list("submission__stakeholder", "statement")
    return {(stakeholder, _fingerprint(text)) for stakeholder, text in rows.iterator()}


def _fingerprint(text: str) -> str:
    return hashlib.sha256(text.strip().encode()).hexdigest()
