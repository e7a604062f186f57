"""Tell contributors what became of their words: which point stands behind which paragraph."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.urls import NoReverseMatch, reverse

from hld_portal.reports.composing.attribution import Cited
from hld_portal.reports.models import Build, Chain
from submissions.models import PointVersion, Submission


@dataclass(frozen=True)
class Place:
    """A paragraph of a document, and its sentences that rest on a point."""

    number: int
    url: str
    sentences: tuple[str, ...]


@dataclass
class OwnPoint:
    """A point in its newest words, and where it stands in a document."""

    version: PointVersion
    places: list[Place] = field(default_factory=list)
    is_current: bool = True  # the newest version of the submission still has it


@dataclass(frozen=True)
class Reflection:
    """A public document, and what of a submission stands behind it; nothing is an answer, too."""

    build: Build
    title: str
    symbol: str
    url: str
    points: list[OwnPoint]
    printed_url: str = ""  # where the text stands in full

    @property
    def standing(self) -> list[OwnPoint]:
        return [point for point in self.points if point.places]

    @property
    def silent(self) -> list[OwnPoint]:
        return [point for point in self.points if not point.places and point.is_current]


def reflections_of(submission: Submission) -> list[Reflection]:
    """Return every public document of the dialogue with what of the submission it rests on.

    As the document was frozen when it was compiled: what was drafted since says nothing yet.
    Queries: 2
    """
    versions = list(
        PointVersion.objects.filter(version__submission=submission)
        .select_related("version")
        .order_by("version__number", "position")
    )
    return [_reflection(chain, submission, versions) for chain in _public_chains(submission)]


def _public_chains(submission: Submission) -> Iterator[Chain]:
    public = Build.objects.public().filter(report__dialogue=submission.dialogue_id)
    chains = Chain.objects.filter(build__in=public.values("pk"))
    return (
        chains.select_related("build__report__dialogue", "build__issue")
        .defer("build__snapshot")
        .order_by("build__report", "-build__created_at")
        .iterator()
    )


def _reflection(chain: Chain, submission: Submission, versions: list[PointVersion]) -> Reflection:
    build = chain.build
    issue = getattr(build, "issue", None)
    symbol = issue.symbol if issue and issue.is_issued else ""
    url = page_of(build)
    reference = submission.reference or ""
    printed = chain.printed.get(reference)
    return Reflection(
        build=build,
        title=build.report.title,
        symbol=symbol,
        url=url,
        points=_own_points(chain, reference, versions, url),
        printed_url="" if printed is None else at_anchor(url, printed),
    )


def _own_points(
    chain: Chain, reference: str, versions: list[PointVersion], url: str
) -> list[OwnPoint]:
    """A point keeps its identity when a later version words or places it otherwise."""
    newest = max((each.version.number for each in versions), default=0)
    identity = {(each.version.number, each.position): each.point_id for each in versions}
    points = {each.point_id: OwnPoint(each) for each in versions}
    for point in points.values():
        point.is_current = point.version.version.number == newest
    for passage in chain.passages:
        for place, sentences in _standing_in(passage, reference).items():
            point_id = identity.get(place)
            if point_id is not None:
                address = at_anchor(url, passage["anchor"])
                found = Place(passage["number"], address, tuple(sentences))
                points[point_id].places.append(found)
    return sorted(points.values(), key=lambda p: (not p.is_current, p.version.position))


def _standing_in(passage: dict, reference: str) -> dict[tuple[int, int], list[str]]:
    """Return, by version and point, the sentences of a passage that cite the submission."""
    found: dict[tuple[int, int], list[str]] = defaultdict(list)
    for sentence in passage["sentences"]:
        for key in sentence["behind"]:
            cited = Cited.from_key(key)
            if cited.reference == reference:
                found[cited.version, cited.point].append(sentence["text"])
    return found


def page_of(build: Build) -> str:
    """Return the address of a document's page: under its symbol once it is issued."""
    issue = getattr(build, "issue", None)
    slug = issue.slug if issue and issue.is_issued else build.report.slug
    arguments = [build.report.dialogue.slug, slug]
    try:
        return reverse("reports:report_page", args=arguments)
    except NoReverseMatch:
        return reverse("reports:report_show", args=arguments)


def at_anchor(url: str, anchor: str) -> str:
    """Return the address of a paragraph: of a long document the page opens at it."""
    return f"{url}?at={anchor}#{anchor}" if anchor else url
