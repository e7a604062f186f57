"""The styles of a DOCX, named as in the documents of the model.

Source: un-document.md, section 1.2 (sizes in points, widths in per cent).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from hld_portal.reports.content_walk import direction
from hld_portal.reports.renderers.docx_xml import ppr, rpr, to_bytes, w

LATIN = "Times New Roman"
ARABIC = "Times New Roman"
CHINESE = "SimSun"
LOCALES = {"ar": "ar-SA", "zh": "zh-CN", "en": "en-GB", "fr": "fr-FR", "ru": "ru-RU", "es": "es-ES"}

MEASURE = 9840  # twentieths of a point: the full measure, 492 pt
MEASURE_LANDSCAPE = 13440
INDENT = 1267  # of the text column, on both sides
STEP = 475  # 23.75 pt: from one tab to the next
STOPS = tuple(INDENT + STEP * n for n in range(1, 5))
NUMBER_END = 1022  # where the number of a heading ends


@dataclass(frozen=True)
class Style:
    """One style; lengths in twentieths of a point, size in half points."""

    id: str
    name: str
    size: int = 20
    line: int = 240
    bold: bool = False
    italic: bool = False
    tracking: int = 4
    width: int = 103
    before: int = 0
    after: int = 0
    left: int = 0
    right: int = 0
    first: int = 0  # below zero: hanging
    justify: str = "left"
    tabs: tuple[tuple[str, int], ...] = ()
    outline: int | None = None
    keep: bool = False
    exact: bool = True
    rules: tuple[tuple[str, int, int], ...] = ()  # side, eighths of a point, distance


COLUMN: dict[str, Any] = {"left": INDENT, "right": INDENT}
TEXT: dict[str, Any] = COLUMN | {
    "after": 120,
    "justify": "both",
    "tabs": tuple(("left", each) for each in STOPS),
}
HEADING: dict[str, Any] = COLUMN | {
    "first": -INDENT,
    "tabs": (("right", NUMBER_END), ("left", INDENT)),
    "keep": True,
}
SMALL: dict[str, Any] = {"size": 17, "line": 210, "tracking": 5, "width": 104}
SMALL_X: dict[str, Any] = {"size": 14, "line": 160, "tracking": 5, "width": 106}
MINOR: dict[str, Any] = HEADING | {"before": 120, "after": 120}


def ends(measure: int) -> tuple[tuple[str, int], ...]:
    """Give the stops of running heads: the middle and the far end."""
    return (("center", measure // 2), ("right", measure))


STYLES = (
    Style("Normal", "Normal"),
    Style("SingleTxt", "Single Txt", **TEXT),
    *(
        Style(f"SingleTxt{n}", f"Single Txt {name}", **(TEXT | {"first": STEP * n}))
        for n, name in enumerate(("(a)", "(i)", "a.", "i."), start=1)
    ),
    Style(
        "SingleTxtQuote",
        "Single Txt Quote",
        left=INDENT + STEP,
        right=INDENT + STEP,
        after=120,
        justify="both",
    ),
    Style("SingleTxtSource", "Single Txt Source", left=INDENT, right=INDENT + STEP, after=120, justify="right"),
    Style("TitleHCH", "Title_H_CH", 28, 300, bold=True, tracking=-2, before=330, keep=True, **COLUMN),
    Style("TitleH1", "Title_H1", 24, 270, bold=True, before=220, after=360, **COLUMN),
    Style("HCh", "H_Ch", 28, 300, bold=True, tracking=-2, before=240, after=240, outline=0, **HEADING),
    Style("H1", "H_1", 24, 270, bold=True, before=240, after=240, outline=1, **HEADING),
    Style("H23", "H_2/3", bold=True, tracking=2, outline=2, **MINOR),
    Style("H4", "H_4", italic=True, tracking=3, outline=4, **MINOR),
    Style("H56", "H_5/6", outline=5, **MINOR),
    Style(
        "FootnoteText",
        "footnote text",
        first=-432,
        tabs=(("right", 1195),),
        **COLUMN,
        **SMALL,
    ),
    Style("Small", "Small", **SMALL),
    Style("SmallX", "SmallX", **SMALL_X),
    Style("Header", "header", 17, 210, bold=True, tracking=0, before=580, tabs=ends(MEASURE), rules=(("bottom", 2, 4),)),
    Style("Footer", "footer", 17, 210, bold=True, tracking=0, after=620, tabs=ends(MEASURE)),
    Style("Mark", "Document Mark", 18, 220, bold=True, tracking=0, justify="center"),
    Style("MastheadOwner", "Masthead Owner", 28, 300, tracking=2, width=96, after=60),
    Style("MastheadSymbol", "Masthead Symbol", 20, 480, tracking=2, justify="right", exact=False, after=60),
    Style("MastheadOrgan", "Masthead Organ", 40, 390, bold=True, tracking=-4, width=98, before=120),
    Style("MastheadLine", "Masthead Line"),
    Style("MastheadFigure", "Masthead Figure", exact=False, before=120, left=100),
    Style("Corner", "Masthead Corner", right=4347),
    Style("SummaryHead", "Summary Heading", 24, 270, italic=True, before=240, after=120, left=246, keep=True),
    Style("SummaryTxt", "Summary Txt", first=STEP, after=120, justify="both", **COLUMN),
    Style("TableNumber", "Table Number", before=120, keep=True),
    Style("TableTitle", "Table Title", bold=True, tracking=2, after=90, keep=True),
    Style("TableUnit", "Table Unit", after=80, keep=True, **SMALL_X),
    Style("TableUnits", "Table Units", before=60, after=20, keep=True, **SMALL_X),
    Style("TableHead", "Table Head", italic=True, before=81, after=81, keep=True, **SMALL_X),
    Style("TableTxt", "Table Txt", before=40, after=40, **SMALL),
    Style("TableWords", "Table Words", before=70, after=70),
    Style("TableTiny", "Table Tiny", 12, 150, tracking=0, width=100, before=40, after=40),
    Style("TableNote", "Table Note", **SMALL),
    Style("ContentsHead", "Contents Heading", 28, 300, tracking=-2, after=120, keep=True),
    Style("ContentsPage", "Contents Page", justify="right", italic=True, after=120, **SMALL_X),
    *(
        Style(f"TOC{n}", f"toc {n}", left=title, first=-title, after=120,
              tabs=((side, at), ("left", title), ("dot", MEASURE)))
        for n, side, at, title in ((1, "right", 1132, 1296), (2, "left", 1296, 1728), (3, "left", 1728, 2160))
    ),
    Style("EndRule", "End Rule", before=480, rules=(("top", 2, 1),)),
)  # fmt: skip


def locale_of(language: str) -> str:
    """Give the code of a language as word processors know it."""
    return LOCALES.get(language, language)


def styles_part(language: str) -> bytes:
    """Write `styles.xml`; where letters join, nothing is tracked or widened."""
    joined = direction(language) == "rtl"
    fonts = w("rFonts", ascii=LATIN, hAnsi=LATIN, eastAsia=CHINESE, cs=ARABIC)
    tongues = {"val": "en-GB", "eastAsia": "zh-CN", "bidi": "ar-SA"}
    kind = {"ar": "bidi", "zh": "eastAsia"}.get(language.split("-")[0], "val")
    if joined:
        kind = "bidi"
    tongues[kind] = locale_of(language)
    size = (w("sz", val=20), w("szCs", val=20))
    root = w(
        "styles",
        w(
            "docDefaults",
            w("rPrDefault", rpr(fonts, *size, w("lang", **tongues))),
            w("pPrDefault", ppr(w("widowControl"))),
        ),
        *(_style_element(each, joined) for each in STYLES),
        _character("FootnoteReference", "footnote reference", w("vertAlign", val="superscript")),
        _character("DraftMark", "Draft Mark", w("sz", val=14), w("szCs", val=14)),
        w(
            "style",
            w("name", val="Normal Table"),
            w("tblPr", w("tblInd", w=0, type="dxa")),
            type="table",
            default=1,
            styleId="TableNormal",
        ),
    )
    return to_bytes(root)


def _style_element(given: Style, joined: bool) -> Any:
    normal = given.id == "Normal"
    kind: dict[str, object] = {"type": "paragraph", "styleId": given.id}
    kind |= {"default": 1} if normal else {}
    made = w("style", w("name", val=given.name), **kind)
    if not normal:
        made.append(w("basedOn", val="Normal"))
    made.append(w("qFormat"))
    made.append(_paragraph_properties(given))
    made.append(_run_properties(given, joined))
    return made


def _paragraph_properties(given: Style) -> Any:
    rule = "exact" if given.exact else "atLeast"
    found = [
        w("spacing", before=given.before, after=given.after, line=given.line, lineRule=rule),
        _indent(given),
        w("jc", val=given.justify),
    ]
    if given.keep:
        found += [w("keepNext"), w("keepLines")]
    if given.tabs:
        found.append(w("tabs", *(_stop(kind, at) for kind, at in given.tabs)))
    if given.rules:
        sides = (w(s, val="single", sz=sz, space=gap, color="auto") for s, sz, gap in given.rules)
        found.append(w("pBdr", *sides))
    if given.outline is not None:
        found.append(w("outlineLvl", val=given.outline))
    return ppr(*found)


def _stop(kind: str, at: int) -> Any:
    if kind == "dot":
        return w("tab", val="right", leader="dot", pos=at)
    return w("tab", val=kind, pos=at)


def _indent(given: Style) -> Any:
    made = {"left": given.left, "right": given.right}
    made |= {"hanging": -given.first} if given.first < 0 else {"firstLine": given.first}
    return w("ind", **made)


def _run_properties(given: Style, joined: bool) -> Any:
    found = [
        w("spacing", val=0 if joined else given.tracking),
        w("w", val=100 if joined else given.width),
        w("sz", val=given.size),
        w("szCs", val=given.size),
    ]
    if given.bold:
        found += [w("b"), w("bCs")]
    if given.italic:
        found += [w("i"), w("iCs")]
    return rpr(*found)


def _character(name: str, shown: str, *given: Any) -> Any:
    label = w("name", val=shown)
    return w("style", label, w("qFormat"), rpr(*given), type="character", styleId=name)
