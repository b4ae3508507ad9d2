"""Reads of plans, of incidents as lists and boards need them, and of one incident whole."""
