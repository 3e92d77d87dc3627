"""One session's arrangement, a group's schedule, closures."""
