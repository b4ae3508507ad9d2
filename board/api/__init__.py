"""The board's API: what somebody may do from the screen itself."""
