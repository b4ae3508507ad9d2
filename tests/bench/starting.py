"""How long a county waits for its first page, and how much memory the whole stack takes at rest."""

from __future__ import annotations

import time

import psutil

from tests.bench.figures import Figure, tell
from tests.examops.running import RunningNode

FIRST_WITHIN = 30.0
AGAIN_WITHIN = 8.0
MEGABYTES = 700.0
REST_FOR = 20.0


class SampleNode(RunningNode):
    """A node with the sample county, whose day does not begin: at rest."""

    words = ("--no-rehearsal",)


def starts() -> None:
    """``start_first_s``, ``start_again_s``, ``stack_mb``: after installation, on an empty folder and on a used one."""
    node = SampleNode()
    try:
        first = _seconds_to_first_page(node)
        tell(Figure("start_first_s", first, None, None, f"<= {FIRST_WITHIN}", "s", 1))
        node.stop()
        again = _seconds_to_first_page(node)
        tell(Figure("start_again_s", again, None, None, f"<= {AGAIN_WITHIN}", "s", 1))
        time.sleep(REST_FOR)
        tell(Figure("stack_mb", megabytes(node), None, None, f"<= {MEGABYTES}", "MB", 1))
    finally:
        node.remove()


def _seconds_to_first_page(node: RunningNode) -> float:
    began = time.monotonic()
    node.start()
    page = node.page("/accounts/login/")
    if page.status != 200:
        raise RuntimeError(f"the first page answered {page.status}")
    return time.monotonic() - began


def megabytes(node: RunningNode) -> float:
    """The proportional memory of the supervisor and of everything below it: a shared page is counted once."""
    if node.process is None:
        return 0.0
    top = psutil.Process(node.process.pid)
    return float(sum(process.memory_full_info().pss for process in [top, *top.children(recursive=True)]) / 1e6)
