"""The API of organisation, and the fields by which every app proves a second person."""
