"""What is typed about sessions and schedules."""
