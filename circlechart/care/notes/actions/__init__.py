"""Writing, signing and amending, each in one transaction."""

from circlechart.care.notes.actions.amend import add_addendum
from circlechart.care.notes.actions.settle import settle
from circlechart.care.notes.actions.share import give_entries
from circlechart.care.notes.actions.sign import cosign, sign
from circlechart.care.notes.actions.write import Edit, save_entry, save_narrative, save_part

__all__ = [
    "Edit",
    "add_addendum",
    "cosign",
    "give_entries",
    "save_entry",
    "save_narrative",
    "save_part",
    "settle",
    "sign",
]
