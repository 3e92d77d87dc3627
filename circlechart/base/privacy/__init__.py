"""The one door: what may leave the building, for whom and why, and the only place that bytes leave by.

What for:       a decision before anything is sent, a disclosure that is kept for ever, and the wire itself. Nothing is
                sent by any room yet, so the room holds its place in the order and no code.
Takes from:     people, access, audit.
Gives to:       nobody yet; drafting first, later whatever else sends.
Who works here: administrators and compliance officers.
Law:            42 CFR 2.11 and 2.12(c)(4) (service organizations), 2.32, 2.33; 45 CFR 164.502(e), 164.504(e), 164.528.
"""
