"""From a file to the plan of a dialogue: keys, types and single values."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from django.db.models import Model

from roundtables.enums import RESERVED_SLUGS, Attribution, EventKind
from roundtables.loading.checking import check_plan
from roundtables.loading.faults import Faults
from roundtables.loading.plan import DialoguePlan, EventPlan, Values
from roundtables.loading.reading_calls import CallRules, read_call, read_zone
from roundtables.loading.reading_mark import read_mark
from roundtables.loading.reading_outline import read_outline
from roundtables.loading.reading_texts import read_instrument, read_link
from roundtables.loading.sections import Section
from roundtables.loading.source import compose_tree, read_source
from roundtables.models import Dialogue, Event, RoundTable

SHORT_TITLE = 60  # characters; leaves room in the column for the mark of a rehearsal
SHARES = ("nearly_all_above", "most_above", "many_above")
LANGUAGES = ("ar", "zh", "en", "fr", "ru", "es")


def read_dialogue_file(path: Path) -> DialoguePlan:
    """Read and check a set-up file as a whole, without looking at the database.

    Raises:
        FaultyFile: with every fault, not only the first.
    """
    faults = Faults()
    root = Section(compose_tree(read_source(path)), faults, LANGUAGES)
    plan = _read_root(root, path.parent)
    root.finish()
    check_plan(plan, faults)
    faults.raise_if_any()
    return plan


def _read_root(root: Section, folder: Path) -> DialoguePlan:
    head = root.section("dialogue", required=True)
    values = _read_head(head, folder) if head else {}
    rules = CallRules.of(root, values.get("zone", "UTC"))
    events = [_read_event(entry, rules) for entry in root.sections("events")]
    events += [_read_round_table(entry, rules) for entry in root.sections("round_tables")]
    instruments = [read_instrument(entry) for entry in root.sections("instruments", required=True)]
    links = [read_link(entry) for entry in root.sections("links")]
    outline, references = read_outline(root.sections("outline"))
    for order, event in enumerate(events, start=1):
        event.values["order"] = order
    for order, instrument in enumerate(instruments, start=1):
        instrument.values["order"] = order
    lines = {**root.lines, **(head.lines if head else {})}
    return DialoguePlan(
        slug=values.pop("slug", ""),
        lines=lines,
        values=values | {"outline": outline},
        events=events,
        instruments=instruments,
        links=links,
        references=references,
    )


def _read_head(head: Section, folder: Path) -> Values:
    values: Values = {
        "slug": _dialogue_slug(head),
        "reference_prefix": _reference_prefix(head),
        "titles": head.translated("title", required=True),
        "short_title": head.text("short_title", required=True, limit=SHORT_TITLE),
        "mandate": head.text("mandate", limit=longest(Dialogue, "mandate")),
        "session": head.text("session", limit=longest(Dialogue, "session")),
        "themes": head.translated("theme"),
        "starts_on": head.day("starts_on", required=True),
        "ends_on": head.day("ends_on", required=True),
        "place": head.text("place", limit=longest(Dialogue, "place")),
        "zone": read_zone(head),
        "attribution": head.choice(
            "attribution", Attribution.values, default=Attribution.NONE.value
        ),
        "addressees": [_read_addressee(entry) for entry in head.sections("addressees")],
        "owner": _read_owner(head, folder),
        "scale": _read_scale(head),
        **_read_issuing(head),
        "trial": False,
        "source_note": head.text("source_note"),
    }
    _check_order_of_days(head, values)
    head.finish()
    return values


def _dialogue_slug(head: Section) -> str:
    slug = head.slug("slug")
    if slug in RESERVED_SLUGS:
        head.wrong("slug", f'must not be "{slug}": the portal uses that address itself')
    return slug


def _reference_prefix(head: Section) -> str:
    prefix = head.text("reference_prefix", required=True, limit=20)
    if prefix and not (prefix.isascii() and prefix.isalnum() and prefix.upper() == prefix):
        head.wrong("reference_prefix", f'must be capital letters and figures, not "{prefix}"')
    return prefix


def _read_addressee(entry: Section) -> Values:
    values = {
        "key": entry.word("key"),
        "labels": entry.translated("label", required=True, limit=80),
    }
    entry.finish()
    return values


def _read_owner(head: Section, folder: Path) -> Values:
    owner = head.section("owner")
    if owner is None:
        return {}
    values = {key: owner.text(key, limit=300) for key in ("name", "organ", "foot")}
    values["mark"] = read_mark(owner, folder)
    owner.finish()
    return {key: text for key, text in values.items() if text}


def _read_issuing(head: Section) -> Values:
    """Read what holds for its documents: symbols, the contributors' check, lengths."""
    house = Dialogue()
    return {
        "symbol_series": head.text("symbol_series", limit=longest(Dialogue, "symbol_series")),
        "contributors_check_days": head.whole("contributors_check_days", low=0, high=90) or 0,
        "summary_words": head.whole("summary_words", low=50, high=10_000) or house.summary_words,
        "report_words": head.whole("report_words", low=50) or house.report_words,
    }


