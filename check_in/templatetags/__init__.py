"""Words of check-in for pages."""
