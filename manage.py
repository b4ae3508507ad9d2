#!/usr/bin/env python
"""ExamOps from the command line. A wrong configuration is one sentence, not a traceback."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

# These two change tables, roles or the order of the journal, and log in as who may do that.
ROLES = {"migrate": "owner", "prepare": "owner", "unlock_roles": "owner", "run_sequencer": "sequencer"}


def main() -> None:
    """Run one command under the database role that it needs."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "examops.settings")
    if len(sys.argv) > 1 and sys.argv[1] in ROLES:
        os.environ.setdefault("EXAMOPS_ROLE", ROLES[sys.argv[1]])
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as wrong:
        sys.exit(str(wrong))


if __name__ == "__main__":
    main()
