"""Screens of notes: the session, signing, signed notes and cosigning."""
