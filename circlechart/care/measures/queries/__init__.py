"""Reading invitations, scores, trends and alerts."""

from circlechart.care.measures.queries.alerts import alert, alerts, answered, open_count
from circlechart.care.measures.queries.asked import expected, held, invitation, roster, sheet_now, waiting
from circlechart.care.measures.queries.scores import (
    Chart,
    chart,
    counted,
    points_of_change,
    policies,
    result,
    results,
    trends,
)

__all__ = [
    "Chart",
    "alert",
    "alerts",
    "answered",
    "chart",
    "counted",
    "expected",
    "held",
    "invitation",
    "open_count",
    "points_of_change",
    "policies",
    "result",
    "results",
    "roster",
    "sheet_now",
    "trends",
    "waiting",
]
