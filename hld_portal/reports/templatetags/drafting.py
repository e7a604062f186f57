"""Words for what the check of a summary finds. Reads no table."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _

from hld_portal.reports.drafting.outputs import CountedWord
from hld_portal.reports.reading_check import change_words, remark_words
from hld_portal.reports.reading_sources import lost_words
from hld_portal.reports.reading_words import GROUP_NAMES

register = template.Library()


register.filter("remark_words", remark_words)
register.filter("change_words", change_words)
register.filter("lost_words", lost_words)


@register.filter
def count_words_of(word: CountedWord) -> str:
    """Say a count for the one who edits: "most: 6 of 11 civil society"."""
    return _("“%(word)s”: %(n)d of %(total)d, %(group)s") % {
        "word": word.word,
        "n": word.n,
        "total": word.total,
        "group": GROUP_NAMES[word.group],
    }
