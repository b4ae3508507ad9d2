"""What paper custody reads from its catalogue."""
