"""Writes of paper custody: loading, handovers on the road, the acts of a venue's day, and what goes wrong."""

from paper_custody.services.loading import BagGiven, load_bags

__all__ = ["BagGiven", "load_bags"]
