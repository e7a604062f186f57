import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
SHEETS = sorted((ROOT / "static" / "css").glob("*.css"))
# WeasyPrint reads its sheet from a file, and prints no page of ours: not under the CSP.
SERVED = [path for path in TEMPLATES if "pdf" not in path.parts]

INLINE = {
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.I),
    "a style element": re.compile(r"<style\b", re.I),
    "a script with a body": re.compile(r"<script\b(?![^>]*\bsrc=)", re.I),
    "an event handler": re.compile(r"<[^>]*\son[a-z]+\s*=", re.I),
    "an htmx event handler": re.compile(r"\shx-on[:\w-]*\s*=", re.I),
    "an address that runs": re.compile(r"javascript:", re.I),
}
PHYSICAL = re.compile(
    r"""(?x) (?<![\w-])
    ( (margin|padding|border|inset|scroll-margin|scroll-padding)-(left|right|top|bottom)
    | (left|right) \s* :
    | (text-align|float|clear) \s* : \s* (left|right)
    | border-(top|bottom)-(left|right)-radius
    ) """
)


def test_there_are_templates_and_sheets_to_look_at():
    assert len(SERVED) > 30
    assert {path.name for path in SHEETS} >= {
        *("tokens.css", "base.css", "layout.css", "components.css", "work.css", "print.css")
    }


@pytest.mark.parametrize("path", SERVED, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_template_writes_style_or_script_into_the_page(path):
    text = path.read_text(encoding="utf-8")
    assert [what for what, pattern in INLINE.items() if pattern.search(text)] == []


@pytest.mark.parametrize(
    "wrong",
    [
        '<p style="color: red">',
        "<style>p {}</style>",
        "<script>go()</script>",
        '<a href="#" onclick="go()">',
        '<p hx-on:click="go()">',
    ],
)
def test_the_scan_finds_what_it_looks_for(wrong):
    assert any(pattern.search(wrong) for pattern in INLINE.values())


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_sheets_know_no_left_and_right(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [line.strip() for line in lines if PHYSICAL.search(line)] == []


@pytest.mark.parametrize("wrong", ["margin-left: 1px", "left: 0;", "text-align: right"])
def test_the_scan_finds_left_and_right(wrong):
    assert PHYSICAL.search(wrong)


def test_colours_stand_in_the_tokens_alone():
    hexes = re.compile(r"#[0-9a-f]{3,8}\b|\boklch\(", re.I)
    found = {
        path.name: hexes.findall(path.read_text(encoding="utf-8"))
        for path in SHEETS
        if path.name != "tokens.css"
    }
    assert {name: colours for name, colours in found.items() if colours} == {}


def test_every_fragment_says_what_it_needs():
    fragments = sorted((ROOT / "templates" / "_ui").glob("*.html"))
    silent = [
        path.name
        for path in fragments
        if not path.read_text(encoding="utf-8").startswith("{# Needs:")
    ]
    assert fragments
    assert silent == []
