"""Papers from the county's receipt to the hand-over upward: who holds every bag, under which seal, signed by two."""
