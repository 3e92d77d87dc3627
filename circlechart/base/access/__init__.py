"""Who may: sign-in, roles, one permission decision, reach by facility, the credential asked again at signing.

What for:       `may(actor, permission, thing)` with its reason; default deny; another facility looks like absent.
Takes from:     people, audit.
Gives to:       every view (`guard.requires`) and every action (`decide.ensure`).
Who works here: administrators.
Law:            45 CFR 164.312(a) and (d), access control and authentication.
"""
