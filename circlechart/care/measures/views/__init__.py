"""Screens of measures: what clients fill in; what staff give, read and acknowledge."""
