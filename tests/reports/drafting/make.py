"""Short ways to write findings and to print a draft."""

from hld_portal.reports.drafting.inputs import Counts, FindingInput, Instrument, TableInput

DECLARATION = Instrument("the Declaration", "resolution 68/4, annex", "A/RES/68/4")
DRAFT = Instrument("the draft declaration", "A/CONF.900/L.1", "L.1")


def finding(kind, wording, by=(0, 0, 0), on="", **more):
    """`by`: Member States, civil society, others; `on`: "12 13"; the key is the wording."""
    key = more.pop("key", wording)
    return FindingInput(
        key, kind, wording, counts=Counts(*by), paragraphs=tuple(on.split()), **more
    )


def message(wording, by, on="", **more):
    return finding("message", wording, by, on, **more)


def recommend(addressee, wording, by, on="", **more):
    return finding("recommendation", wording, by, on, addressee=addressee, **more)


def practice(wording, by=(1,), on="", **more):
    return finding("practice", wording, by, on, **more)


def commitment(wording, by, on="", **more):
    return finding("commitment", wording, by, on, **more)


def gap(wording, by, on="missing", **more):
    return finding("gap", wording, by, on, **more)


def proposal(wording, replaces, by, on="", **more):
    return finding("proposal", wording, by, on, replaces=replaces, **more)


def table(contributors, *findings, **more):
    more = {"number": 2, "theme": "the rights of migrants", "instrument": DECLARATION} | more
    return TableInput(contributors=Counts(*contributors), findings=findings, **more)


def printed(paragraphs):
    """Print as a reader sees it: a line for each paragraph and each item."""
    lines = []
    for paragraph in paragraphs:
        lines.append(paragraph.text)
        lines += [f"({item.letter}) {item.text}" for item in paragraph.items]
    return lines
