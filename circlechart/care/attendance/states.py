"""Which disposition may follow which (care.md 2.1). Before signing, a mark may be corrected freely; every step is kept."""

OPEN = frozenset(
    {"expected", "attended", "no_show", "cancelled_late", "cancelled_timely", "excused", "elsewhere", "removed"}
)
DISPOSITIONS: dict[str, frozenset[str]] = {
    **{each: OPEN | {"facility_cancelled", "void"} for each in OPEN},
    "facility_cancelled": frozenset({"expected"}),
    "void": frozenset(),
}
