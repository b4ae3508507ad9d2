"""One supervisor for one ``VAR``."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

from django.utils.translation import gettext as _

from examops.errors import CannotStart


def hold(path: Path) -> int:
    """Hold the node until this process ends, however it ends. Refuses, with the holder's pid, where another has it.

    A POSIX record lock, because that is not handed on to forked children: they may outlive the supervisor.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        holder = os.read(descriptor, 32).decode().strip()
        os.close(descriptor)
        raise CannotStart(
            _(
                "ExamOps already runs on %(var)s: process %(pid)s holds it. Stop that one first, or give another "
                "folder with VAR= and another port with PORT=."
            )
            % {"var": path.parent.parent, "pid": holder or "?"}
        ) from error
    os.ftruncate(descriptor, 0)
    os.write(descriptor, f"{os.getpid()}\n".encode())
    return descriptor
