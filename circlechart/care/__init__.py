"""Floor 2: the care itself, in the order of the work.

Rooms, in order: enrollment, plans, sessions, schedules, attendance, measures, notes, team, supervision, charts.
"""
