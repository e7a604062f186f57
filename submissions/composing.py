"""What stands behind the writing pages: for whom, to what, which draft, what to show."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from dataclasses import dataclass, field

from django.conf import settings
from django.db import IntegrityError, transaction
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from hld_portal.accounts.enums import MemberRole
from hld_portal.accounts.models import Membership, Stakeholder
from hld_portal.refusals import Refused
from roundtables.models import Call, Event
from submissions.content import Content
from submissions.enums import State
from submissions.forms import read_content
from submissions.models import Draft, Submission, new_public_id
from submissions.picking import read_speakers
from submissions.requests import PersonRequest
from submissions.services.submitting import content_hash
from submissions.services.writing import default_consent, save_draft, start_submission

KEY = re.compile(r"[A-Za-z0-9_-]{16}")
ENDED = (State.WITHDRAWN, State.DECLINED)
FILES = (MemberRole.HEAD, MemberRole.FOCAL_POINT)
OPEN_SUBMISSION = (
    "dialogue",
    "event__dialogue",
    "event__call",
    "event__round_table",
    "stakeholder",
    "draft",
)


@dataclass
class Composition:
    """One text being written by one person for one stakeholder to one event."""

    event: Event
    stakeholder: Stakeholder
    role: str
    submission: Submission | None = None
    key: str = ""  # the id that the submission has or will have
    content: Content = field(default_factory=Content)

    @property
    def call(self) -> Call:
        return self.event.call

    @property
    def draft(self) -> Draft | None:
        return getattr(self.submission, "draft", None) if self.submission else None

    @property
    def may_submit(self) -> bool:
        return self.role in FILES


def find_event(dialogue_slug: str, event_slug: str) -> Event:
    """Return an event that has a call, with its dialogue; 404 for any other. Queries: 1"""
    event = get_object_or_404(
        Event.objects.select_related("dialogue", "call", "round_table"),
        dialogue__slug=dialogue_slug,
        slug=event_slug,
        call__isnull=False,
    )
    event.call.event = event
    return event


def find_own(request: PersonRequest, public_id: str) -> Submission:
    """Return a submission of one of the person's stakeholders; 404 for any other. Queries: 2"""
    mine = [membership.stakeholder_id for membership in request.memberships]
    submission = get_object_or_404(
        Submission.objects.filter(stakeholder__in=mine).select_related(
            *OPEN_SUBMISSION, "newest_version"
        ),
        public_id=public_id,
    )
    if submission.event and hasattr(submission.event, "call"):
        submission.event.call.event = submission.event
    return submission


def find_open_draft(event: Event, stakeholder: Stakeholder, key: str = "") -> Submission | None:
    """Return the open draft with this id, else the one touched last, None if none. Queries: 1"""
    drafts = list(
        Submission.objects.filter(
            event=event, stakeholder=stakeholder, draft__isnull=False, frozen_at=None
        )
        .exclude(state__in=ENDED)
        .select_related("draft", "newest_version")
        .order_by("-draft__updated_at")
    )
    return next((draft for draft in drafts if draft.public_id == key), next(iter(drafts), None))


def find_sent(composition: Composition) -> list[Submission]:
    """Return what the stakeholder sent to this event already, where something new is begun.

    Nothing for a new version of a submission: it is no second one. Queries: 1
    """
    if composition.submission is not None and composition.submission.reference:
        return []
    return list(
        Submission.objects.filter(
            event=composition.event,
            stakeholder=composition.stakeholder,
            newest_version__isnull=False,
        )
        .exclude(state__in=ENDED)
        .select_related("newest_version")
        .order_by("pk")
    )


def choose_membership(request: PersonRequest, value: str) -> Membership:
    """Return the membership that a form or address names, by default the one acted for.

    Args:
        value: id or name of a stakeholder.

    Raises:
        Refused: `not_allowed` (403) for a stakeholder the person does not write for.
    """
    memberships = list(request.memberships)
    value = value.strip()
    if not value:
        return next(m for m in memberships if m.stakeholder == request.acting_for)
    for membership in memberships:
        if value in (str(membership.stakeholder_id), membership.stakeholder.name):
            return membership
    raise Refused("not_allowed", _("You do not write for this stakeholder."))


