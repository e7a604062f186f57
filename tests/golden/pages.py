"""Reading finished PDFs in tests: words with their places, rules, tags."""

import io
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from html import unescape
from re import findall

import pikepdf
import pytest

from hld_portal.reports.renderers.pdf import Geometry, RenderedPdf, render_pdf
from tests.golden.trees import make_report


@dataclass(frozen=True)
class Word:
    page: int
    text: str
    left: float
    top: float
    right: float
    bottom: float


@cache
def golden_pdf(geometry: Geometry = "2014") -> RenderedPdf:
    return render_pdf(make_report(), geometry)


def open_pdf(rendered: RenderedPdf) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(rendered.pdf))


@cache
def words_of(pdf: bytes) -> tuple[Word, ...]:
    """Every word of a PDF with its box, in points from the top left."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    done = subprocess.run(
        ["pdftotext", "-bbox", "-", "-"], input=pdf, capture_output=True, check=True
    )
    words = []
    for number, page in enumerate(done.stdout.decode().split("<page ")[1:], start=1):
        pattern = r'<word xMin="(.+?)" yMin="(.+?)" xMax="(.+?)" yMax="(.+?)">(.*?)</word>'
        for left, top, right, bottom, text in findall(pattern, page):
            sides = (float(left), float(top), float(right), float(bottom))
            words.append(Word(number, unescape(text), *sides))
    return tuple(words)


def find_words(pdf: bytes, text: str, page: int | None = None) -> list[Word]:
    return [w for w in words_of(pdf) if w.text == text and page in (None, w.page)]


def reachable_content(pdf: pikepdf.Pdf) -> set[tuple[int, int]]:
    """Every (page, marked content) that the structure tree leads to."""
    places = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    found: set[tuple[int, int]] = set()
    waiting = list(pdf.Root.StructTreeRoot.K)
    while waiting:
        element = waiting.pop()
        page = places.get(element.Pg.objgen) if "/Pg" in element else None
        for kid in element.get("/K", ()):
            if isinstance(kid, pikepdf.Dictionary):
                waiting.append(kid)
            elif page is not None:
                found.add((page, int(kid)))
    return found


def marked_content(pdf: pikepdf.Pdf) -> set[tuple[int, int]]:
    """Every (page, marked content) that the pages hold, artifacts left out."""
    found = set()
    for number, page in enumerate(pdf.pages):
        for operands, operator in pikepdf.parse_content_stream(page):
            if str(operator) == "BDC" and "/MCID" in operands[1]:
                found.add((number, int(operands[1].MCID)))
    return found
