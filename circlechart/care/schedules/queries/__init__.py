"""What a schedule would do, and what its screens show."""
