"""The session screen: one narrative, one entry for each client, one signing act with N signatures.

What for:       words that save themselves and survive; notes that are frozen, hashed and amendable one by one.
Takes from:     attendance, sessions, plans.
Gives to:       charges (a charge needs a signed note).
Who works here: facilitators, co-facilitators, trainees, peers, supervisors.
Windows:        charts:session-plans (where plans stand), charges:session-effect (Today's effect), claims:session-outcome (what came of signing), team:live, team:window;
                drafting:session (lines noted), supervision:window on a signed note.
Law:            payer documentation rules (facts 1.31, 1.100 to 1.109); 42 CFR 2.13(a): no other member is named.
"""
