"""Planning ahead: when a group meets, its cycles, closed days, and changing one session; what it would do is shown first.

What for:       the screens of the schedule, and every change that reaches more than one session.
Takes from:     sessions (what is planned, what exists, how sessions follow), enrollment (groups, cycles), people.
Gives to:       web (the night's work on cycles); groups, Today and Week show its addresses.
Who works here: front desk, program directors.
Law:            42 CFR 2.13: a group's name is shielded where it would disclose.
"""
