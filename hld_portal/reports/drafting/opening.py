"""The opening of a summary: what the table considered and who contributed, in figures."""

from __future__ import annotations

import re

from hld_portal.reports.drafting.inputs import Counts, TableInput
from hld_portal.reports.drafting.numbers import number, ordinal, series
from hld_portal.reports.drafting.outputs import DraftParagraph, DraftSentence
from hld_portal.text.english import as_noun_phrase, finish, join_list, tidy, without_stop

_ONE_FROM = {
    "states": "a Member State",
    "civil_society": "a civil society organization",
    "others": "another participant",
}
_MANY_FROM = {
    "states": "Member States",
    "civil_society": "civil society",
    "others": "other participants",
}


def draft_opening(table: TableInput) -> DraftParagraph:
    """Say what was considered and who contributed; one honest sentence where nobody did."""
    submissions = table.submissions or table.contributors
    name, theme = _name(table), as_noun_phrase(table.theme)
    if not submissions.total:
        on = f", on {theme}" if theme else ""
        texts = [f"No submissions that may be cited were received for {name}{on}"]
    elif theme:
        verb = "was devoted to" if re.match(r"\w+ing\b", theme) else "considered"
        texts = [f"{name} {verb} {theme}", f"it drew on {_figures(submissions)}"]
    else:
        texts = [f"{name} drew on {_figures(submissions)}"]
    if submissions.total and table.group_statements:
        texts.append(_group_statements(table.group_statements, submissions.states))
    return DraftParagraph("opening", tuple(DraftSentence(finish(text)) for text in texts))


def _name(table: TableInput) -> str:
    if table.number is not None:
        return f"the {ordinal(table.number)} round table"
    title = without_stop(tidy(table.title)) or "the round table"
    return title[0].lower() + title[1:] if title.startswith("The ") else title


def _figures(submissions: Counts) -> str:
    groups = submissions.by_group()
    if submissions.total == 1:
        return f"one submission, from {_ONE_FROM[next(iter(groups))]}"
    if len(groups) == 1:
        group = next(iter(groups))
        every = "both" if submissions.total == 2 else "all"
        return f"{number(submissions.total)} submissions, {every} from {_MANY_FROM[group]}"
    total, *figures = series([submissions.total, *groups.values()])
    parts = [
        f"{figure} from {_MANY_FROM[group] if n > 1 else _ONE_FROM[group]}"
        for figure, (group, n) in zip(figures, groups.items(), strict=True)
    ]
    return f"{total} submissions: {join_list(parts)}"


def _group_statements(spoken_for: tuple[int, ...], from_states: int) -> str:
    figures = series(sorted(spoken_for, reverse=True))
    if len(figures) == 1:
        which = "that submission" if from_states == 1 else "one of the submissions by Member States"
        return f"{which} was made on behalf of a group of {figures[0]} States"
    which = f"{number(len(figures))} of the submissions by Member States"
    return f"{which} were made on behalf of groups of {join_list(figures)} States, respectively"