def _read_scale(head: Section) -> Values:
    scale = head.section("scale")
    if scale is None:
        return {}
    values: Values = {
        key: scale.whole(key, required=True, low=0, high=1000)
        for key in ("figures_below", "step_down_below", "some_up_to")
    }
    for key in SHARES:
        values[key] = scale.ratio(key)
    bounds = [Fraction(values[key]) for key in SHARES]
    if bounds != sorted(bounds, reverse=True):
        scale.faults.add(scale.line, "nearly_all_above, most_above and many_above must fall")
    scale.finish()
    return values


def _read_event(entry: Section, rules: CallRules) -> EventPlan:
    slug = entry.slug("slug")
    if slug.isdigit():
        entry.wrong("slug", "must not be a number: those are the addresses of round tables")
    kinds = [kind for kind in EventKind.values if kind != EventKind.ROUND_TABLE]
    values = {"kind": entry.choice("kind", kinds)} | _event_values(entry)
    plan = EventPlan(entry.line_at("slug"), slug, values, call=read_call(entry, rules))
    entry.finish()
    return plan


def _read_round_table(entry: Section, rules: CallRules) -> EventPlan:
    number = entry.whole("number", required=True, low=1, high=99)
    values: Values = {"kind": EventKind.ROUND_TABLE.value} | _event_values(entry)
    round_table: Values = {
        "number": number,
        "themes": entry.translated("theme", required=True),
        "theme_clause": entry.text("theme_clause"),
        "theme_source": entry.text("theme_source", limit=longest(RoundTable, "theme_source")),
        "guiding_questions": entry.translated_list("guiding_questions"),
        "co_chairs": entry.texts("co_chairs", limit=200),
    }
    plan = EventPlan(
        line=entry.line_at("number"),
        slug=str(number or ""),
        values=values,
        number=number,
        round_table=round_table,
        call=read_call(entry, rules),
    )
    entry.finish()
    return plan


def _event_values(entry: Section) -> Values:
    values: Values = {
        "titles": entry.translated("title", required=True),
        "starts_on": entry.day("starts_on"),
        "ends_on": entry.day("ends_on"),
        "place": entry.text("place", limit=longest(Event, "place")),
        "description": entry.translated("description"),
    }
    _check_order_of_days(entry, values)
    return values


def _check_order_of_days(section: Section, values: Values) -> None:
    if values["starts_on"] and values["ends_on"] and values["ends_on"] < values["starts_on"]:
        section.wrong("ends_on", f"is before starts_on, {values['starts_on']}")


def longest(model: type[Model], name: str) -> int | None:
    """How many characters a column takes."""
    limit: int | None = getattr(model._meta.get_field(name), "max_length", None)
    return limit
