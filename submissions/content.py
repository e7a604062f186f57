"""What a writer gives: content of a draft, and what is wrong with it before it is sent."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any, NamedTuple

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hld_portal.accounts.enums import StakeholderKind
from hld_portal.accounts.models import Stakeholder
from hld_portal.text.counting import count_words
from roundtables.enums import InstrumentStatus
from roundtables.models import Call, Dialogue, Instrument, Paragraph
from submissions.enums import Consent, LinkTarget, PointKind, PointOrigin
from submissions.models import Draft

TITLE_LENGTH_MOST = 300  # characters
SPEAKS_FOR_STATES = frozenset(
    {StakeholderKind.STATE, StakeholderKind.OBSERVER, StakeholderKind.INTERGOVERNMENTAL}
)


@dataclass
class PointContent:
    """A point as it is written. `paragraphs` holds codes such as `A/RES/68/4:12`."""

    kind: str = PointKind.MESSAGE
    text: str = ""
    addressee: str = ""
    replaces: str = ""
    concern: bool = False
    paragraphs: list[str] = field(default_factory=list)
    key: str = ""  # the identity it had in an earlier version
    origin: str = PointOrigin.SUBMITTER

    @property
    def is_blank(self) -> bool:
        """Whether nothing was written or linked: such a point is not one."""
        return not (self.text.strip() or self.replaces.strip() or self.paragraphs)


@dataclass
class Content:
    """All that the form holds, before and after it is stored."""

    title: str = ""
    statement: str = ""
    language: str = ""
    consent: str = ""
    points: list[PointContent] = field(default_factory=list)
    on_behalf_of: list[int] = field(default_factory=list)

    @classmethod
    def of_draft(cls, draft: Draft) -> Content:
        return cls(
            title=draft.title,
            statement=draft.statement,
            language=draft.language,
            consent=draft.consent,
            points=[PointContent(**point) for point in draft.points],
            on_behalf_of=list(draft.on_behalf_of),
        )

    def points_as_json(self) -> list[dict[str, Any]]:
        return [asdict(point) for point in self.points]


class Fault(NamedTuple):
    """One thing that stops a submission; `field` as the form names it."""

    field: str
    message: str


class Target(NamedTuple):
    """What a code such as `A/RES/68/4:12` stands for."""

    target: LinkTarget
    instrument: Instrument
    paragraph: Paragraph | None


def find_targets(content: Content, dialogue: Dialogue) -> dict[str, Target]:
    """Return what each code in the points stands for; unknown ones are left out.

    Queries: 2, and none where no point is linked.
    """
    codes = [code for point in content.points for code in point.paragraphs]
    return _targets_by_code(codes, dialogue) if codes else {}


def resolve_codes(codes: list[str], dialogue: Dialogue) -> tuple[list[Target], list[str]]:
    """Return the targets of the codes and the codes that name nothing. Queries: 2"""
    targets = _targets_by_code(codes, dialogue)
    unknown = [code for code in dict.fromkeys(codes) if code not in targets]
    return list(targets.values()), unknown


def _targets_by_code(codes: list[str], dialogue: Dialogue) -> dict[str, Target]:
    instruments = {instrument.symbol: instrument for instrument in dialogue.instruments.all()}
    numbered = {
        (paragraph.instrument_id, paragraph.number): paragraph
        for paragraph in Paragraph.objects.filter(instrument__in=instruments.values())
    }
    targets = {}
    for code in dict.fromkeys(codes):
        symbol, _colon, end = code.rpartition(":")
        instrument = instruments.get(symbol)
        paragraph = numbered.get((instrument.pk, end)) if instrument else None
        if instrument and end in (LinkTarget.GENERAL, LinkTarget.MISSING):
            targets[code] = Target(LinkTarget(end), instrument, None)
        elif instrument and paragraph:
            targets[code] = Target(LinkTarget.PARAGRAPH, instrument, paragraph)
    return targets


def find_faults(
    content: Content,
    call: Call,
    stakeholder: Stakeholder,
    targets: dict[str, Target] | None = None,
) -> list[Fault]:
    """Return all that must be mended before the text can be sent, in the form's order.

    Args:
        targets: of `find_targets`, where the caller has them already.

    Queries: 2, and none where no point is linked or `targets` are given.
    """
    if targets is None:
        targets = find_targets(content, call.event.dialogue)
    faults = _faults_of_text(content, call, stakeholder)
    if len(content.points) > call.points_most:
        faults.append(
            Fault(
                "points",
                _("At most %(most)d points are taken; there are %(count)d.")
                % {"most": call.points_most, "count": len(content.points)},
            )
        )
    for index, point in enumerate(content.points):
        faults += _faults_of_point(point, f"points-{index}", call, content.language, targets)
    return faults + _faults_of_consent(content)


def _faults_of_text(content: Content, call: Call, stakeholder: Stakeholder) -> list[Fault]:
    faults = []
    if not content.title.strip():
        faults.append(Fault("title", _("Give the submission a title.")))
    if len(content.title) > TITLE_LENGTH_MOST:
        message = _("A title has at most %(most)d characters; this one has %(count)d.")
        values = {"most": TITLE_LENGTH_MOST, "count": len(content.title)}
        faults.append(Fault("title", message % values))
    limit = call.word_limit(stakeholder, joint=bool(content.on_behalf_of))
    count = count_words(content.statement, content.language)
    if not count:
        faults.append(Fault("statement", _("Write the statement.")))
    if count > limit:
        over = count - limit
        message = ngettext(
            "The statement is %(over)d word over the limit of %(limit)s.",
            "The statement is %(over)d words over the limit of %(limit)s.",
            over,
        )
        faults.append(Fault("statement", message % {"over": over, "limit": grouped(limit)}))
    if content.language not in call.languages:
        faults.append(Fault("language", _("Choose one of the languages of the call.")))
    if content.on_behalf_of and not may_speak_for_states(stakeholder):
        message = _("Only States and intergovernmental organizations speak on behalf of States.")
        faults.append(Fault("on_behalf_of", message))
    return faults


def grouped(number: int) -> str:
    """Write a number with the separator of thousands: 1,000."""
    return number_format(number, force_grouping=True)


def _faults_of_consent(content: Content) -> list[Fault]:
    if content.consent in Consent.values:
        return []
    return [Fault("consent", _("Say whether the submission may be published."))]


def may_speak_for_states(stakeholder: Stakeholder) -> bool:
    """Whether a stakeholder may file a group statement, which has the limit of joint ones."""
    return stakeholder.kind in SPEAKS_FOR_STATES


def _faults_of_point(
    point: PointContent, prefix: str, call: Call, language: str, targets: dict[str, Target]
) -> list[Fault]:
    faults = []
    if point.kind not in PointKind.values:
        faults.append(Fault(f"{prefix}-kind", _("Choose the kind of point.")))
    if point.kind == PointKind.PROPOSAL:
        faults += _faults_of_proposal(point, prefix, targets)
    elif not point.text.strip():
        faults.append(Fault(f"{prefix}-text", _("Write the point, or remove it.")))
    for name in ("text", "replaces"):
        count = count_words(getattr(point, name), language)
        if count > call.point_words:
            message = _("A point has at most %(limit)d words; this one has %(count)d.")
            values = {"limit": call.point_words, "count": count}
            faults.append(Fault(f"{prefix}-{name}", message % values))
    if point.kind == PointKind.RECOMMENDATION and not point.addressee:
        faults.append(Fault(f"{prefix}-addressee", _("Say to whom the recommendation is made.")))
    known = {key for key, _name in call.event.dialogue.addressee_choices()}
    if point.addressee and point.addressee not in known:
        faults.append(Fault(f"{prefix}-addressee", _("Choose an addressee from the list.")))
    if not point.paragraphs:
        message = _("Link the point to a paragraph, to the text as a whole, or to what it lacks.")
        faults.append(Fault(f"{prefix}-paragraphs", message))
    for code in dict.fromkeys(point.paragraphs):
        if code not in targets:
            message = _("There is no paragraph %(code)s.") % {"code": code}
            faults.append(Fault(f"{prefix}-paragraphs", message))
    return faults


def _faults_of_proposal(
    point: PointContent, prefix: str, targets: dict[str, Target]
) -> list[Fault]:
    """Old and new wording; one of them may be empty, to add or to delete."""
    faults = []
    linked = [targets[code] for code in point.paragraphs if code in targets]
    adopted = [t for t in linked if t.instrument.status == InstrumentStatus.ADOPTED]
    if adopted:
        message = _("%(text)s is adopted: other wording can be proposed for a draft only.")
        values = {"text": adopted[0].instrument.symbol}
        faults.append(Fault(f"{prefix}-kind", message % values))
    if not point.text.strip() and not point.replaces.strip():
        message = _("Give the new wording, or the words to be deleted.")
        faults.append(Fault(f"{prefix}-text", message))
    return faults
