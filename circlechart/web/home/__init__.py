"""Today and the week: where everybody starts.

What for:       a person's own groups first, what waits for a signature, the day of the facility.
Takes from:     sessions, notes.
Gives to:       nobody.
Who works here: everybody.
"""
