"""What "My submissions" shows: states in words and shapes, and the next step of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _

from hld_portal.accounts.models import Membership
from submissions.comparing import Comparison, compare_contents
from submissions.composing import FILES
from submissions.content import Content, PointContent
from submissions.enums import State
from submissions.history import history_of
from submissions.models import PointVersion, Submission, Version
from submissions.requests import PersonRequest
from submissions.showing import SHAPES, statement_blocks
from submissions.states import MOVES


@dataclass
class Row:
    """A submission with what its people may do with it."""

    submission: Submission
    may_file: bool

    @property
    def state_label(self) -> str:
        return str(State(self.submission.state).label)

    @property
    def kind(self) -> str:
        return SHAPES[self.submission.state][0]

    @property
    def fill(self) -> str:
        return SHAPES[self.submission.state][1]

    @property
    def draft(self) -> Any:
        return getattr(self.submission, "draft", None)

    @property
    def title(self) -> str:
        version = self.submission.newest_version
        title = version.title if version else (self.draft.title if self.draft else "")
        return title or _("Without a title")

    @property
    def language(self) -> str:
        version = self.submission.newest_version
        return version.language if version else (self.draft.language if self.draft else "")

    @property
    def is_frozen(self) -> bool:
        return self.submission.frozen_at is not None

    @property
    def may_edit(self) -> bool:
        return self.draft is not None and not self.is_frozen

    @property
    def may_revise(self) -> bool:
        """Begin a new version: of what was decided and has no draft open yet."""
        open_states = (State.PUBLISHED, State.ACCEPTED, State.RETURNED)
        return self.submission.state in open_states and not self.draft and not self.is_frozen

    @property
    def may_drop(self) -> bool:
        return self.may_edit and self.submission.state in (State.PUBLISHED, State.ACCEPTED)

    @property
    def may_withdraw(self) -> bool:
        return (
            self.may_file
            and not self.is_frozen
            and self.submission.state in MOVES["withdraw"].sources
        )

    @property
    def may_change_consent(self) -> bool:
        ended = self.submission.state in (State.DRAFT, State.WITHDRAWN, State.DECLINED)
        return self.may_file and not self.is_frozen and not ended

    @property
    def reason(self) -> str:
        """Why it came back or was declined; empty once that is past."""
        version = self.submission.newest_version
        decided = self.submission.state in (State.RETURNED, State.DECLINED)
        return version.reason if version and decided else ""


def rows_of(request: PersonRequest) -> list[Row]:
    """Return the submissions of all one's stakeholders, the latest first. Queries: 2"""
    roles = {m.stakeholder_id: m.role for m in request.memberships}
    submissions = (
        Submission.objects.filter(stakeholder__in=roles)
        .select_related("dialogue", "event__round_table", "stakeholder", "newest_version", "draft")
        .defer("newest_version__statement", "draft__statement", "draft__points")
        .annotate(version_count=Count("versions"))
        .order_by("-created_at", "-pk")
    )
    return [
        Row(submission, roles[submission.stakeholder_id] in FILES) for submission in submissions
    ]


def sections_of(rows: list[Row]) -> list[tuple[str, list[Row]]]:
    """Part the rows by whose turn it is; parts without rows are left out."""
    with_moderators = (State.SUBMITTED, State.IN_REVIEW)
    ours = [row for row in rows if row.may_edit]
    theirs = [row for row in rows if row.submission.state in with_moderators]
    rest = [row for row in rows if row not in ours and row not in theirs]
    parts = [
        (_("Waiting for you"), ours),
        (_("With the moderators"), theirs),
        (_("Decided"), rest),
    ]
    return [(title, found) for title, found in parts if found]


@dataclass(frozen=True)
class ShownVersion:
    """A version with what it changed in the one before."""

    version: Version
    state_label: str
    kind: str
    fill: str
    comparison: list[Comparison]
    is_first: bool


def mine_context(request: PersonRequest, submission: Submission) -> dict[str, Any]:
    """Return one submission with its versions, points and history. Queries: 6"""
    role = next(
        m.role for m in request.memberships if m.stakeholder_id == submission.stakeholder_id
    )
    versions = list(
        submission.versions.prefetch_related(
            "points__links__instrument", "points__links__paragraph"
        ).order_by("number")
    )
    newest = versions[-1] if versions else None
    members = set(
        Membership.objects.filter(stakeholder=submission.stakeholder_id).values_list(
            "user_id", flat=True
        )
    )
    return {
        "row": Row(submission, role in FILES),
        "submission": submission,
        "dialogue": submission.dialogue,
        "event": submission.event,
        "stakeholder": submission.stakeholder,
        "spoken_for": [str(state) for state in submission.on_behalf_of.all()],
        "newest": newest,
        "blocks": statement_blocks(newest.statement, newest.language) if newest else [],
        "points": list(newest.points.all()) if newest else [],
        "versions": shown_versions(versions),
        "entries": history_of(submission, members),
    }


def shown_versions(versions: list[Version]) -> list[ShownVersion]:
    """Return the versions, newest first, each compared with the one before."""
    shown = []
    for before, version in zip([None, *versions], versions, strict=False):
        comparison = compare_contents(_content(before), _content(version)) if before else []
        kind, fill = SHAPES[version.state]
        label = str(State(version.state).label)
        shown.append(ShownVersion(version, label, kind, fill, comparison, before is None))
    return shown[::-1]


def _content(version: Version) -> Content:
    return Content(
        title=version.title,
        statement=version.statement,
        language=version.language,
        points=[_point(point) for point in version.points.all()],
    )


def _point(point: PointVersion) -> PointContent:
    links = [link.code for link in point.links.all()]
    return PointContent(point.kind, point.text, point.addressee, point.replaces, False, links)
