"""Freeze the content of a build, and beside it who stands behind what."""

from __future__ import annotations

from hld_portal.reports.composing.attribution import (
    attributed,
    drafting_copy,
    passages_of,
    printed_in,
)
from hld_portal.reports.composing.composition import Identity
from hld_portal.reports.composing.document import compose_report
from hld_portal.reports.content import Document
from hld_portal.reports.models import Build, Chain


def freeze_document(build: Build, *, identity: Identity | None = None) -> Document:
    """Return the tree that a build is made of, and store its chain.

    The tree shows of the chain what the dialogue's attribution allows, a drafting copy all of
    it; the chain itself stays in a row of its own, which no renderer reads.
    """
    report = build.report
    dialogue = report.dialogue
    whole = compose_report(
        dialogue, report.kind, event=report.event, identity=identity, keep_sources=True
    )
    chain = {"passages": passages_of(whole), "printed": printed_in(whole)}
    Chain.objects.update_or_create(build=build, defaults=chain)
    return drafting_copy(whole) if build.drafting_copy else attributed(whole, dialogue)
