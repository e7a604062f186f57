"""The call of an event: its window, languages, limits and consent wording."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from hld_portal.accounts.enums import Accreditation, StakeholderKind
from roundtables.loading.plan import Values
from roundtables.loading.sections import Section

NEEDED = ("languages", "limits")
STATUS = ("open", "closed")
DEFAULTS: Values = {"points_most": 5, "point_words": 60, "consent_wording": {}}
MOST_WORDS = 20_000


@dataclass
class CallRules:
    """What holds for every call of the file unless an event says otherwise."""

    zone: str
    values: Values = field(default_factory=dict)
    named: frozenset[str] = frozenset()  # keys that stand there, even with a faulty value

    @classmethod
    def of(cls, root: Section, zone: str) -> CallRules:
        section = root.section("call_defaults")
        if section is None:
            # Faulty as a whole: that is said once, not again for every call.
            return cls(zone, named=frozenset(NEEDED if root.has("call_defaults") else ()))
        values = _read_rules(section)
        section.finish()
        return cls(zone, values, frozenset(section.values))


def read_zone(head: Section) -> str:
    """The name of a time zone, such as America/New_York; UTC where none is given."""
    zone = head.text("zone")
    if zone and zone not in _known_zones():
        head.wrong("zone", f'is no time zone: "{zone}"; write one such as America/New_York')
    return zone if zone in _known_zones() else "UTC"


def read_call(entry: Section, rules: CallRules) -> Values:
    """Read the key `call` of an event; an event without it takes no submissions."""
    section = entry.section("call")
    if section is None:
        return {}
    values: Values = {
        "closed": section.choice("status", STATUS) == "closed",
        "opens_at": _moment(section, "opens_at", rules.zone),
        "closes_at": _moment(section, "closes_at", rules.zone),
    }
    if values["opens_at"] and values["closes_at"] and values["closes_at"] <= values["opens_at"]:
        section.wrong("closes_at", "is not after opens_at")
    values |= DEFAULTS | rules.values | _read_rules(section)
    for key in NEEDED:
        if key not in rules.named and not section.has(key):
            message = f'"{key}" is set neither here nor under "call_defaults"'
            section.faults.add(section.line, message)
    section.finish()
    return values


def _read_rules(section: Section) -> Values:
    """Read what may stand under `call_defaults` and under a call; only what is there."""
    values: Values = {
        "languages": _read_languages(section),
        "word_limits": _read_limits(section),
        "points_most": section.whole("points_most", low=1, high=50),
        "point_words": section.whole("point_words", low=5, high=500),
        "consent_wording": section.translated("consent"),
    }
    return {key: value for key, value in values.items() if value}


def _read_languages(section: Section) -> list[str]:
    faults_before = len(section.faults.found)
    languages = section.texts("languages")
    if section.has("languages") and not languages and len(section.faults.found) == faults_before:
        section.wrong("languages", "names no language")
    for language in languages:
        if language and language not in section.languages:
            known = ", ".join(section.languages)
            section.wrong("languages", f'names "{language}", no language of the portal ({known})')
    if len(set(languages)) < len(languages):
        section.wrong("languages", "names a language twice")
    return languages


def _read_limits(section: Section) -> dict[str, int]:
    limits = section.section("limits")
    if limits is None:
        return {}
    found = {key: limits.whole(key, low=1, high=MOST_WORDS) for key in limit_keys()}
    if not limits.has("default"):
        limits.faults.add(limits.line, 'the key "default" is missing: words for all others')
    limits.finish()
    # In the order of the file, which is the order in which pages show them.
    return {key: words for key in limits.values if (words := found.get(key))}


@cache
def limit_keys() -> tuple[str, ...]:
    """Kinds of stakeholders, accreditation, default; and the same for joint statements."""
    kinds = tuple(StakeholderKind.values)
    joint = ("joint", *(f"joint_{kind}" for kind in kinds))
    return (*kinds, *Accreditation.values, "default", *joint)


def _moment(section: Section, key: str, zone: str) -> datetime | None:
    local = section.moment(key)
    if local is None:
        return None
    moment = local.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    # In the night when clocks go forward, some times never come.
    if moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None) != local:
        section.wrong(key, f"does not exist in {zone}: clocks go forward then")
    return moment


@cache
def _known_zones() -> frozenset[str]:
    return frozenset(available_timezones())
