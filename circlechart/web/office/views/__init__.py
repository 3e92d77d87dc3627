"""Clients, their charts, staff."""
