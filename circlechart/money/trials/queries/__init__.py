"""Trying rules on sessions, and reading replays. Nothing here writes."""

from circlechart.money.trials.queries.read import (
    found,
    last_days,
    on_trial,
    pending,
    replays_of,
    sentence_today,
    tried_value,
)
from circlechart.money.trials.queries.replay import Earlier, Week, replayed
from circlechart.money.trials.queries.tries import MOST_LISTED, SEARCH_DAYS, groups_of, kinds, sessions_of, tried, typed

__all__ = [
    "MOST_LISTED",
    "SEARCH_DAYS",
    "last_days",
    "on_trial",
    "sentence_today",
    "Earlier",
    "Week",
    "found",
    "groups_of",
    "kinds",
    "pending",
    "replayed",
    "replays_of",
    "sessions_of",
    "tried",
    "tried_value",
    "typed",
]
