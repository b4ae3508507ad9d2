"""Reads: venues and what they have, how their sessions go, who has reported, and whether they are ready."""
