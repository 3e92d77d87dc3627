"""What each payer wants: rulebooks, the clinic's own versions of their rules, and fee schedules.

What for:       the code, units, modifiers, floors and fees of a payer, each dated and cited, in plain sentences.
Takes from:     base/rulebook (the mechanism), base/coverage (payers as organizations).
Gives to:       charges, which decides with them; what rests on a rule, claims registers in `access`.
Who works here: billers and billing administrators; program directors and compliance read.
Law:            payer manuals as cited in `rulebooks/*.toml`; what is marked unverified is an editable default.
"""
