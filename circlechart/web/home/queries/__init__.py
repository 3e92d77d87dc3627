"""Reading somebody's day and week."""

from circlechart.web.home.queries.day import Day, Meeting, day
from circlechart.web.home.queries.week import Week, week

__all__ = ["Day", "Meeting", "Week", "day", "week"]
