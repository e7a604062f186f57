"""Words for what the check of a summary finds. Reads no table."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _

from hld_portal.reports.drafting.document_check import Remark
from hld_portal.reports.drafting.outputs import CountedWord
from hld_portal.reports.reading_check import remark_words as words_of_remark
from hld_portal.reports.reading_sources import lost_words as words_of_lost
from hld_portal.reports.reading_words import GROUP_NAMES

register = template.Library()


@register.filter
def remark_words(remark: Remark) -> str:
    return words_of_remark(remark)


register.filter("lost_words", words_of_lost)


@register.filter
def count_words_of(word: CountedWord) -> str:
    """Say a count for the one who edits: "most: 6 of 11 civil society"."""
    return _("“%(word)s”: %(n)d of %(total)d, %(group)s") % {
        "word": word.word,
        "n": word.n,
        "total": word.total,
        "group": GROUP_NAMES[word.group],
    }
