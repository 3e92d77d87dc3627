"""What a client works on: goals in their own words, and diagnoses, each with the dates it is in force.

What for:     the goals offered on the session screen, the diagnoses on a claim.
Takes from:   people.
Gives to:     notes, claims.
Law:          payer documentation rules: a note is tied to a goal (facts 1.100 to 1.102).
"""
