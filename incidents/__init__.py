"""Incidents, the contingency plans they follow, and the clocks that do not forget them."""
