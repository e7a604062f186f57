"""Freeze the content of a build, and beside it who stands behind what."""

from __future__ import annotations

from django.db.models import Q

from hld_portal.reports.composing.attribution import (
    attributed,
    drafting_copy,
    passages_of,
    printed_in,
)
from hld_portal.reports.composing.composition import Identity
from hld_portal.reports.composing.document import compose_report
from hld_portal.reports.content import Document
from hld_portal.reports.issuing.sources import references_behind, sources_of
from hld_portal.reports.models import Build, BuildSource, Chain
from submissions.models import Submission


def freeze_document(build: Build, *, identity: Identity | None = None) -> Document:
    """Return the tree that a build is made of, and store its chain.

    The tree shows of the chain what the dialogue's attribution allows, a drafting copy all of
    it; the chain itself stays in a row of its own, which no renderer reads. The submissions that
    it lists, cites or reproduces are noted with it: once one of them falls away, a published
    draft is withheld.
    """
    report = build.report
    dialogue = report.dialogue
    whole = compose_report(
        dialogue, report.kind, event=report.event, identity=identity, keep_sources=True
    )
    chain = {"passages": passages_of(whole), "printed": printed_in(whole)}
    kept, _made = Chain.objects.update_or_create(build=build, defaults=chain)
    _note_sources(build, references_behind(kept))
    return drafting_copy(whole) if build.drafting_copy else attributed(whole, dialogue)


def _note_sources(build: Build, behind: set[str]) -> None:
    """Note what the build shows or cites. Queries: 3"""
    listed = sources_of(build.report)
    found = Submission.objects.filter(
        Q(pk__in=listed.published().values("pk")) | Q(reference__in=behind),
        dialogue=build.report.dialogue,
    )
    rows = [
        BuildSource(
            build=build,
            submission=each,
            is_shown=each.published_version_id is not None,
            is_named=each.published_version_id is not None and each.is_named,
        )
        for each in found.only("reference", "published_version", "consent")
    ]
    BuildSource.objects.filter(build=build).delete()
    BuildSource.objects.bulk_create(rows, batch_size=1_000)
