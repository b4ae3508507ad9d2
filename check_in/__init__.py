"""Who is let in at a gate or a door, where a candidate is, and whether the counts of a room agree."""
