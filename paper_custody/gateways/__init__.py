"""Reads of the catalogue, what other people's tools send, and what leaves as files."""

from pathlib import Path

CATALOGUE = Path(__file__).parent.parent / "catalogue"
