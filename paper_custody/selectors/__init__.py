"""Reads: where papers stand, what is expected where, and what became of every bag."""

from paper_custody.selectors.places import paper_state_of_venues, papers_in_county

__all__ = ["paper_state_of_venues", "papers_in_county"]
