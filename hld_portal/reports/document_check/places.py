"""Where something stands in a document, what to call the place, and where to mend it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from hld_portal.reports.content import Heading, Paragraph, plain
from hld_portal.reports.document_check.gathering import TakenOver, sections_of
from hld_portal.reports.document_check.sayings import Titled, in_brackets
from hld_portal.reports.document_check.sayings import say as _
from hld_portal.reports.enums import AuthorSection, ReportKind
from hld_portal.reports.models import AuthorParagraph, Report
from roundtables.models import Event

OWN_TEXT = {
    "introduction": AuthorSection.INTRODUCTION,
    "recommendations": AuthorSection.CONCLUSIONS,
}


@dataclass(frozen=True)
class Spot:
    """A place: `name` is stable whatever is put in before it, `label` is for people."""

    label: str
    name: str
    url: str


class Places:
    """Finds the place of each block of a document, as a walk through it goes on."""

    def __init__(
        self, report: Report, taken: Iterable[TakenOver], authors: Iterable[AuthorParagraph]
    ) -> None:
        self.report = report
        self.slug = report.dialogue.slug
        self.events = {each.event.slug: each.event for each in taken}
        self._stored = dict(_stored(taken))
        self._authors = {each.text.strip(): each for each in authors}
        self._sections = _by_title(report)
        self._section: dict[str, Any] = {}
        self._event = report.event if report.kind == ReportKind.ROUND_TABLE else None

    @property
    def home(self) -> str:
        return reverse("reports:drafting_home", args=[self.slug])

    @property
    def own_text(self) -> str:
        return reverse("reports:own_text", args=[self.slug])

    def front(self) -> Spot:
        return Spot(_("Summary on page 1"), "front", self.home)

    def heading(self, heading: Heading) -> Spot:
        """Enter a section: what follows belongs to its event, if it has one."""
        title = plain(heading.text)
        self._section = self._sections.get(title, self._section if heading.level > 2 else {})
        if self.report.kind == ReportKind.SUMMARY:
            self._event = self._event_of(self._section)
        return Spot(_("Heading “%(title)s”") % {"title": title}, f"heading/{title}", self._url())

    def paragraph(self, paragraph: Paragraph) -> Spot:
        text = plain(paragraph.text).strip()
        label = _("Paragraph %(number)d") % {"number": paragraph.number or 0}
        if not paragraph.number:
            label = _("Unnumbered paragraph")
        if found := self._stored.get(text):
            return self._in_summary(label, *found)
        if own := self._authors.get(text):
            return Spot(label, f"own-text/{own.section}", f"{self.own_text}#text-{own.pk}")
        return self.here(label)

    def here(self, label: str) -> Spot:
        """Name what stands in the present section and has no editor of its own."""
        if self._event is not None:
            label = in_brackets(label, Titled(self._event.titles))
            return Spot(label, f"event/{self._event.slug}", self._url())
        title = self._section.get("titles", {}).get("en", "")
        return Spot(label, f"section/{title}", self._url())

    def summary(self, event: Event, number: int) -> Spot:
        """Name a paragraph of a stored summary, found in the document or not."""
        label = _("%(event)s, paragraph %(number)d") % {
            "event": Titled(event.titles),
            "number": number,
        }
        return Spot(label, f"summary/{event.slug}", self.editor(event, number))

    def editor(self, event: Event, number: int | None = None) -> str:
        url = reverse("reports:summary_edit", args=[self.slug, event.slug])
        return f"{url}?paragraph={number}#p-{number}" if number else url

    def submission(self, reference: str) -> str:
        return reverse("submissions:submission_show", args=[self.slug, reference.replace("/", "-")])

    def _in_summary(self, label: str, event: Event, number: int) -> Spot:
        name = f"summary/{event.slug}"
        return Spot(in_brackets(label, Titled(event.titles)), name, self.editor(event, number))

    def _event_of(self, section: dict[str, Any]) -> Event | None:
        if section.get("kind") == "event":
            return self.events.get(section["event"])
        numbers = {event.number: event for event in self.events.values()}
        return numbers.get(section["round_table"]) if "round_table" in section else None

    def _url(self) -> str:
        if self._event is not None:
            return self.editor(self._event)
        own = OWN_TEXT.get(self._section.get("kind", ""))
        return f"{self.own_text}#section-{own}" if own else self.home


def _stored(taken: Iterable[TakenOver]) -> Iterator[tuple[str, tuple[Event, int]]]:
    for each in taken:
        for number, paragraph in enumerate(each.paragraphs, start=1):
            yield paragraph.text.strip(), (each.event, number)


def _by_title(report: Report) -> dict[str, dict[str, Any]]:
    if report.kind != ReportKind.SUMMARY:
        return {}
    return {each["titles"]["en"]: each for each in sections_of(report.dialogue.outline)}
