"""Who sees which submissions, and what may be cited: said once, for every list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q

from hld_portal.accounts.enums import Group
from hld_portal.accounts.models import Membership
from roundtables.enums import AppointmentRole
from roundtables.models import Appointment, Event, Paragraph
from submissions.enums import Consent, State

if TYPE_CHECKING:
    from submissions.models import PointVersion, Submission  # noqa: F401 -- named as text below


class SubmissionQuerySet(models.QuerySet["Submission"]):
    def visible_to(self, user: Any) -> SubmissionQuerySet:
        """Those a person may read: published, their own, and those on their desk.

        Source: design/portal.md, section 2.
        """
        seen = self.is_public()
        if user.is_authenticated:
            seen |= self._own(user) | self._on_desk(user)
        return self.filter(seen)

    def published(self) -> SubmissionQuerySet:
        """Those that everybody may read: while one is on hold or a duplicate, nobody does."""
        return self.filter(self.is_public())

    @staticmethod
    def is_public(prefix: str = "") -> Q:
        """The condition of `published`, for queries that start elsewhere (`submissions__`)."""
        return Q(
            **{
                f"{prefix}published_version__isnull": False,
                f"{prefix}on_hold": False,
                f"{prefix}duplicate_of": None,
            }
        )

    def own(self, user: Any) -> SubmissionQuerySet:
        """Those of the stakeholders a person acts for, drafts included."""
        return self.filter(self._own(user))

    def on_desk_of(self, user: Any) -> SubmissionQuerySet:
        """Those that were sent to an event which the person moderates."""
        return self.filter(self._on_desk(user))

    @staticmethod
    def _own(user: Any) -> Q:
        mine = Membership.objects.filter(user=user, is_active=True).values("stakeholder")
        return Q(stakeholder__in=mine)

    @staticmethod
    def _on_desk(user: Any) -> Q:
        tasks = Appointment.objects.filter(user=user)
        whole = tasks.filter(event=None)
        curates = [AppointmentRole.SECRETARIAT, AppointmentRole.MODERATOR]
        sent = ~Q(state=State.DRAFT)
        return sent & (
            Q(dialogue__in=whole.filter(role__in=curates).values("dialogue"))
            | Q(event__in=tasks.filter(role__in=curates).values("event"))
            # Without a round table: every moderator of the dialogue sees it.
            | Q(event=None, dialogue__in=tasks.filter(role__in=curates).values("dialogue"))
            | (
                Q(standing_version__isnull=False)
                & Q(dialogue__in=tasks.exclude(role__in=curates).values("dialogue"))
            )
        )

    def citable(self) -> SubmissionQuerySet:
        """Those that findings and counts may stand on: `citing.may_be_cited` as a filter."""
        return self.filter(self.is_citable())

    @staticmethod
    def is_citable(prefix: str = "") -> Q:
        """The condition of `citable`, for queries that start elsewhere (`submission__`)."""
        stands = Q(
            **{
                f"{prefix}standing_version__isnull": False,
                f"{prefix}on_hold": False,
                f"{prefix}duplicate_of": None,
            }
        )
        return stands & (Q(**{f"{prefix}late": False}) | Q(**{f"{prefix}admitted": True}))

    def for_event(self, event: Event) -> SubmissionQuerySet:
        return self.filter(event=event)

    def on(self, paragraph: Paragraph) -> SubmissionQuerySet:
        """Those whose public text has a point that speaks to the paragraph."""
        return self.filter(
            published_version__points__links__paragraph=paragraph,
            published_version__points__links__confirmed_at__isnull=False,
        ).distinct()

    def in_group(self, group: Group) -> SubmissionQuerySet:
        return self.filter(stakeholder__kind__in=group.kinds)

    def named(self) -> SubmissionQuerySet:
        return self.filter(consent=Consent.NAMED)


class PointVersionQuerySet(models.QuerySet["PointVersion"]):
    def citable(self) -> PointVersionQuerySet:
        """Points of versions that findings may cite.

        Source: design/portal.md, section 2, "what may be cited".
        """
        return self.filter(
            version__submission__standing_version=models.F("version"),
            version__submission__on_hold=False,
            version__submission__duplicate_of=None,
        ).filter(Q(version__submission__late=False) | Q(version__submission__admitted=True))

    def for_event(self, event: Event) -> PointVersionQuerySet:
        return self.filter(version__submission__event=event)
