"""Say why a build is withheld: which of its sources have fallen away since it was compiled."""

from __future__ import annotations

from django.utils.translation import ngettext

from hld_portal.reports.models import Build, BuildSource

MOST_NAMED = 5  # submissions in a message


def fallen_words(build: Build) -> str:
    """Name the sources that may no longer be shown, named or cited; empty where all may.

    For those who compile: the public is told nothing. Queries: 1
    """
    fallen = BuildSource.objects.fallen_away().filter(build=build).order_by("submission__reference")
    names = list(fallen.values_list("submission__reference", flat=True))
    if not names:
        return ""
    shown = ", ".join(each or "" for each in names[:MOST_NAMED]) + (
        "…" if len(names) > MOST_NAMED else ""
    )
    message = ngettext(
        "%(number)d source may no longer be shown, named or cited as it is here: %(names)s.",
        "%(number)d sources may no longer be shown, named or cited as they are here: %(names)s.",
        len(names),
    )
    return message % {"number": len(names), "names": shown}
