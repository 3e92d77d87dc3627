"""Screens of plans: the plan as it stands, its parts, its signed versions."""
