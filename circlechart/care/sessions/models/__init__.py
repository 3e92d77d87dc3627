"""When and where groups meet: resources and their bookings, schedules, closures, sessions and who leads them."""

from circlechart.care.sessions.models.changes import SessionChange
from circlechart.care.sessions.models.resources import Booking, Resource
from circlechart.care.sessions.models.schedule import (
    FacilityClosure,
    ScheduleSlot,
    ScheduleVersion,
    SlotStaff,
    StaffRole,
)
from circlechart.care.sessions.models.session import RosterOverride, Session, SessionStaff

__all__ = [
    "Booking",
    "FacilityClosure",
    "Resource",
    "RosterOverride",
    "ScheduleSlot",
    "ScheduleVersion",
    "Session",
    "SessionChange",
    "SessionStaff",
    "SlotStaff",
    "StaffRole",
]
