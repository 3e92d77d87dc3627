"""The rules as tables that a clinician or a biller can read: each row is a test, and a line of docs/spec."""
