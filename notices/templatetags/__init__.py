"""Words of notices in the page's language."""
