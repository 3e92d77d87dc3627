"""Working a group together: who is here now, who writes whom, who did what and when, and what the team says of it.

What for:       several people in one session see each other's words within a second and share the rows; the team note
                is theirs alone and stands in no client's chart.
Takes from:     sessions, attendance, notes.
Gives to:       the session screen, by windows (slots presence and team).
Who works here: lead, co-facilitators, trainees, peers, observers, supervisors.
Windows:        none.
Law:            payer documentation rules (facts 1.100 to 1.109): each provider's own role; 42 CFR 2.13(a).
"""
