"""The API of incidents."""
