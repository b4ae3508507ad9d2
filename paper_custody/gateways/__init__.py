"""What leaves as files: lists as CSV and Excel."""
