"""Units of four levels, people, posts with start and end, capabilities, logins, and proof of who acts."""
