"""What follows of itself among incidents."""

from incidents.handlers import alerts, audit, findings, holds

__all__ = ["alerts", "audit", "findings", "holds"]
