"""Who is who: the organization, its facilities, staff with credentials, clients with contacts.

What for:       names as people are called and as law wants them; NPIs with their check digit; time zones of places.
Takes from:     database, audit.
Gives to:       everybody.
Who works here: front desk, directors, administrators.
Law:            names and numbers as X12 and payers want them.
"""
