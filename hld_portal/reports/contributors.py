"""How a contributors' check stands: for the issuing page, for the desk, for those who are asked."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any, Literal

from django.db.models import QuerySet
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hld_portal.accounts.models import Membership
from hld_portal.reports.composing.attribution import Cited
from hld_portal.reports.content import Document, Paragraph, SubParagraph, plain
from hld_portal.reports.content_json import from_json
from hld_portal.reports.enums import BuildState, IssueState, Outcome, ReportKind
from hld_portal.reports.models import Build, CheckRequest, ContributorsCheck, Objection, Report
from submissions.models import PointVersion, Submission

Kind = Literal["not_needed", "never_opened", "open", "unanswered", "closed"]


@dataclass(frozen=True)
class CheckState:
    """How the contributors' check of a report stands; `text` says it in a sentence."""

    kind: Kind
    check: ContributorsCheck | None = None
    objections: int = 0
    unanswered: int = 0
    taken_up: int = 0
    text_changed: bool = False  # a newer build reads otherwise than what they were shown

    @property
    def stops_issue(self) -> bool:
        return self.kind in ("never_opened", "open", "unanswered")

    @property
    def text(self) -> str:
        if self.kind == "not_needed":
            return _("This report has no contributors’ check.")
        if self.kind == "never_opened":
            return _("The contributors’ check was never opened.")
        if self.kind == "open":
            return _("Open: %(objections)s.") % {"objections": self._objections()}
        if self.kind == "unanswered":
            return _("Over: %(objections)s.") % {"objections": self._objections()}
        if self.text_changed:
            return f"{self._closed()} {_('The text has changed since they were asked.')}"
        return self._closed()

    def _objections(self) -> str:
        count = ngettext("%(n)d objection", "%(n)d objections", self.objections)
        waiting = ngettext("%(n)d waits for an answer", "%(n)d wait for an answer", self.unanswered)
        if not self.unanswered:
            return count % {"n": self.objections}
        return f"{count % {'n': self.objections}}, {waiting % {'n': self.unanswered}}"

    def _closed(self) -> str:
        if not self.objections:
            return _("Over: nobody objects.")
        words = ngettext("Over: %(n)d objection, answered.", "Over: %(n)d objections, all answered.", self.objections)  # fmt: skip
        return words % {"n": self.objections}


def state_of_check(report: Report, document: Document | None = None) -> CheckState:
    """Return how the contributors' check stands for the next issue of a report.

    One held before the last issue was for that one. Queries: 5 at most

    Args:
        document: what is about to be issued, to be held against what they were shown;
            without it the newest finished build is.
    """
    if not report.dialogue.contributors_check_days or not holds_sentences(report):
        return CheckState("not_needed")
    check = latest_check(report)
    if check is None:
        return CheckState("never_opened")
    outcomes = list(
        Objection.objects.filter(request__check_round=check)
        .exclude(outcome=Outcome.WITHDRAWN)
        .values_list("outcome", flat=True)
    )
    unanswered = outcomes.count(Outcome.OPEN)
    kind: Kind = "open" if check.is_open else "unanswered" if unanswered else "closed"
    return CheckState(
        kind,
        check,
        objections=len(outcomes),
        unanswered=unanswered,
        taken_up=outcomes.count(Outcome.TAKEN_UP),
        text_changed=_reads_otherwise(report, check, document),
    )


def check_stops_issue(report: Report) -> str:
    """Say why the contributors' check stops an issue now; empty where it does not."""
    state = state_of_check(report)
    return state.text if state.stops_issue else ""


def holds_sentences(report: Report) -> bool:
    """Whether sentences of it rest on points: a compilation quotes, a brief counts."""
    return report.kind in (ReportKind.SUMMARY, ReportKind.ROUND_TABLE)


def build_to_check(report: Report) -> Build | None:
    """Return the newest finished build that could be issued. Queries: 1"""
    builds = report.builds.filter(
        state=BuildState.DONE, drafting_copy=False, chain__isnull=False, issue=None
    )
    return builds.select_related("chain").defer("snapshot").first()


def latest_check(report: Report) -> ContributorsCheck | None:
    """Return the check that counts for the next issue. Queries: 2"""
    if report.pk is None:  # never compiled yet
        return None
    issued = report.issues.filter(state=IssueState.ISSUED).order_by("-issued_at").first()
    checks = report.checks.filter(opened_at__gt=issued.issued_at) if issued else report.checks.all()
    return (
        checks.select_related("report__dialogue", "build__chain").defer("build__snapshot").first()
    )


