"""Reads of the catalogue of paper custody, and of what other people's tools send."""
