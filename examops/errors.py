"""Why the node cannot start, in one sentence that says what to do."""

from __future__ import annotations


class CannotStart(Exception):
    """Printed alone, without a traceback; the command ends with 1."""
