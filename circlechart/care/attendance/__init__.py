"""Presence, stored once: the frozen roster, intervals, every mark as an event, corrections with their reason.

What for:       minutes, notes owed, charges and hours are all derived from these rows.
Takes from:     sessions, enrollment, coverage.
Gives to:       notes, charges.
Who works here: facilitators, in the room.
Law:            design I1 and I4: presence is stored once; a no-show is no encounter.
"""
