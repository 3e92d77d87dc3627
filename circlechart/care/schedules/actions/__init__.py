"""Changing a whole schedule, its cycles, and the days on which a facility is closed."""

from circlechart.care.schedules.actions.closures import change_closure, check_days, close_days, open_day
from circlechart.care.schedules.actions.cycles import age_cycles, change_cycle, plan_cycle, step_cycle
from circlechart.care.schedules.actions.series import change_group, replan, start_group

__all__ = [
    "age_cycles",
    "change_closure",
    "change_cycle",
    "change_group",
    "check_days",
    "close_days",
    "open_day",
    "plan_cycle",
    "replan",
    "start_group",
    "step_cycle",
]
