"""Asking a client for forms, filling them in, acting on alerts, setting when a score counts as worse."""

from circlechart.care.measures.actions.alerts import acknowledge
from circlechart.care.measures.actions.fill import keep, knock, open_invitation, submit
from circlechart.care.measures.actions.invite import invite, withdraw
from circlechart.care.measures.actions.policy import set_change

__all__ = ["acknowledge", "invite", "keep", "knock", "open_invitation", "set_change", "submit", "withdraw"]
