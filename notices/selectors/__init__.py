"""Reads: who is to be told, by which ways, what a person was told, and who was reached."""
