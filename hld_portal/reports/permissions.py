"""What may be done with a summary in its state, whoever asks."""

from __future__ import annotations

from hld_portal.reports.enums import SummaryState
from hld_portal.reports.models import Summary


def summary_is_open(summary: Summary) -> bool:
    """Whether its text may change: not while it is with the co-chairs, nor once cleared."""
    return summary.state == SummaryState.DRAFT
