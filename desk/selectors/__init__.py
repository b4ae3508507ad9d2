"""Reads of the duty desk."""
