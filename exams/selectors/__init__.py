"""Reads: exam time, sessions and their key moments, and what an exam is made from."""
