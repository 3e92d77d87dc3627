"""Which state of a note may follow which. A signed note never goes back: corrections are addenda."""

NOTE_STATES: dict[str, frozenset[str]] = {
    "draft": frozenset({"signed"}),
    "signed": frozenset({"cosigned", "amended"}),
    "cosigned": frozenset({"amended"}),
    "amended": frozenset({"amended"}),
}
