"""Changing a whole schedule."""

from circlechart.care.schedules.actions.series import change_group, replan, start_group

__all__ = ["change_group", "replan", "start_group"]
