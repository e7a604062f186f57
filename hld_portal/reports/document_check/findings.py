"""Names where no stored summary is: in findings, and in drafts made for the document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.urls import reverse

from hld_portal.reports.content import Document, Table, plain
from hld_portal.reports.document_check.items import CheckItem
from hld_portal.reports.document_check.names import NameFinder
from hld_portal.reports.document_check.passages import Passage
from hld_portal.reports.document_check.sayings import Titled
from hld_portal.reports.document_check.sayings import say as _
from hld_portal.reports.models import Finding
from roundtables.models import Dialogue


def check_brief(dialogue: Dialogue, document: Document, names: NameFinder) -> Iterator[CheckItem]:
    """Find States and organizations named in the findings that a press brief prints. Queries: 2"""
    events = {event.titles.get("en", ""): event for event in dialogue.events.all()}
    findings = list(Finding.objects.filter(event__dialogue=dialogue).order_by("pk"))
    for title, said in _told(document, set(events)):
        for name in dict.fromkeys(found.name for found in names.find(said)):
            event = events[title]
            text = _("A finding of %(event)s names “%(name)s”") % {
                "event": Titled(event.titles),
                "name": name,
            }
            args = [dialogue.slug, event.slug]
            url = reverse("reports:finding_list", args=args)
            found = next((f for f in findings if f.wording.rstrip(".") in said), None)
            if found is not None:
                url = reverse("reports:finding_edit", args=[*args, found.pk])
            key = f"{name}\n{said}"
            yield CheckItem("name", "warning", text, said, f"finding/{event.slug}", url, key)


def _told(document: Document, titles: set[str]) -> Iterator[tuple[str, str]]:
    """Give each row of the brief's table: the event it belongs to, and what was said."""
    title = ""
    tables = [block for block in document.blocks if isinstance(block, Table)]
    for row in (row for table in tables for row in table.rows):
        head, said = (plain(cell) if cell else "" for cell in row.cells[:2])
        begun = [each for each in titles if each and head.startswith(each)]
        title = max(begun, key=len, default=title)
        if title:
            yield title, said


def check_fresh_drafts(passages: Sequence[Passage], names: NameFinder) -> Iterator[CheckItem]:
    """Find names in accounts that were drafted for the document and that nobody has seen yet."""
    for each in passages:
        if not each.spot.name.startswith("event/") or each.kind not in ("paragraph", "item"):
            continue
        for name in dict.fromkeys(found.name for found in names.find(each.text)):
            text = _("%(place)s names “%(name)s”") % {"place": each.spot.label, "name": name}
            spot, words = each.spot, f"{name}\n{each.text}"
            yield CheckItem("name", "warning", text, each.text, spot.name, spot.url, words)
