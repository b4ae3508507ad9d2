"""What follows of itself among incidents."""

from incidents.handlers import audit, findings, holds, ladder, own_plans, triage

__all__ = ["audit", "findings", "holds", "ladder", "own_plans", "triage"]
