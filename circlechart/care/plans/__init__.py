"""What a client's treatment is for: problems, goals with objectives, what is done how often, signed as versions.

What for:       the plan page; the goals offered on the session screen, the diagnoses on a claim; reviews in time.
Takes from:     people, coverage, enrollment (which group), rulebook (by when a plan is reviewed).
Gives to:       notes, charts, claims.
Who works here: facilitators, nurses, supervisors, program directors; the client signs.
Windows:        charts:compliance (what was done of it).
Law:            payer documentation rules: a note is tied to a goal (facts 1.100 to 1.105); what is signed never changes.
A plan is written as rows with the days they hold; a signature freezes what holds on that day as the next version.
"""
