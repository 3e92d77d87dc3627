"""Questionnaires that clients fill in before group: given on a tablet or by a link, scored, shown beside the client.

What for:       symptoms over the weeks beside the row they belong to, and an answer that cannot wait is seen at once.
Takes from:     people, access, sessions, attendance; the instruments in `instruments/*.toml`, each with source and terms.
Gives to:       notes (the row of the session screen), charts, web/home (alerts on Today).
Who works here: facilitators, nurses and the front desk give them; clients answer; clinicians read and acknowledge.
Windows:        `measures:rows` fills the slots `measures` and `alerts` of the session screen.
Law:            42 CFR 2.12: who is asked is a patient, so what a client is shown names no group, program or other client.
"""
