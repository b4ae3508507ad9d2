"""Reads of the catalogue, what other people's tools send, and what leaves as files."""
