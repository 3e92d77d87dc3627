"""When a note may be signed, how two people's words are merged, and what is frozen. Pure functions."""

from circlechart.base.wording.merging import merge, merge_fields, sentences
from circlechart.care.notes.rules.differ import differences, seen
from circlechart.care.notes.rules.freeze import (
    fingerprint,
    freeze,
    freeze_part,
    minutes_between,
    no_show_statement,
)
from circlechart.care.notes.rules.names import names_in, without_own
from circlechart.care.notes.rules.ready import blockers, part_blockers, plain, same_words

__all__ = [
    "blockers",
    "differences",
    "fingerprint",
    "freeze",
    "freeze_part",
    "merge",
    "merge_fields",
    "minutes_between",
    "names_in",
    "no_show_statement",
    "part_blockers",
    "plain",
    "same_words",
    "seen",
    "sentences",
    "without_own",
]
