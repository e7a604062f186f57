"""What a writer gives: content of a draft, and what is wrong with it before it is sent."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hld_portal.accounts.models import Stakeholder
from hld_portal.text.counting import count_words
from roundtables.enums import InstrumentStatus
from roundtables.models import Call, Dialogue, Instrument, Paragraph
from submissions.enums import Consent, LinkTarget, PointKind
from submissions.models import Draft

TITLE_LENGTH_MOST = 300  # characters


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


def resolve_codes(codes: list[str], dialogue: Dialogue) -> tuple[list[Target], list[str]]:
    """Return the targets of the codes and the codes that name nothing. Queries: 2"""
    instruments = {instrument.symbol: instrument for instrument in dialogue.instruments.all()}
    numbered = {
        (paragraph.instrument_id, paragraph.number): paragraph
        for paragraph in Paragraph.objects.filter(instrument__in=instruments.values())
    }
    targets, unknown = [], []
    for code in dict.fromkeys(codes):
        symbol, _colon, end = code.rpartition(":")
        instrument = instruments.get(symbol)
        paragraph = numbered.get((instrument.pk, end)) if instrument else None
        if instrument and end in (LinkTarget.GENERAL, LinkTarget.MISSING):
            targets.append(Target(LinkTarget(end), instrument, None))
        elif instrument and paragraph:
            targets.append(Target(LinkTarget.PARAGRAPH, instrument, paragraph))
        else:
            unknown.append(code)
    return targets, unknown


def find_faults(content: Content, call: Call, stakeholder: Stakeholder) -> list[Fault]:
    """Return all that must be mended before the text can be sent, in the form's order.

    Queries: 2, and none without points.
    """
    faults = _faults_of_text(content, call, stakeholder)
    if len(content.points) > call.points_most:
        faults.append(
            Fault(
                "points",
                _("At most %(most)d points are taken; there are %(count)d.")
                % {"most": call.points_most, "count": len(content.points)},
            )
        )
    codes = [code for point in content.points for code in point.paragraphs]
    unknown = set(resolve_codes(codes, call.event.dialogue)[1]) if content.points else set()
    for index, point in enumerate(content.points):
        faults += _faults_of_point(point, f"points-{index}", call, content.language, unknown)
    return faults


def _faults_of_text(content: Content, call: Call, stakeholder: Stakeholder) -> list[Fault]:
    faults = []
    if not content.title.strip():
        faults.append(Fault("title", _("Give the submission a title.")))
    if len(content.title) > TITLE_LENGTH_MOST:
        message = _("A title has at most %(most)d characters; this one has %(count)d.")
        values = {"most": TITLE_LENGTH_MOST, "count": len(content.title)}
        faults.append(Fault("title", message % values))
    if not content.statement.strip():
        faults.append(Fault("statement", _("Write the statement.")))
    limit = call.word_limit(stakeholder, joint=bool(content.on_behalf_of))
    count = count_words(content.statement, content.language)
    if count > limit:
        over = count - limit
        message = ngettext(
            "The statement is %(over)d word over the limit of %(limit)d.",
            "The statement is %(over)d words over the limit of %(limit)d.",
            over,
        )
        faults.append(Fault("statement", message % {"over": over, "limit": limit}))
    if content.language not in call.languages:
        faults.append(Fault("language", _("Choose one of the languages of the call.")))
    if content.consent not in Consent.values:
        faults.append(Fault("consent", _("Say whether the submission may be published.")))
    return faults


def _faults_of_point(
    point: PointContent, prefix: str, call: Call, language: str, unknown: set[str]
) -> list[Fault]:
    faults = []
    if point.kind not in PointKind.values:
        faults.append(Fault(f"{prefix}-kind", _("Choose the kind of point.")))
    if not point.text.strip():
        faults.append(Fault(f"{prefix}-text", _("Write the point, or remove it.")))
    count = count_words(point.text, language)
    if count > call.point_words:
        message = _("A point has at most %(limit)d words; this one has %(count)d.")
        values = {"limit": call.point_words, "count": count}
        faults.append(Fault(f"{prefix}-text", message % values))
    if point.kind == PointKind.RECOMMENDATION and not point.addressee:
        faults.append(Fault(f"{prefix}-addressee", _("Say to whom the recommendation is made.")))
    known = {key for key, _name in call.event.dialogue.addressee_choices()}
    if point.addressee and point.addressee not in known:
        faults.append(Fault(f"{prefix}-addressee", _("Choose an addressee from the list.")))
    if not point.paragraphs:
        message = _("Link the point to a paragraph, to the text as a whole, or to what it lacks.")
        faults.append(Fault(f"{prefix}-paragraphs", message))
    for code in point.paragraphs:
        if code in unknown:
            message = _("There is no paragraph %(code)s.") % {"code": code}
            faults.append(Fault(f"{prefix}-paragraphs", message))
    if point.kind == PointKind.PROPOSAL:
        faults += _faults_of_proposal(point, prefix, call.event.dialogue)
    return faults


def _faults_of_proposal(point: PointContent, prefix: str, dialogue: Dialogue) -> list[Fault]:
    faults = []
    if not point.replaces.strip():
        faults.append(Fault(f"{prefix}-replaces", _("Give the wording to be replaced.")))
    targets, _unknown = resolve_codes(point.paragraphs, dialogue)
    adopted = [t for t in targets if t.instrument.status == InstrumentStatus.ADOPTED]
    if adopted:
        message = _("%(text)s is adopted: other wording can be proposed for a draft only.")
        faults.append(Fault(f"{prefix}-kind", message % {"text": adopted[0].instrument.symbol}))
    return faults
