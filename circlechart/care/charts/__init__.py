"""One client's care on one page: what was planned, what was done, what was signed, in the order of time.

What for:       the client's timeline on screen and in print; what was done of the plan; plans due, where somebody looks.
Takes from:     enrollment, plans, attendance, notes.
Gives to:       nobody; it only shows.
Who works here: facilitators, nurses, supervisors, program directors.
Windows:        none; it is one on the session screen, on the group's page and on the plan's page.
Law:            42 CFR 2.13(a): a client's chart names no other member.
"""
