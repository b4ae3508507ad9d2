"""What follows of itself among incidents."""

from incidents.handlers import audit, findings

__all__ = ["audit", "findings"]
