"""Turns the plan of a dialogue into that of a rehearsal copy at another address."""

from __future__ import annotations

from dataclasses import replace

from hld_portal.record.services import next_number
from roundtables.loading.plan import DialoguePlan
from roundtables.models import Dialogue

# Not translated through catalogues: titles are content, kept by language in rows.
MARKS = {
    "ar": "{} (تجربة)",
    "zh": "{}（演练）",
    "en": "{} (rehearsal)",
    "fr": "{} (répétition)",
    "ru": "{} (репетиция)",
    "es": "{} (ensayo)",
}


def as_rehearsal(plan: DialoguePlan, slug: str) -> DialoguePlan:
    """Return the same dialogue as a trial: own address, own references, marked titles.

    A copy that is there keeps the prefix of its references; a new one counts up to the
    next of TRIAL1, TRIAL2, …, which is never given twice. Call it inside the transaction
    that applies the plan, so that a check uses up no number.

    Queries: 1, with a new copy 4
    """
    existing = Dialogue.objects.filter(slug=slug).first()
    titles = plan.values["titles"]
    values = plan.values | {
        "trial": True,
        "titles": {language: MARKS[language].format(text) for language, text in titles.items()},
        "short_title": MARKS["en"].format(plan.values["short_title"]),
        "reference_prefix": existing.reference_prefix if existing else _next_prefix(),
    }
    return replace(plan, slug=slug, values=values)


def _next_prefix() -> str:
    prefix = f"TRIAL{next_number('trial')}"
    # A file may have taken such a prefix for itself.
    return _next_prefix() if Dialogue.objects.filter(reference_prefix=prefix).exists() else prefix
