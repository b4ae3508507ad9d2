"""The duty desk: the standing checks that nobody should have to remember."""
