"""Reads: channels as they are stored, the bodies of rows out of the lower apps, and who may hear."""
