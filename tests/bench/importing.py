"""A large county's workbook, 30 venues, 1,200 rooms and 20,000 bags, through the whole command."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from intake.gateways.sample import enlarged, sample_plan, sample_rows
from intake.gateways.writer import write_workbook
from intake.states import Sheet
from kernel.time import now
from tests.bench.figures import Figure, tell

VENUES, ROOMS = 30, 40
SECONDS, MEGABYTES = 60, 500
LOAD = (
    "import django, sys; django.setup();"
    "from django.core.management import call_command;"
    "call_command('import_county', sys.argv[1], yes=True)"
)


def measure(folder: Path) -> tuple[float, float, int]:
    """Load the large county in a process of its own. Returns its seconds, its peak megabytes, and the bags."""
    path = folder / "large.xlsx"
    today = now().date()
    plan = enlarged(sample_plan(), venues=VENUES, rooms=ROOMS)
    sheets = {sheet: list(rows) for sheet, rows in sample_rows(plan, first_day=today, today=today).items()}
    write_workbook(path, sheets)

    began = time.perf_counter()
    pid = os.posix_spawn(
        sys.executable,
        [sys.executable, "-c", LOAD, str(path)],
        {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"},
        file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)],
    )
    _pid, status, used = os.wait4(pid, 0)
    took = time.perf_counter() - began
    if status != 0:
        raise RuntimeError("the large county was not loaded")
    return took, used.ru_maxrss / 1024, len(sheets[Sheet.BAGS])


def large_county() -> None:
    """``import_large_s`` and ``import_large_mb``."""
    with TemporaryDirectory() as folder:
        seconds, megabytes, bags = measure(Path(folder))
    for name, value, most, unit in (
        ("import_large_s", seconds, SECONDS, "s"),
        ("import_large_mb", megabytes, MEGABYTES, "MB"),
    ):
        tell(Figure(name=name, ours=value, baseline=None, ratio=None, target=f"< {most}", unit=unit, n=bags))
