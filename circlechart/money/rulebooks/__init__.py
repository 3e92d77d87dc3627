"""Rulebooks in and out: templates for a new payer, files, copies, and two of them side by side.

What for:       what is known of a payer's rules moves: from a shipped template, to another payer, to a file and back.
Takes from:     payers (rules, fees, the shipped books), charges (what a case comes to).
Gives to:       the office, which adds payers from a template or as a copy.
Who works here: billers and billing administrators; program directors and compliance read.
Law:            nothing is taken from a file that is not said first in sentences; a bad file changes nothing.
"""
