"""What follows of itself among incidents."""

from incidents.handlers import audit, findings, holds, ladder, triage

__all__ = ["audit", "findings", "holds", "ladder", "triage"]
