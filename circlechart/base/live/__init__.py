"""Telling open pages that something changed, within the second: NOTIFY, one LISTEN, server-sent events.

What for:       a row that changes says so in its own transaction (`triggers.announces`); one small process beside the
                pages passes it on to the browsers that hold a ticket for that thing. Nothing depends on it: a page that
                hears nothing asks every five seconds.
Takes from:     database.
Gives to:       every room whose screen several people have open: care/sessions, attendance, notes, team.
Law:            42 CFR 2.13(a), 45 CFR 164.312(e): what is sent is a word and a key, never anything about a person.
"""
