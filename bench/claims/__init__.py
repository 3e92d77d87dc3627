"""How fast claims are: `./circle bench claims` seeds them, writes and checks their files, and asks other checkers the same.

seed.py fills an own PostgreSQL with claims in real rows, work.py is what a measuring process does (each measurement has
a process of its own, so that its peak of memory is its own), rules.py times decisions, table.py prints.
"""
