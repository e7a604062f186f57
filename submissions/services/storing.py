"""Store the points of a version; a point's identity outlives a correction."""

from __future__ import annotations

from submissions.content import PointContent, Target
from submissions.enums import LinkOrigin
from submissions.models import Point, PointLink, PointVersion, Version


def store_points(
    version: Version, contents: list[PointContent], targets: dict[str, Target], *, first: bool
) -> None:
    """Store the points and their links. Queries: 3, and 2 more for a correction."""
    points = _identities(version, contents, first=first)
    Point.objects.bulk_create(point for point in points if point.pk is None)
    point_versions = PointVersion.objects.bulk_create(
        PointVersion(
            point=point,
            version=version,
            position=position,
            kind=content.kind,
            text=content.text.strip(),
            addressee=content.addressee,
            replaces=content.replaces,
            concern=content.concern,
            origin=content.origin,
        )
        for position, (point, content) in enumerate(zip(points, contents, strict=True), start=1)
    )
    PointLink.objects.bulk_create(
        PointLink(
            point_version=point_version,
            target=target.target,
            instrument=target.instrument,
            paragraph=target.paragraph,
            origin=LinkOrigin.SUBMITTER,
            confirmed_at=version.submitted_at,
            confirmed_by=version.submitted_by,
        )
        for point_version, content in zip(point_versions, contents, strict=True)
        for code in dict.fromkeys(content.paragraphs)
        if (target := targets.get(code))
    )


def _identities(version: Version, contents: list[PointContent], *, first: bool) -> list[Point]:
    """Return a point for each content: by its key, else by its very words, else a new one.

    So that an identity outlives a correction.
    """
    if first:
        return [Point(submission=version.submission) for _content in contents]
    known = {str(point.key): point for point in version.submission.points.all()}
    by_key = {content.key: known.pop(content.key) for content in contents if content.key in known}
    words = {
        worded.text: worded.point
        for worded in PointVersion.objects.filter(
            point__in=[point.pk for point in known.values()]
        ).select_related("point")
    }
    identities, taken = [], {point.pk for point in by_key.values()}
    for content in contents:
        point = by_key.pop(content.key, None)
        if point is None:
            point = words.get(content.text.strip())
            if point is None or point.pk in taken:
                point = Point(submission=version.submission)
        taken.add(point.pk)
        identities.append(point)
    return identities
