"""How a point will read in the report, and what would make it read better."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from hld_portal.accounts.enums import Group
from hld_portal.accounts.models import Stakeholder
from hld_portal.text.advice import advise
from hld_portal.text.frames import reading
from roundtables.models import Dialogue, Instrument
from roundtables.states import all_states
from submissions.content import PointContent
from submissions.enums import PointKind
from submissions.wording import ADVICE

ONE_OF_GROUP = {
    Group.STATES: "One Member State",
    Group.CIVIL_SOCIETY: "One civil society organization",
}


@dataclass(frozen=True)
class Hint:
    text: str
    rewording: str = ""


@dataclass(frozen=True)
class Reading:
    """A sentence in the frame of the point's kind, or a note why there is none."""

    sentence: str = ""
    note: str = ""
    hints: list[Hint] = field(default_factory=list)


def read_point(
    point: PointContent,
    *,
    dialogue: Dialogue,
    main: Instrument | None,
    stakeholder: Stakeholder,
    language: str,
) -> Reading:
    """Return how the point will read. The report is written in English: other texts wait.

    Args:
        main: the dialogue's main instrument, whose paragraphs are cited by number.
    """
    if point.kind not in PointKind.values or not (point.text.strip() or point.replaces.strip()):
        return Reading()
    if language and not language.startswith("en"):
        note = _("Kept as you wrote it; the rapporteur words it in English beside your text.")
        return Reading(note=note)
    names = names_not_to_print(stakeholder)
    sentence = reading(
        point.kind,
        point.text,
        addressee=dialogue.addressee_name(point.addressee) if point.addressee else "",
        concern=point.concern and point.kind == PointKind.MESSAGE,
        replaces=point.replaces,
        paragraphs=numbers_cited(point.paragraphs, main),
        subject=ONE_OF_GROUP.get(stakeholder.group, "One participant"),
        instrument=main.short_titles.get("en", "the text") if main else "the text",
        names=names,
    )
    hints = [
        Hint(str(ADVICE.get(advice.code, advice.hint)), advice.rewording or "")
        for advice in advise(point.kind, point.text, names=names)
    ]
    return Reading(sentence=sentence, hints=hints)


def names_not_to_print(stakeholder: Stakeholder) -> list[str]:
    """Names whose capital stays, and which the report will not print."""
    return [stakeholder.name, *(state.name for state in all_states())]


def numbers_cited(codes: list[str], main: Instrument | None) -> list[str]:
    """Return the numbers of the main instrument's paragraphs among the codes."""
    if main is None:
        return []
    head = f"{main.symbol}:"
    ends = [code.removeprefix(head) for code in codes if code.startswith(head)]
    return [end for end in ends if end not in ("general", "missing")]
