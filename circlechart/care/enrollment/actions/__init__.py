"""Groups and their cycles; places in them."""

from circlechart.care.enrollment.actions.corrections import settle_correction, void
from circlechart.care.enrollment.actions.cycles import add_cycle, age_cycle, edit_cycle, shaped_cycle, step_cycle
from circlechart.care.enrollment.actions.groups import add_group, edit_group, shaped
from circlechart.care.enrollment.actions.places import accept, decline, end, enroll, offer, settle, transfer, wait

__all__ = [
    "accept",
    "add_cycle",
    "add_group",
    "age_cycle",
    "decline",
    "edit_cycle",
    "edit_group",
    "end",
    "enroll",
    "offer",
    "settle",
    "settle_correction",
    "shaped",
    "shaped_cycle",
    "step_cycle",
    "transfer",
    "void",
    "wait",
]
