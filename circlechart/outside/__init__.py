"""Floor 4: what reaches over the house's edge; it reads what the floors below it know, and none of them knows of it.

Rooms, in order: drafting.
"""
