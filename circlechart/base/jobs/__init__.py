"""Work that runs later: a queue in PostgreSQL, so that a job is enqueued in the transaction that needs it.

What for:     procrastinate, configured; what recurs is listed in `web/schedule.py`.
Takes from:   database.
Gives to:     rooms with a `jobs` door.
"""
