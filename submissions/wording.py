"""Words of the form: what each kind of point asks for, and advice by code."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from submissions.enums import PointKind


class KindWords(NamedTuple):
    """What a kind of point asks for; the English is that of `text.frames.FRAMES`."""

    hint: Any  # lazy texts, translated when shown
    example: Any


KINDS: dict[str, KindWords] = {
    PointKind.MESSAGE: KindWords(
        _("Say what is the case, in one statement. Tick “concern” if it is a warning."),
        _("seasonal workers who change employers lose their residence permit in most countries"),
    ),
    PointKind.RECOMMENDATION: KindWords(
        _("Choose who should act, then begin with the verb: “ratify”, “train”, “end”."),
        _("publish the wages and fees of every licensed recruiter once a year"),
    ),
    PointKind.PRACTICE: KindWords(
        _("Name what exists and where it works; no “we have”."),
        _("evening language classes in the ports where fishing crews live"),
    ),
    PointKind.COMMITMENT: KindWords(
        _("Begin with the verb, and say by when: “double”, “open”, “repeal”."),
        _("open a legal aid office in each border town by the end of 2027"),
    ),
    PointKind.PROPOSAL: KindWords(
        _("Give old and new wording; leave the old one empty to add, the new one to delete."),
        _("all migrants, whatever their status"),
    ),
    PointKind.GAP: KindWords(
        _("Name the subject only: the report adds that the text does not address it."),
        _("the pensions of workers who return to their country of origin"),
    ),
}

# By the code of `text.advice.HINTS`, in the same English.
ADVICE: dict[str, Any] = {
    "we": _("The report says who speaks: leave out “we” and its like."),
    "addressee": _("Choose the addressee from the list, and begin with the verb."),
    "named": _("No State or organization is named in the report: describe it instead."),
    "long": _("More than 40 words: readers and rapporteurs hold on to one short thought."),
    "two_sentences": _("Two sentences: make them two points."),
    "verb_wanted": _("Begin with the verb: “ratify …”, “train …”, “end …”."),
    "verb_form": _("Use the plain form of the verb: “ratify”, not “ratifying” or “ratifies”."),
    "noun_wanted": _("Name the thing itself, without a verb: “one-stop centres for …”."),
    "clause_wanted": _("Say what is the case, with a verb: “… are outside labour law”."),
    "recommends": _("This asks for something: is it a recommendation?"),
}
