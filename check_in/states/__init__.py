"""Words and rules of check-in: scans at gates and doors, where a candidate is, counts of a room."""
