"""Charge capture: signed note + minutes + the payer's rules -> code, units, modifiers, or a hold with its reason.

What for:       one decision for each client of each session, which explains itself and is derived anew when facts change.
Takes from:     notes (signed), attendance (minutes), coverage, plans (diagnoses), payers (rules, fees).
Gives to:       claims.
Who works here: billers; facilitators see the effect on the session screen.
Windows:        `charges:session-effect`, Today's effect, on the session screen.
Law:            payer rules as cited in the rulebooks; a no-show never has a charge (design I4).
"""
