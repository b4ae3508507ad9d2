"""Records of the board: rows and frames written inside the cursor's transaction, and what is refreshed by the clock."""
