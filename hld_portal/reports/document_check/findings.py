"""Names where no stored summary is: in findings, and in drafts made for the document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from hld_portal.reports.document_check.items import CheckItem
from hld_portal.reports.document_check.names import NameFinder
from hld_portal.reports.document_check.passages import Passage
from hld_portal.reports.models import Finding
from roundtables.models import Dialogue


def check_findings(dialogue: Dialogue, names: NameFinder) -> Iterator[CheckItem]:
    """Find States and organizations named in the findings of a dialogue. Queries: 1"""
    findings = Finding.objects.filter(event__dialogue=dialogue).select_related("event")
    for each in findings.order_by("event", "pk"):
        url = reverse("reports:finding_edit", args=[dialogue.slug, each.event.slug, each.pk])
        for name in dict.fromkeys(found.name for found in names.find(each.wording)):
            said = {"event": each.event.title, "name": name}
            text = _("A finding of %(event)s names “%(name)s”") % said
            words = f"{name}\n{each.wording}"
            yield CheckItem("name", "warning", text, each.wording, f"finding/{each.pk}", url, words)


def check_fresh_drafts(passages: Sequence[Passage], names: NameFinder) -> Iterator[CheckItem]:
    """Find names in accounts that were drafted for the document and that nobody has seen yet."""
    for each in passages:
        if not each.spot.name.startswith("event/") or each.kind not in ("paragraph", "item"):
            continue
        for name in dict.fromkeys(found.name for found in names.find(each.text)):
            text = _("%(place)s names “%(name)s”") % {"place": each.spot.label, "name": name}
            spot, words = each.spot, f"{name}\n{each.text}"
            yield CheckItem("name", "warning", text, each.text, spot.name, spot.url, words)
