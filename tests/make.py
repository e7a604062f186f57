"""The cast and the things every test needs, under fixed, readable names."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from typing import Any

from django.contrib.auth.hashers import make_password

from hld_portal.accounts.enums import Accreditation, MemberRole, StakeholderKind
from hld_portal.accounts.models import Membership, Stakeholder, User
from roundtables.enums import AppointmentRole, EventKind, InstrumentStatus, TextStatus
from roundtables.models import (
    Appointment,
    Call,
    Dialogue,
    Event,
    Instrument,
    Paragraph,
    ParagraphText,
    RoundTable,
)
from submissions.content import Content, PointContent
from submissions.enums import Consent, PointKind, State
from submissions.models import Submission
from submissions.services.deciding import (
    accept_submission,
    decline_submission,
    publish_submission,
    return_submission,
    take_into_review,
    withdraw_submission,
)
from submissions.services.submitting import submit_submission
from submissions.services.writing import save_draft, start_submission

PASSWORD = "four-arcs-almost-close-a-circle"
STATEMENT = "Our members work ships that carry nine flags through four ports."
SIX_LANGUAGES = ["ar", "zh", "en", "fr", "ru", "es"]


@cache
def password_hash() -> str:
    """Hash the one password once: hashing is slow by design."""
    return make_password(PASSWORD)


def make_user(name: str, **fields: Any) -> User:
    """Return the person of that name, made on first use: rita → rita@example.org."""
    email = f"{name}@example.org"
    user = User.objects.filter(email=email).first()
    if user is None:
        user = User.objects.create(
            email=email, password=password_hash(), name=name.capitalize(), **fields
        )
        from allauth.account.models import EmailAddress

        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def make_stakeholder(
    name: str = "Federation of Harbour Workers of Syldavia",
    kind: str = StakeholderKind.NGO,
    **fields: Any,
) -> Stakeholder:
    fields.setdefault("accreditation", Accreditation.CONSULTATIVE_STATUS)
    fields.setdefault("invented", True)
    return Stakeholder.objects.get_or_create(name=name, defaults={"kind": kind, **fields})[0]


def make_state(name: str = "Ruritania", **fields: Any) -> Stakeholder:
    return make_stakeholder(name, StakeholderKind.STATE, **fields)


def make_member(
    stakeholder: Stakeholder, name: str = "rita", role: str = MemberRole.FOCAL_POINT
) -> User:
    user = make_user(name)
    Membership.objects.get_or_create(user=user, stakeholder=stakeholder, defaults={"role": role})
    return user


def make_dialogue(slug: str = "hld-2013", **fields: Any) -> Dialogue:
    """Return the dialogue, made on first use with one declaration of paragraphs 9, 12, 13, 14."""
    dialogue = Dialogue.objects.filter(slug=slug).first()
    if dialogue:
        return dialogue
    dialogue = Dialogue.objects.create(
        slug=slug,
        **{
            "titles": {"en": "Dialogue on Harbours"},
            "short_title": "HLD 2013",
            "reference_prefix": slug.upper().replace("-", ""),
            "starts_on": date(2013, 10, 3),
            "ends_on": date(2013, 10, 4),
            "place": "New York",
            "zone": "America/New_York",
            "addressees": [
                {"key": "governments", "labels": {"en": "Governments"}},
                {"key": "employers", "labels": {"en": "employers and recruiters"}},
            ],
        }
        | fields,
    )
    declaration = Instrument.objects.create(
        dialogue=dialogue,
        slug="declaration",
        symbol="A/RES/68/4",
        titles={"en": "Declaration on Harbours"},
        short_titles={"en": "Declaration"},
        citation="resolution 68/4, annex",
        status=InstrumentStatus.ADOPTED,
        is_main=True,
    )
    for number in ("9", "12", "13", "14"):
        paragraph = Paragraph.objects.create(
            instrument=declaration, number=number, order=int(number)
        )
        ParagraphText.objects.create(
            paragraph=paragraph,
            language="en",
            status=TextStatus.OFFICIAL,
            text=f"Words of paragraph {number} on harbours and ships;",
        )
    return dialogue


def make_paragraph(number: str = "12", dialogue: Dialogue | None = None) -> Paragraph:
    dialogue = dialogue or make_dialogue()
    return Paragraph.objects.get(instrument__dialogue=dialogue, number=number)


def make_round_table(
    number: int = 2, dialogue: Dialogue | None = None, **call_fields: Any
) -> Event:
    """Return the event of a round table, made on first use with an open call."""
    dialogue = dialogue or make_dialogue()
    event, made = Event.objects.get_or_create(
        dialogue=dialogue,
        slug=str(number),
        defaults={
            "kind": EventKind.ROUND_TABLE,
            "titles": {"en": f"Round table {number}"},
            "order": number,
        },
    )
    if made:
        RoundTable.objects.create(
            event=event, number=number, themes={"en": f"Theme of round table {number}"}
        )
        defaults = {
            "languages": SIX_LANGUAGES,
            "word_limits": {"state": 40, "default": 20, "joint": 60},
            "points_most": 3,
            "point_words": 15,
        }
        Call.objects.create(event=event, **(defaults | call_fields))
    return event


def make_appointed(
    role: str = AppointmentRole.MODERATOR, name: str = "mona", event: Event | None = None
) -> User:
    """Return a person with a task: for one event, or for the whole dialogue if None."""
    user = make_user(name)
    dialogue = event.dialogue if event else make_dialogue()
    Appointment.objects.get_or_create(dialogue=dialogue, user=user, role=role, event=event)
    return user


def make_moderator(event: Event | None = None, name: str = "mona") -> User:
    return make_appointed(AppointmentRole.MODERATOR, name, event or make_round_table())


def make_content(**fields: Any) -> Content:
    defaults: dict[str, Any] = {
        "title": "Portability of pensions for seasonal crews",
        "statement": STATEMENT,
        "language": "en",
        "consent": Consent.NAMED,
        "points": [
            PointContent(
                kind=PointKind.RECOMMENDATION,
                text="recognize contribution records between ports",
                addressee="governments",
                paragraphs=["A/RES/68/4:12"],
            )
        ],
    }
    return Content(**(defaults | fields))


def make_draft(
    stakeholder: Stakeholder | None = None,
    event: Event | None = None,
    *,
    by: User | None = None,
    **content: Any,
) -> Submission:
    stakeholder = stakeholder or make_stakeholder()
    by = by or make_member(stakeholder, _member_name(stakeholder))
    submission = start_submission(event=event or make_round_table(), stakeholder=stakeholder, by=by)
    save_draft(submission=submission, content=make_content(**content), by=by)
    return submission


def make_submission(
    stakeholder: Stakeholder | None = None,
    event: Event | None = None,
    state: str = State.SUBMITTED,
    **content: Any,
) -> Submission:
    """Return a submission brought to a state through the real services.

    In review and beyond, Mona the moderator acts.
    """
    stakeholder = stakeholder or make_stakeholder()
    event = event or make_round_table()
    by = make_member(stakeholder, _member_name(stakeholder))
    submission = make_draft(stakeholder, event, by=by, **content)
    if state == State.DRAFT:
        return submission
    submit_submission(submission=submission, by=by)
    if state == State.SUBMITTED:
        return submission
    if state == State.WITHDRAWN:
        return withdraw_submission(submission=submission, by=by)
    return decide(submission, state)


def decide(submission: Submission, state: str) -> Submission:
    """Let Mona bring a submitted one to a state of the desk."""
    assert submission.event is not None
    mona = make_moderator(submission.event)
    take_into_review(submission=submission, by=mona)
    if state == State.PUBLISHED:
        publish_submission(submission=submission, by=mona)
    elif state == State.ACCEPTED:
        accept_submission(submission=submission, by=mona)
    elif state == State.RETURNED:
        return_submission(submission=submission, ground="format", message="Page 2 is cut.", by=mona)
    elif state == State.DECLINED:
        decline_submission(submission=submission, reason="It names a private person.", by=mona)
    return submission


def _member_name(stakeholder: Stakeholder) -> str:
    return "rita" if stakeholder.is_state else stakeholder.name.split()[0].lower() + "-focal"


def at(text: str) -> datetime:
    """Return a moment from ISO text, in UTC."""
    return datetime.fromisoformat(text + "+00:00")
