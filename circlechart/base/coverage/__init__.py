"""Who pays, never how: payers as organizations, their plans, a client's coverages with dates and priority.

What for:       which coverage is in force on a day of service.
Takes from:     people.
Gives to:       attendance (frozen with the roster), charges, claims.
Who works here: front desk, billers.
Law:            005010X222A1, loops 2000B to 2010BB.
"""
