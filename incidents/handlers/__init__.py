"""What follows of itself among incidents."""

from incidents.handlers import audit, findings, holds, locks

__all__ = ["audit", "findings", "holds", "locks"]
