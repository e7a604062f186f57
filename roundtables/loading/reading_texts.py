"""Instruments with their paragraphs, and the suggested links between them."""

from __future__ import annotations

import re
from decimal import Decimal

from roundtables.enums import InstrumentStatus, TextStatus
from roundtables.loading.plan import InstrumentPlan, LinkPlan, ParagraphPlan, Target, Values
from roundtables.loading.sections import Section
from roundtables.models import Instrument

LONGEST_TEXT = 20_000
ROLES = ("primary", "secondary")
# Paragraphs are named SYMBOL:NUMBER in forms, several parted by commas.
NOT_IN_SYMBOLS = re.compile(r"[\s:,]")


def read_instrument(entry: Section) -> InstrumentPlan:
    values: Values = {
        "symbol": _read_symbol(entry),
        "titles": entry.translated("title", required=True),
        "short_titles": entry.translated("short_title"),
        "citation": entry.text("citation", limit=200),
        "status": entry.choice("status", InstrumentStatus.values),
        "is_main": entry.flag("main"),
        "adopted_on": entry.day("adopted_on"),
        "source": entry.text("source"),
    }
    plan = InstrumentPlan(
        line=entry.line_at("slug"),
        paragraphs_line=entry.line_at("paragraphs"),
        slug=_instrument_slug(entry),
        values=values,
        paragraphs=[
            _read_paragraph(one, values["source"])
            for one in entry.sections("paragraphs", required=True)
        ],
    )
    for order, paragraph in enumerate(plan.paragraphs, start=1):
        paragraph.values["order"] = order
    entry.finish()
    return plan


def _instrument_slug(entry: Section) -> str:
    slug = entry.slug("slug")
    if slug == "round-table":
        entry.wrong("slug", 'must not be "round-table": links to round tables begin with it')
    return slug


def _read_symbol(entry: Section) -> str:
    limit = Instrument._meta.get_field("symbol").max_length
    symbol = entry.text("symbol", required=True, limit=limit)
    if NOT_IN_SYMBOLS.search(symbol):
        entry.wrong("symbol", f'must hold no space, colon or comma: "{symbol}"')
    return symbol


def _read_paragraph(entry: Section, source: str) -> ParagraphPlan:
    number = entry.number_text("number")
    wording = entry.choice("wording", TextStatus.values)
    texts = entry.translated("text", limit=LONGEST_TEXT)
    footnotes = entry.translated("footnote", limit=LONGEST_TEXT)
    own_source = entry.text("source")
    if wording == TextStatus.NOT_LOADED:
        for key in ("text", "footnote"):
            if entry.has(key):
                entry.wrong(key, 'has no place where "wording" is not_loaded')
        texts = {"en": ""}
    elif wording and not entry.has("text"):
        message = f'the key "text" is missing, though "wording" is {wording}'
        entry.faults.add(entry.line, message)
    for language in footnotes.keys() - texts.keys():
        entry.wrong("footnote", f'is given in "{language}", in which there is no text')
    # The instrument's source vouches for its official wording, not for a description.
    by_default = source if wording == TextStatus.OFFICIAL else ""
    plan = ParagraphPlan(
        line=entry.line_at("number"),
        number=number,
        values={"heading": entry.translated("heading", limit=300)},
        texts={
            language: {
                "status": wording,
                "text": text,
                "footnote": footnotes.get(language, ""),
                "source": own_source or by_default,
            }
            for language, text in texts.items()
        },
    )
    entry.finish()
    return plan


def read_link(entry: Section) -> LinkPlan:
    start, end = _read_target(entry, "from"), _read_target(entry, "to")
    if start.is_round_table:
        entry.wrong("from", "must be a paragraph; only the other end may be a round table")
    values: Values = {
        "is_primary": entry.choice("role", ROLES) == "primary",
        "confidence": Decimal(str(entry.share("confidence"))).quantize(Decimal("0.01")),
    }
    entry.finish()
    return LinkPlan(entry.line_at("from"), start, end, values)


def _read_target(entry: Section, key: str) -> Target:
    value = entry.text(key, required=True, limit=100)
    place, colon, number = value.partition(":")
    if value and not (place and colon and number):
        example = '"declaration:12" or "round-table:2"'
        entry.wrong(key, f'must name a paragraph or round table, such as {example}; not "{value}"')
    return Target(place.strip(), number.strip())
