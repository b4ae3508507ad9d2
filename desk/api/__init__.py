"""The API of the duty desk."""