def open_composition(
    event: Event, membership: Membership, submission: Submission | None = None, *, key: str = ""
) -> Composition:
    """Return what to write on: the given submission, else the open draft, else a blank one.

    Args:
        key: id of the draft to prefer where there are several.
    """
    stakeholder = membership.stakeholder
    if submission is None:
        submission = find_open_draft(event, stakeholder, key)
    composition = Composition(event, stakeholder, membership.role, submission)
    if submission is not None:
        submission.event, submission.stakeholder = event, stakeholder
        submission.dialogue = event.dialogue
        composition.key = submission.public_id
        if composition.draft:
            composition.content = Content.of_draft(composition.draft)
    else:
        composition.key = new_public_id()
        composition.content = Content(consent=default_consent(stakeholder))
    return composition


def read_post(request: PersonRequest, composition: Composition) -> Content:
    """Return the content of the post, the States spoken for resolved. Queries: 0 to 1"""
    content = read_content(request.POST, without=request.POST.get("remove_point", ""))
    values = request.POST.getlist("on_behalf_of")
    if values:
        content.on_behalf_of = read_speakers(composition.stakeholder, values)
    return content


def keep_content(composition: Composition, content: Content, request: PersonRequest) -> None:
    """Store what was typed: in the draft it came from, else in a new one.

    The form says which draft it shows (`draft`, `revision`); a post without these fields
    overwrites. The id of a new draft was given to the form, so two clicks make one.

    Raises:
        Refused: `moved_on` (409) when the draft is not the one that the form showed, or
            was sent in the meantime.
    """
    shown = request.POST.get("draft")
    if composition.submission is None:
        composition.submission = _begin(composition, content, request, shown)
        composition.key = composition.submission.public_id
    draft = composition.draft
    if draft is None:
        raise Refused("moved_on", _("This submission was sent already."))
    if Content.of_draft(draft) == content:
        return
    revision = None
    if shown is not None:
        revision = _revision_shown(composition, draft, request)
    try:
        save_draft(
            submission=composition.submission, content=content, by=request.user, revision=revision
        )
    except Refused:
        # The other of two clicks was faster by a blink: the same words are no conflict.
        stored = Draft.objects.filter(submission=composition.submission).first()
        if stored is None or Content.of_draft(stored) != content:
            raise
        composition.submission.draft = stored


def _revision_shown(composition: Composition, draft: Draft, request: PersonRequest) -> int:
    """Return the revision that the form showed; refuse a form of another draft."""
    revision = request.POST.get("revision", "")
    if request.POST.get("draft") == composition.key:
        if revision.isascii() and revision.isdigit():
            return int(revision)
        # The answer to this form's first save got lost on the way; nobody else saved since.
        if not revision and draft.revision == 0 and draft.updated_by_id == request.user.pk:
            return 0
    raise Refused("moved_on", _("Somebody else saved this draft in the meantime."))


def _begin(
    composition: Composition, content: Content, request: PersonRequest, shown: str | None
) -> Submission:
    key = shown if shown and KEY.fullmatch(shown) else _key_of_text(composition, content)
    if Submission.objects.filter(public_id=key).exists():
        return _found(composition, key) or _start(composition, content, request, new_public_id())
    try:
        with transaction.atomic():
            return _start(composition, content, request, key)
    except IntegrityError:
        # The other of two clicks was faster by a blink: go on with what it began.
        return _found(composition, key) or _start(composition, content, request, new_public_id())


def _start(
    composition: Composition, content: Content, request: PersonRequest, key: str
) -> Submission:
    return start_submission(
        event=composition.event,
        stakeholder=composition.stakeholder,
        by=request.user,
        content=content,
        public_id=key,
    )


def _found(composition: Composition, key: str) -> Submission | None:
    """Return what this form began before, unless it has ended or was for somebody else."""
    return (
        Submission.objects.filter(
            public_id=key, stakeholder=composition.stakeholder, event=composition.event
        )
        .exclude(state__in=ENDED)
        .select_related(*OPEN_SUBMISSION)
        .first()
    )


def _key_of_text(composition: Composition, content: Content) -> str:
    """An id that two posts of one text share, where the form did not bring one."""
    parts = f"{composition.event.pk} {composition.stakeholder.pk} {content_hash(content)}"
    digest = hmac.digest(settings.SECRET_KEY.encode(), parts.encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(digest[:12]).decode()


def sent_before(
    composition: Composition, content: Content, request: PersonRequest
) -> Submission | None:
    """Return the submission that this form, or one like it, sent before. Queries: 1

    Its newest version may hold other words than the post: compare `sha256`.
    """
    shown = request.POST.get("draft", "")
    keys = [key for key in (shown, composition.key, _key_of_text(composition, content)) if key]
    return (
        Submission.objects.filter(
            public_id__in=keys, stakeholder=composition.stakeholder, draft=None
        )
        .exclude(state__in=ENDED)
        .select_related("newest_version")
        .first()
    )
