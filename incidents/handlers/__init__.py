"""What follows of itself among incidents."""

from incidents.handlers import audit, findings, holds, own_plans

__all__ = ["audit", "findings", "holds", "own_plans"]
