"""Addresses below ``/api/tablet/``."""
