"""What follows of itself among incidents."""

from incidents.handlers import audit, findings, holds

__all__ = ["audit", "findings", "holds"]
