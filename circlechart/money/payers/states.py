"""The life of a version of a rule."""

UNVERIFIED, CONFIRMED, TESTING, RETIRED = "unverified", "confirmed", "testing", "retired"
DECIDES = (UNVERIFIED, CONFIRMED)
"""What has one of these acts; on trial it is shown beside, and retired it ends on its day."""

NEXT: dict[str, tuple[str, ...]] = {
    UNVERIFIED: (CONFIRMED, TESTING, RETIRED),
    CONFIRMED: (UNVERIFIED, TESTING, RETIRED),
    TESTING: (UNVERIFIED, CONFIRMED, RETIRED),
    RETIRED: (),
}
