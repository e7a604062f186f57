"""Spelling: the Concise Oxford's first forms, with -ize, as United Nations documents have them."""

from __future__ import annotations

import re
from collections.abc import Iterator

# Stems whose verb ends in -ize; all others in -ise (advise, analyse, exercise) keep it.
IZE = (
    "apolog author capital categor central character civil colon commercial criminal critic "
    "custom decentral decriminal democrat destabil digit digital diplomat dramat econom emphas "
    "energ equal familiar fertil final formal general global harmon hospital human ideal immun "
    "individual industrial initial institutional international item jeopard legal legitim "
    "liberal local margin marginal material maxim mechan memor minim mobil modern monopol moral "
    "nation national natural neutral normal operational optim organ ostrac penal personal polar "
    "politic popular prior priorit privat professional public radical random rational real "
    "recogn reorgan regular revital ritual scrutin sensit social special stabil standard "
    "stigmat subsid summar symbol sympath synchron synthes systemat terror total traumat "
    "urban util victim visual vocal western"
)
OTHER = {
    "aging": "ageing",
    "analyze": "analyse",
    "analyzed": "analysed",
    "analyzing": "analysing",
    "behavior": "behaviour",
    "behaviors": "behaviours",
    "catalyze": "catalyse",
    "catalyzed": "catalysed",
    "center": "centre",
    "centers": "centres",
    "color": "colour",
    "counseling": "counselling",
    "defense": "defence",
    "endeavor": "endeavour",
    "endeavors": "endeavours",
    "enroll": "enrol",
    "enrollment": "enrolment",
    "favor": "favour",
    "favorable": "favourable",
    "favored": "favoured",
    "fulfill": "fulfil",
    "fulfillment": "fulfilment",
    "fueled": "fuelled",
    "harbor": "harbour",
    "harbors": "harbours",
    "honor": "honour",
    "honored": "honoured",
    "labor": "labour",
    "laborers": "labourers",
    "neighbor": "neighbour",
    "neighboring": "neighbouring",
    "neighbors": "neighbours",
    "offense": "offence",
    "offenses": "offences",
    "organisation": "organization",
    "paralyze": "paralyse",
    "paralyzed": "paralysed",
    "program": "programme",
    "programs": "programmes",
    "skillful": "skilful",
    "traveled": "travelled",
    "travelers": "travellers",
    "traveling": "travelling",
}
ISE = re.compile(
    rf"\b(?P<stem>(?:un|re|de|dis|over|under)?-?(?:{'|'.join(IZE.split())}))"
    r"(?P<s>is)(?P<end>es?|ed|ing|ers?|ations?|ational|able)\b"
)
WORDS = re.compile(rf"\b(?:{'|'.join(OTHER)})\b")
CAPITAL_START = re.compile(r"(?:^|[.!?]\s)(?P<word>[A-Z][a-z]+)")


def british(text: str) -> Iterator[tuple[str, int, str]]:
    """Give each word spelled otherwise: the word, its place, how it is spelled.

    Words with a capital within a sentence are names ("Organisation for Economic
    Co-operation") and stay.
    """
    lowered = CAPITAL_START.sub(
        lambda found: found[0].replace(found["word"], found["word"].lower()), text
    )
    for found in ISE.finditer(lowered):
        better = f"{found['stem']}iz{found['end']}"
        yield text[found.start() : found.end()], found.start(), _like(text[found.start()], better)
    for found in WORDS.finditer(lowered):
        yield (
            text[found.start() : found.end()],
            found.start(),
            _like(text[found.start()], OTHER[found[0]]),
        )


def _like(first: str, word: str) -> str:
    return word.capitalize() if first.isupper() else word
