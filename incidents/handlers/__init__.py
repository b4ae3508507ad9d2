"""What follows of itself among incidents."""

from incidents.handlers import audit, findings, holds, running, running_audit

__all__ = ["audit", "findings", "holds", "running", "running_audit"]
