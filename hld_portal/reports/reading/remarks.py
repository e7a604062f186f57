"""What is wrong with a counted word, and how a count moved, in words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from hld_portal.reports.checking import Change
from hld_portal.reports.drafting.document_check import Remark
from hld_portal.reports.reading.words import GROUP_NAMES


def remark_words(remark: Remark) -> str:
    """Say what is wrong with a counted word: "“most” (Member States) should be “many”"."""
    said = {
        "word": remark.said or remark.word,
        "group": GROUP_NAMES[remark.group],
        "right": remark.should_be,
    }
    texts = {
        "too_much": _("“%(word)s” (%(group)s) says too much: it should be “%(right)s”"),
        "too_little": _("“%(word)s” (%(group)s) says too little: it should be “%(right)s”"),
        "wants_figures": _("“%(word)s” (%(group)s) should be in figures: “%(right)s”"),
        "off_scale": _("“%(word)s” (%(group)s) is no word of the scale: it should be “%(right)s”"),
        "nobody": _("“%(word)s” (%(group)s): nobody of this group stands behind it"),
        "uncounted": _("“%(word)s” (%(group)s): no count stands behind it"),
    }
    return texts[remark.code] % said


def change_words(change: Change) -> str:
    """Say how a count moved: "“many” was 6 of 11, now 7 of 12"."""
    return _("“%(word)s” was %(was)d of %(of)d, now %(n)d of %(total)d") % {
        "word": change.then.word,
        "was": change.then.n,
        "of": change.then.total,
        "n": change.n,
        "total": change.total,
    }
