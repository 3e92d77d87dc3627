"""PostgreSQL: the embedded server, and the shapes that every table shares.

What for:     one dialect everywhere; UUIDv7 keys, exclusion constraints, append-only triggers.
Takes from:   kit.
Gives to:     every room with models.
Law:          what is signed or audited is append-only in the database itself (design, decision 8).
"""
