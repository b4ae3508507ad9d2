"""Venues and their rooms, equipment and readiness; the milestones and reports of a session."""
