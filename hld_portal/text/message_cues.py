"""English verbs and phrases that tell what a sentence of a statement does."""

from __future__ import annotations

import re


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile(r"(?:" + "|".join(patterns) + r")", re.IGNORECASE)


_REPORTED = (
    r"introduced|established|adopted|launched|ratified|enacted|created|opened|set up|signed|"
    r"implemented|put in place|developed|reformed|expanded|piloted|abolished|concluded|built|"
    r"strengthened|reviewed|fostered|trained|simplified|extended|reduced|lowered|cut|halved"
)
_ADVERB = r"(?:\w+ly |also |already |since |therefore |now )*"
_ASIDE = r"(?:, [^,]{1,60},)?"
# Words that open a sentence with a capital letter and yet name nobody who acts.
_NOBODY = (
    r"(?:migrations?|migrants?|immigrants?|remittances?|mobility|development|diasporas?|workers?|"
    r"women|children|people|young|youth|everyone|nobody|nothing|it|this|that|these|those|they|he|"
    r"she|there|what|who|which|such|many|most|some|all|more|each|both|one|policies|countries|"
    r"efforts?|progress|globalization|\w+ing)\b"
)
_NAME = (
    rf"(?!{_NOBODY})(?!the {_NOBODY})(?-i:(?:The |the )?[A-Z][\w’'-]*"
    r"(?: (?:of(?: the)?|and) [A-Z][\w’'-]*| [A-Z][\w’'-]*){0,5})"
)
_WE = r"(?:we|i|(?:our|my) (?:\w+ ){0,2}\w+|(?:the|our) (?:government|ministry)(?: of [\w]+){0,3})"
_OPENING = r"(?:^(?:in|since|by) \d{4},? |^|[,;:] |\bthat |\band )"
_ACTOR = rf"(?:{_OPENING}{_WE}|^{_NAME}){_ASIDE} {_ADVERB}"

# The first that fits decides: a sentence that asks and promises is a recommendation.
# "We will" and "Ruritania will" promise; "Migration will grow" foretells.
CUES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "proposal",
        _any(
            r"\b(?:replac(?:e|ing)|delet(?:e|ing)|insert(?:ing)?|amend(?:ing)?)\b.{0,200}"
            r"\bpara(?:graph|\.)",
            r"\bpara(?:graph|\.) \d+.{0,80}\b(?:replace|delete|insert|amend|add)\b",
            r"\bparagraph \d+\b.{0,80}\b(?:should|could) (?:read|be amended|be replaced)\b",
        ),
    ),
    (
        "gap",
        _any(
            r"\b(?:does|do|did) not (?:address|mention|cover|speak of|refer to)\b",
            r"\bmakes? no (?:mention|reference)\b",
            r"\b(?:is|are|remains?) (?:silent on|missing from|absent from|not addressed)\b",
            r"\bfails? to (?:address|mention)\b",
        ),
    ),
    (
        "recommendation",
        _any(
            r"\b(?:should|(?<!a )must|ought to)\b",
            r"\b(?:call|appeal)(?:s|ed|ing)? (?:for|on|upon|to)\b",
            r"\b(?:reiterate|repeat|renew|support|echo)s? (?:\w+ ){1,2}calls?\b",
            r"\b(?:urge|urges|urged|urging|recommend|recommends|recommended|recommending)\b",
            r"\b(?:we|i) (?:\w+ly )?(?:encourage|invite|request|ask|propose|suggest|demand)\b",
            r"\bit is (?:\w+ ){0,2}(?:imperative|essential|crucial|vital|necessary|important) "
            r"(?:that|to|for)\b",
            r"\bneeds? to be\b",
            r"\b(?:stress|underlin|emphasi[sz]|reiterat|identif|highlight|recogni[sz]|reaffirm|see)"
            r"\w* the need\b",
        ),
    ),
    (
        "commitment",
        _any(
            r"\b(?:commits? (?:itself|ourselves|themselves|to)|pledg(?:e|es|ed)|undertakes? to)\b",
            r"\b(?:is|are|am|remains?) (?:\w+ly )?committed to\b",
            rf"{_ACTOR}(?:will|shall|intends? to|plans? to)\b",
        ),
    ),
    (
        "practice",
        _any(
            rf"{_ACTOR}(?:has |have )?{_ADVERB}(?:{_REPORTED})\b",
            rf"^(?!{_NOBODY}).{{0,120}}\b(?:has|have) {_ADVERB}(?:{_REPORTED})\b",
        ),
    ),
)

COURTESY = _any(
    r"^(?:(?:mr|madam|ms)\.? (?:president|chair)|excellenc|ladies and gentlemen|distinguished)",
    r"^(?:we|i|allow me|let me|permit me)\b.{0,40}\b(?:thank|congratulate|welcome you|wish you)\b",
    r"^thank you\b",
)

ASKED = re.compile(
    r"\b(?:call(?:s|ed|ing)? (?:on|upon)|urg(?:e|es|ed|ing)|recommend(?:s|ed|ing)? that|"
    r"encourag(?:e|es|ed|ing)|invit(?:e|es|ed|ing)|request(?:s|ed|ing)?|ask(?:s|ed|ing)?|"
    r"appeal(?:s|ed|ing)? to)\b(?P<whom>.{2,120}?)(?:\bto\b|\bshould\b|:|;|$)",
    re.IGNORECASE,
)
SUBJECT_OF_SHOULD = re.compile(
    r"(?P<whom>[^,;:.]{2,120}?) (?:should|must|ought to)\b", re.IGNORECASE
)

# Keys as in roundtables/data/hld-2013.yaml; the narrower comes first.
ADDRESSEES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "all",
        _any(r"\ball (?:stakeholders|parties|actors|partners)\b", r"\beveryone\b", r"\bwe all\b"),
    ),
    (
        "un_system",
        _any(r"\bunited nations (?:system|agencies|entities|bodies)\b", r"\bthe united nations\b"),
    ),
    (
        "employers",
        _any(r"\bemployers?\b", r"\brecruit(?:ers?|ment agencies)\b", r"\bbusiness(?:es)?\b"),
    ),
    (
        "origin",
        _any(r"\bcountr(?:y|ies) of origin\b", r"\b(?:origin|sending) (?:countries|states)\b"),
    ),
    (
        "destination",
        _any(
            r"\bcountr(?:y|ies) of destination\b",
            r"\b(?:destination|host|receiving) (?:countries|states)\b",
        ),
    ),
    (
        "governments",
        _any(
            r"\bgovernments?\b",
            r"\b(?:member |all |the )?states(?: parties)?\b",
            r"\b(?:all|other|these|our) (?:countries|nations)\b",
            r"^\s*countries\b",
        ),
    ),
)
