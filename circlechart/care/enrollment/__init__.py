"""Groups, and who has a place in which group from when until when.

For: the roster of any day, the waitlist in its order, and nobody in a chair that does not exist.
Takes from: `base.people` (clients, facilities), `base.access` (who may), `base.audit`.
Gives to: `care.sessions` (who is expected on a day), `web.home` (seats).
Who works here: front desk, facilitators, program directors.
Windows: charts:group-plans (whose plan is missing, due or expired).
Law: a group of a Part 2 program is itself Part 2 information (42 CFR 2.11, 2.12): the roster never leaves the building.
Seats are counted by a trigger under a lock on the group, so that the last seat cannot be given twice.
"""
