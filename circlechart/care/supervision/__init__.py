"""Supervision: which notes need a cosignature by when, reading them, returning them, cosigning them, and the hours log.

What for:       a trainee's note is read by their supervisor, in time, and never counts while a cosignature is missing.
Takes from:     notes (signed notes, cosignatures), base.people (who supervises whom), base.coverage (who pays).
Gives to:       charges (a needed cosignature holds a charge), home (what waits).
Who works here: supervisors; trainees and associates, who see what came back; program directors, who set the rules.
Windows:        its own `supervision:window` on a signed note; what charges hold comes in by `asked.register`.
Law:            facts 7.16 (the reviewer is not the rendering provider; due dates differ by payer and state).
"""
