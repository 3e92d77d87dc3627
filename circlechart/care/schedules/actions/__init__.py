"""Changing a whole schedule, and the days on which a facility is closed."""

from circlechart.care.schedules.actions.closures import change_closure, check_days, close_days, open_day
from circlechart.care.schedules.actions.series import change_group, replan, start_group

__all__ = ["change_closure", "change_group", "check_days", "close_days", "open_day", "replan", "start_group"]
