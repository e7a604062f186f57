"""Find the counted words of a text: which of them speak of those who contributed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from hld_portal.reports.drafting.groups import GROUPS
from hld_portal.reports.drafting.scale import LADDER
from hld_portal.reports.drafting.words import FIGURE, OFF_SCALE, SYNONYMS, canonical

UNNAMED = "unnamed"  # "most observed": no noun says of which group


@dataclass(frozen=True)
class FoundQuantifier:
    """A counted word before a noun for those who spoke, or alone before what they did.

    `word` is its word of the scale where it has one; `speaks` is false inside what was said
    ("observed that all Member States …"): it is part of the message there and has no count
    of its own.
    """

    word: str
    group: str
    start: int
    end: int
    speaks: bool


def _any_of(words: set[str]) -> str:
    longest_first = sorted(map(re.escape, words), key=lambda word: (-len(word), word))
    return "|".join(longest_first).replace(r"\ ", r"\s+")


_NOUN_GROUPS = {
    noun.lower(): group.key for group in GROUPS.values() for pair in group.nouns for noun in pair
}
# Nouns that a draft never uses and that may name others: they count before a verb of saying.
_LOOSE_GROUPS = {
    "states": "states",
    "governments": "states",
    "representatives of states": "states",
    "representatives of member states": "states",
    "civil society": "civil_society",
    "ngos": "civil_society",
    "non-governmental organizations": "civil_society",
    "organizations": "civil_society",
    "representatives": "participants",
    "stakeholders": "participants",
    "panellists": "participants",
    "submissions": "participants",
}
_NOUNS, _LOOSE = _any_of(set(_NOUN_GROUPS)), _any_of(set(_LOOSE_GROUPS))
_SAYS = (
    r"(?:\s+(?:also|further|then|again|however|therefore|alike))*\s+(?:(?:have|had|has)\s+)?"
    r"(?:observed|noted|recalled|cautioned|warned|welcomed|acknowledged|recogni[sz]ed|recommended"
    r"|called|highlighted|emphasi[sz]ed|stressed|proposed|suggested|announced|expressed|reported"
    r"|underlined|underscored|pointed|urged|agreed|disagreed|argued|affirmed|reaffirmed|stated"
    r"|said|mentioned|presented|shared|supported|objected|opposed|requested|asked|raised|drew"
    r"|spoke|reiterated|believed|felt|held|advocated|favoured|referred|described|regretted"
    r"|pledged|committed|considered|saw|took\s+the\s+view|were\s+of\s+the\s+view)\b"
)
_LADDER = _any_of({*LADDER, *SYNONYMS, "no"} - {"only one"})
_OF = r"(?:\s+of(?:\s+all)?(?:\s+(?:the|these|those))?|\s+the)?"
_WORD = (
    rf"(?:{FIGURE}\s+(?:out\s+)?of\s+(?:the\s+)?{FIGURE}|all\s+(?:of\s+)?(?:the\s+)?{FIGURE}"
    rf"|the\s+{FIGURE}|(?:{OFF_SCALE}|{_LADDER}|{FIGURE}){_OF})"
)
# One word may stand between: "many other participants", "most African Member States".
_OTHER = (
    r"(?:(?:others?|participating|contributing|remaining|(?!(?:and|or|that|of|with|for|to|by|in|as"
    r"|at|on|from)\b)[^\W\d_][\w-]*(?<!ed)(?<!ing)(?<!s))\s+)??"
)
_FOUND = re.compile(
    rf"(?<![\w-])(?:(?P<word>{_WORD})\s+{_OTHER}"
    rf"(?:(?P<noun>{_NOUNS})\b|(?P<loose>{_LOOSE})\b)"
    rf"|(?P<one>an?|another)\s+(?P<single>{_NOUNS})(?={_SAYS})"
    rf"|(?P<alone>(?:{OFF_SCALE}|{_LADDER})(?:\s+of\s+(?:them|these|those|whom))?)(?={_SAYS}))",
    flags=re.IGNORECASE,
)
# What follows speakers after "and": more of them, then that they say something.
_SAY = re.compile(
    rf"(?:(?:,| and)\s+(?:{_WORD})\s+(?:{_NOUNS}))*\s+(?:\w+ed|that|called)\b", flags=re.IGNORECASE
)
_SAYS_NEXT = re.compile(_SAYS, flags=re.IGNORECASE)
_INSIDE = re.compile(
    r"\b(?:that|upon|on|for|to|in|from|among|between|with|of)\s+$", flags=re.IGNORECASE
)
# Prepositions that lead to those who say it.
_BY = re.compile(
    r"(?:\b(?:in the (?:view|views|opinion|judgement|experience) of|according to"
    r"|(?:together|along) with)|(?:^|[.:;]\s+)for)\s+$",
    flags=re.IGNORECASE,
)


def find_quantifiers(text: str) -> list[FoundQuantifier]:
    """Find every counted word that stands for those who spoke.

    "most countries" or "all migrants" are not found: no count on file stands behind them.
    """
    found: list[FoundQuantifier] = []
    chained_at = -1  # where the noun of the last speaker ends
    for match in _FOUND.finditer(text):
        before, after = text[: match.start()], text[match.end() :]
        if match["loose"] and not (_SAYS_NEXT.match(after) or _BY.search(before)):
            continue
        between = text[chained_at : match.start()] if chained_at >= 0 else ""
        speaks = _speaks(before, after, is_chained=between in (", ", " and "))
        chained_at = match.end() if speaks else -1
        found.append(_found(match, speaks=speaks))
    return found


def _found(match: re.Match[str], *, speaks: bool) -> FoundQuantifier:
    part = next(name for name in ("word", "one", "alone") if match[name])
    noun = _one_line(match["noun"] or match["single"] or match["loose"] or "")
    group = _NOUN_GROUPS.get(noun) or _LOOSE_GROUPS.get(noun, UNNAMED)
    word = "one" if part == "one" else canonical(match[part])
    return FoundQuantifier(word, group, match.start(part), match.end(part), speaks)


def _one_line(noun: str) -> str:
    return " ".join(noun.lower().split())


def _speaks(before: str, after: str, *, is_chained: bool) -> bool:
    if before.count("“") > before.count("”"):
        return False
    if _INSIDE.search(before) and not _BY.search(before):
        return False
    new_clause = not before.endswith("and ") or _SAY.match(after)
    return is_chained or bool(new_clause)
