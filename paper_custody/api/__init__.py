"""The API of paper custody."""
