"""Words of tablets in the page's language."""
