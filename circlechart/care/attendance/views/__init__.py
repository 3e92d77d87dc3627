"""Screens of attendance: opening, marking, correcting, the roster of a running session, reaching out."""
