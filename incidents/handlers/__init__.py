"""What follows of itself among incidents."""

from incidents.handlers import alerts, audit, findings, holds, ladder, locks, own_plans, running, running_audit, triage

__all__ = ["alerts", "audit", "findings", "holds", "ladder", "locks", "own_plans", "running", "running_audit", "triage"]
