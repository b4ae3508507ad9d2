"""What follows of itself among incidents."""

from incidents.handlers import audit, findings, holds, ladder, own_plans, running, running_audit, triage

__all__ = ["audit", "findings", "holds", "ladder", "own_plans", "running", "running_audit", "triage"]
