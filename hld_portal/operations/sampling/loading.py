"""Load the sample into a dialogue, once, through the services that people use."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from hld_portal.operations.sampling.acting import SOURCE, SampleSubmission, Stage
from hld_portal.operations.sampling.clock import clock_at
from hld_portal.operations.sampling.merging import load_findings
from hld_portal.operations.sampling.people import load_people, load_stakeholders
from hld_portal.operations.sampling.reading import (
    DIALOGUE,
    MERGED_AT,
    OPENED_AT,
    ROUND_TABLES,
    read_submissions,
)
from hld_portal.operations.sampling.reporting import (
    load_author_text,
    load_summaries,
    publish_report,
)
from hld_portal.record.models import Outbox
from hld_portal.refusals import Refused
from roundtables.models import Dialogue, Event
from submissions.models import Submission


@dataclass
class Loaded:
    """What was made; all zero when the sample was there already."""

    people: int = 0
    stakeholders: int = 0
    submissions: int = 0
    findings: int = 0
    paragraphs: int = 0

    def as_dict(self) -> dict[str, int]:
        return asdict(self)


def load_sample() -> Loaded:
    """Load people, stakeholders, submissions, findings and summaries, all or nothing.

    The report that is built and published from them comes last, on its own: where a
    library for setting pages is missing, the rest of the sample stands.

    A sample that is there is left as it is, whatever people have done with it since.
    Every move is made by the one who may make it, at its date of 2013; nobody is mailed.

    Raises:
        Refused: `production` where real people work; `not_found` before the dialogue is
            loaded.
    """
    if settings.PORTAL_MODE != "local":
        raise Refused("production", _("The sample is for a local portal only."))
    dialogue = Dialogue.objects.filter(slug=DIALOGUE).first()
    if dialogue is None:
        message = _("There is no dialogue %(slug)s yet: load its set-up file first.")
        raise Refused("not_found", message % {"slug": DIALOGUE})
    if has_sample(dialogue):
        return Loaded()
    with transaction.atomic():
        loaded, stage = _load(dialogue)
    publish_report(
        dialogue,
        compiler=stage.people["rapporteur@hld.example"],
        officer=stage.people["documents@hld.example"],
    )
    return loaded


def has_sample(dialogue: Dialogue) -> bool:
    return Submission.objects.filter(dialogue=dialogue, source_name__startswith=SOURCE).exists()


def _load(dialogue: Dialogue) -> tuple[Loaded, Stage]:
    last = Outbox.objects.order_by("pk").values_list("pk", flat=True).last() or 0
    with clock_at(OPENED_AT):
        stakeholders = load_stakeholders()
        people = load_people(dialogue, stakeholders)
    events = {
        number: Event.objects.select_related("dialogue", "call", "round_table").get(
            dialogue=dialogue, round_table__number=number
        )
        for number in ROUND_TABLES
    }
    stage = Stage(stakeholders=stakeholders, people=people, events=events)
    submissions = _play(stage)
    findings = _merge(stage, submissions)
    rapporteur = stage.people["rapporteur@hld.example"]
    paragraphs = load_summaries(events, by=rapporteur, stage=stage)
    paragraphs += load_author_text(dialogue, by=rapporteur)
    # Its people do not exist: no receipt of 2013 goes out to them today.
    Outbox.objects.filter(pk__gt=last, kind=Outbox.Kind.MAIL).delete()
    loaded = Loaded(len(people), len(stakeholders), len(submissions), findings, paragraphs)
    return loaded, stage


def _play(stage: Stage) -> dict[str, Submission]:
    """Let everybody act in the order of time, so that references count up with it."""
    players = [SampleSubmission(row, stage) for row in read_submissions()]
    steps = [step for player in players for step in player.steps()]
    for step in sorted(steps, key=lambda step: step.at):
        with clock_at(step.at):
            step.act()
    return {player.row["key"]: player.submission for player in players if player.submission}


def _merge(stage: Stage, submissions: dict[str, Submission]) -> int:
    rapporteur = stage.people["rapporteur@hld.example"]
    with clock_at(MERGED_AT):
        return sum(
            load_findings(number, event=event, submissions=submissions, by=rapporteur)
            for number, event in stage.events.items()
        )
