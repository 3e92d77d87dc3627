"""What was changed and seen, by whom: append-only, without foreign keys, in the transaction of the act.

What for:       every change, chart view, refusal and sign-in leaves a row that nobody can alter.
Takes from:     database.
Gives to:       every action, in every room.
Who works here: compliance officers.
Law:            45 CFR 164.312(b), audit controls.
"""
