"""The API of irregularity records."""
