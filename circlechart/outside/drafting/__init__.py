"""Help with a client's entry: from that client's own facts in this session, each sentence with where it comes from.

What for:       lines that a clinician takes over one by one, or asks for; nothing is invented, nothing enters by itself.
Takes from:     notes, attendance, plans, wording (names, repeats), privacy (what may leave, and through which door).
Gives to:       the session screen, in the row of each client.
Who works here: those who write notes; administrators set up an endpoint.
Law:            payer documentation rules (facts 1.31, 1.109); 42 CFR 2.11, 2.13(a); 45 CFR 164.504(e).
"""
