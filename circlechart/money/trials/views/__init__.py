"""Trying a payer's rules on one session, and replaying a changed rule over those that were held."""

from circlechart.money.trials.views.replays import go_on, replay, run
from circlechart.money.trials.views.tries import index, session, typed

__all__ = ["go_on", "index", "replay", "run", "session", "typed"]
