"""The steps of a build as processes of their own, with what each of them costs."""

from __future__ import annotations

import resource
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

KIBIBYTES_PER_MEGABYTE = 1_000_000 / 1024


@dataclass(frozen=True)
class Cost:
    """What a step took, its child processes included: CPU, and the most memory one ever held.

    A child shares with its worker whatever neither of them has written to since it was born.
    """

    cpu_seconds: float
    peak_megabytes: float


def set_up(*, prepares: bool = False) -> None:
    """Start Django in a worker, and leave the broker out: the bench hands the work on."""
    import django  # noqa: PLC0415 -- a process of its own

    django.setup()
    from hld_portal.reports.building import queueing, running  # noqa: PLC0415 -- needs Django

    queueing.queue_step = running.queue_step = _queue_nothing  # type: ignore[assignment]
    running.queue_chunk = _queue_nothing  # type: ignore[assignment]
    _warm_up(prepares=prepares)


def _warm_up(*, prepares: bool) -> None:
    """Load libraries and fonts, as in a worker that has run for a while."""
    from django.urls import get_resolver  # noqa: PLC0415 -- as above

    from hld_portal.reports.building.alone import render_alone  # noqa: PLC0415 -- as above
    from hld_portal.reports.building.setting import warm_up  # noqa: PLC0415 -- as above
    from hld_portal.reports.content import Document, Masthead, Paragraph, inline  # noqa: PLC0415 -- as above

    warm_up()
    if prepares:
        masthead = Masthead("Bench", "Bench", "B/1", "2026-01-01")
        document = Document("en", "Bench", masthead, blocks=(Paragraph(inline("One."), 1),))
        render_alone(document, ".pdf")
        get_resolver().url_patterns  # noqa: B018 -- the document check gives addresses


def _queue_nothing(*_arguments: Any) -> None:
    pass


def measured(step: Callable[..., Any], *arguments: Any) -> Cost:
    """Run a step and say what it cost."""
    before = _cpu_seconds()
    step(*arguments)
    peak = max(each.ru_maxrss for each in _usages()) / KIBIBYTES_PER_MEGABYTE
    return Cost(_cpu_seconds() - before, peak)


def _cpu_seconds() -> float:
    return sum(each.ru_utime + each.ru_stime for each in _usages())


def _usages() -> list[resource.struct_rusage]:
    return [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]


def prepare(build_id: int) -> Cost:
    from hld_portal.reports.building import running  # noqa: PLC0415 -- needs Django

    return measured(running.prepare_build, build_id)


def render(chunk_id: int) -> Cost:
    from hld_portal.reports.building import running  # noqa: PLC0415 -- needs Django

    return measured(running.render_build_chunk, chunk_id)


def assemble(build_id: int) -> Cost:
    from hld_portal.reports.building import running  # noqa: PLC0415 -- needs Django

    return measured(running.assemble_build, build_id)


def finish(build_id: int) -> Cost:
    from hld_portal.reports.building import running  # noqa: PLC0415 -- needs Django

    return measured(running.finish_build, build_id)


def set_alone(snapshot: str) -> Cost:
    """Let WeasyPrint set the whole content at once, without chunks, heads or contents."""
    import weasyprint  # noqa: PLC0415 -- fails at import where pango is missing

    from hld_portal.reports.content_json import from_json  # noqa: PLC0415 -- needs Django
    from hld_portal.reports.renderers.pdf import VARIANT, document_html  # noqa: PLC0415 -- as above

    html = document_html(from_json(snapshot))
    return measured(lambda: weasyprint.HTML(string=html).write_pdf(pdf_variant=VARIANT))
