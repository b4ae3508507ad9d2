"""What other people's tools send."""
