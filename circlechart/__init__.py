"""Circlechart: an open, self-hosted health record built around group therapy.

Five floors, in the order of dependency and of the work: `base`, `care`, `money`, `outside`, `web`.
"""
