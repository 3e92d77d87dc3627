"""Floor 3: what care is charged as; it pulls from care, and care knows nothing of it.

Rooms, in order: payers, clearinghouse, charges, rulebooks, claims, trials.
"""
