"""Suggest where an imported text belongs: its round table and the paragraphs of its points.

For commands and workers only: loads scikit-learn.
"""

from __future__ import annotations

from hld_portal.text.suggestions import Candidate, Suggester
from roundtables.models import Dialogue, Event, Paragraph, SuggestedLink
from submissions.enums import LinkOrigin, LinkTarget
from submissions.models import EventSuggestion, PointLink, PointVersion, Submission

SUGGESTIONS = 3


class DialogueSuggester:
    """Compares texts with the themes and the main text of one dialogue. Queries: 5"""

    def __init__(self, dialogue: Dialogue) -> None:
        links = SuggestedLink.objects.filter(
            paragraph__instrument__dialogue=dialogue, paragraph__instrument__is_main=True
        ).select_related("event", "other__instrument", "paragraph")
        self.paragraphs = {
            str(paragraph.pk): paragraph
            for paragraph in Paragraph.objects.filter(
                instrument__dialogue=dialogue, instrument__is_main=True
            )
            .select_related("instrument")
            .prefetch_related("texts")
        }
        self.events = {
            str(event.pk): event
            for event in dialogue.events.filter(round_table__isnull=False).select_related(
                "round_table"
            )
        }
        headings: dict[int, list[str]] = {}
        spoken_to: dict[int | None, list[str]] = {}
        for link in links:
            if link.other:
                headings.setdefault(link.paragraph_id, []).append(link.other.heading.get("en", ""))
            else:
                text = self._text(self.paragraphs[str(link.paragraph_id)])
                spoken_to.setdefault(link.event_id, []).append(text)
        self._of_paragraphs = Suggester(
            [
                Candidate(key, self._text(paragraph), related=tuple(headings.get(paragraph.pk, ())))
                for key, paragraph in self.paragraphs.items()
            ]
        )
        self._of_events = Suggester(
            [
                Candidate(
                    key,
                    event.round_table.themes.get("en", ""),
                    related=tuple(spoken_to.get(event.pk, ())),
                )
                for key, event in self.events.items()
            ]
        )

    @staticmethod
    def _text(paragraph: Paragraph) -> str:
        return next((text.text for text in paragraph.texts.all() if text.language == "en"), "")

    def suggest_events(self, submission: Submission, text: str, language: str) -> list[Event]:
        """Store up to three round tables for a moderator to confirm; best first."""
        found = self._of_events.suggest(text, language, SUGGESTIONS)
        EventSuggestion.objects.bulk_create(
            EventSuggestion(
                submission=submission, event=self.events[each.key], score=round(each.score, 4)
            )
            for each in found
        )
        return [self.events[each.key] for each in found]

    def suggest_links(self, point: PointVersion, language: str) -> None:
        """Store up to three paragraphs for a point; none counts until it is confirmed."""
        found = self._of_paragraphs.suggest(point.text, language, SUGGESTIONS)
        PointLink.objects.bulk_create(
            PointLink(
                point_version=point,
                target=LinkTarget.PARAGRAPH,
                instrument=self.paragraphs[each.key].instrument,
                paragraph=self.paragraphs[each.key],
                origin=LinkOrigin.SUGGESTION,
                score=round(each.score, 4),
            )
            for each in found
        )
