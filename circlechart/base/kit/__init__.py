"""Plain arithmetic that must exist once: minutes, money, wall time, identifiers, the shape of an expected error.

What for:     intervals become minutes here and nowhere else; money is whole cents; DST is handled once.
Takes from:   the standard library.
Gives to:     everybody.
"""
