"""A payer's rules before they decide: tried on one session, and replayed over those that were held. Nothing is changed.

What for:       seeing what a session comes to and why, and what a changed rule would do, in lines and money, beforehand.
Takes from:     payers (rules, also on trial), charges (gathering and deciding).
Gives to:       nobody; payers' page of a rule shows its replays through payers/access.
Who works here: billers; program directors and compliance.
Law:            results name clients, so looking at them is written into the trail; no name stands in an address.
"""