def _reads_otherwise(report: Report, check: ContributorsCheck, document: Document | None) -> bool:
    if document is not None:
        return _said(document) != _said(from_json(check.build.snapshot))
    newest = build_to_check(report)
    if newest is None or newest.pk == check.build_id:
        return False
    return _texts(newest.chain.passages) != _texts(check.build.chain.passages)


def _said(document: Document) -> list[str]:
    """Return what was said and recommended, word for word, without the author's own text."""
    return [
        plain(block.text).strip()
        for block in document.blocks
        if isinstance(block, Paragraph | SubParagraph) and block.voice in ("said", "participants")
    ]


def _texts(passages: list[dict[str, Any]]) -> list[str]:
    return [passage["text"] for passage in passages]


# For the desk


@dataclass(frozen=True)
class ShownRequest:
    """Who was asked about which paragraphs."""

    request: CheckRequest
    numbers: list[int]
    has_accounts: bool  # else only a letter reaches them


def requests_of(check: ContributorsCheck) -> list[ShownRequest]:
    """Return who was asked, those whom only a letter reaches last. Queries: 2"""
    requests = list(check.requests.select_related("submission__stakeholder"))
    reached = set(
        Membership.objects.filter(
            stakeholder__in={request.submission.stakeholder_id for request in requests},
            is_active=True,
            user__is_active=True,
        ).values_list("stakeholder", flat=True)
    )
    shown = [
        ShownRequest(
            request,
            [passage["number"] for passage in request.passages],
            request.submission.stakeholder_id in reached,
        )
        for request in requests
    ]
    return sorted(shown, key=lambda row: (not row.has_accounts, row.request.submission.reference))


def objections_of(check: ContributorsCheck) -> QuerySet[Objection]:
    """Return what was said against passages, by paragraph; what was taken back, too. Queries: 1"""
    return (
        Objection.objects.filter(request__check_round=check)
        .select_related("request__submission__stakeholder", "answered_by", "made_by")
        .order_by("number", "pk")
    )


# For those who are asked


@dataclass
class ShownPassage:
    """A paragraph as it would be issued, what of it rests on their points, and those points."""

    number: int
    pieces: list[tuple[str, bool]]  # words, and whether they rest on their points
    points: list[PointVersion]
    objections: list[Objection] = field(default_factory=list)

    @property
    def standing(self) -> Objection | None:
        """The objection that was not taken back."""
        return next((row for row in self.objections if row.outcome != Outcome.WITHDRAWN), None)


def passages_shown(request: CheckRequest) -> list[ShownPassage]:
    """Return the passages of a request, each with their own points beside it. Queries: 2"""
    versions = PointVersion.objects.filter(version__submission=request.submission)
    points = {
        (point.version.number, point.position): point
        for point in versions.select_related("version")
    }
    said: dict[int, list[Objection]] = defaultdict(list)
    for objection in request.objections.order_by("pk"):
        said[objection.number].append(objection)
    return [_shown(row, points, said[row["number"]]) for row in request.passages]


def _shown(
    row: dict[str, Any], points: dict[tuple[int, int], PointVersion], said: list[Objection]
) -> ShownPassage:
    cited = [Cited.from_key(key) for key in row["points"]]
    own = [
        points[each.version, each.point] for each in cited if (each.version, each.point) in points
    ]
    return ShownPassage(row["number"], pieces_of(row["text"], row.get("own", [])), own, said)


def pieces_of(text: str, own: list[str]) -> list[tuple[str, bool]]:
    """Part a paragraph into what rests on their words and what does not."""
    pieces, at = [], 0
    for sentence in own:
        start = text.find(sentence, at)
        if start >= 0:
            pieces += [(text[at:start], False), (sentence, True)]
            at = start + len(sentence)
    return [piece for piece in [*pieces, (text[at:], False)] if piece[0]]


def open_requests_of(submission: Submission) -> QuerySet[CheckRequest]:
    """Return the private links of a submission into checks that are open. Queries: 1"""
    return CheckRequest.objects.filter(
        submission=submission,
        check_round__closed_at=None,
        check_round__closes_at__gt=now(),
    ).select_related("check_round__report__dialogue")
