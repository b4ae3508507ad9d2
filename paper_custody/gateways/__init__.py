"""Reads of the catalogue of paper custody."""
