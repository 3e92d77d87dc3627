"""What each payer wants: rulebooks and fee schedules.

What for:       the code, units, modifiers, floors and fees of a payer, each dated and cited.
Takes from:     base/rulebook (the mechanism), base/coverage (payers as organizations).
Gives to:       charges, which decides with them.
Who works here: billers and billing administrators.
Law:            payer manuals as cited in `rulebooks/*.toml`; what is marked unverified is an editable default.
"""
