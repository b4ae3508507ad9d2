"""The API of drills."""
