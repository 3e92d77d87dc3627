"""When and where groups meet, who works there, and a session's way from scheduled to documented.

What for:       schedules in wall time, sessions made ninety days ahead, rooms and staff booked once.
Takes from:     enrollment (groups, who is enrolled), people.
Gives to:       schedules, which plans them; attendance, which opens and closes sessions.
Who works here: front desk, facilitators, directors.
Law:            42 CFR 2.13: a group's name is shielded where it would disclose.
"""
