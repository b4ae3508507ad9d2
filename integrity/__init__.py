"""What was seen against the rules of the exam, as it was recorded and reported. The county decides on none of it."""
