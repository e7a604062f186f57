"""Words for what the check of a summary finds. Reads no table."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hld_portal.record.models import LogEntry
from hld_portal.reports.drafting.outputs import CountedWord
from hld_portal.reports.reading.remarks import change_words, remark_words
from hld_portal.reports.reading.sources import lost_words
from hld_portal.reports.reading.words import GROUP_NAMES

register = template.Library()


register.filter("remark_words", remark_words)
register.filter("change_words", change_words)
register.filter("lost_words", lost_words)


MOVES = {
    "edit": gettext_lazy("Edited"),
    "approve": gettext_lazy("Approved"),
    "reopen": gettext_lazy("Approval taken back"),
    "write": gettext_lazy("Written"),
    "cite": gettext_lazy("A source added"),
    "drop_source": gettext_lazy("A source dropped"),
    "add_row": gettext_lazy("A sentence added"),
    "remove_row": gettext_lazy("A sentence taken out"),
    "move_row": gettext_lazy("A sentence moved"),
    "undo": gettext_lazy("The last step undone"),
    "let_stand": gettext_lazy("A counted word let stand"),
    "take_back": gettext_lazy("A decision on a counted word taken back"),
}


@register.filter
def move_words(entry: LogEntry) -> str:
    """Say what was done to a paragraph: "Edited"."""
    return str(MOVES.get(entry.verb, entry.verb))


@register.filter
def count_words_of(word: CountedWord) -> str:
    """Say a count for the one who edits: "most: 6 of 11 civil society"."""
    return _("“%(word)s”: %(n)d of %(total)d, %(group)s") % {
        "word": word.word,
        "n": word.n,
        "total": word.total,
        "group": GROUP_NAMES[word.group],
    }
