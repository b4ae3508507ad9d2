"""``python -m tests.bench [--only NAME]``: on servers of its own, in a folder that is removed afterwards."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from functools import partial

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
django.setup()

from django.conf import settings  # noqa: E402 - only after the settings are chosen

from tests.bench import (  # noqa: E402
    appending,
    boards,
    bursting,
    fanout,
    growing,
    importing,
    province,
    returning,
    scanning,
    starting,
    sweeping,
)
from tests.servers import empty_all_tables, running_servers  # noqa: E402

SUITES: dict[str, Callable[[], None]] = {
    "start": starting.starts,
    "append": appending.appends,
    "number_lag": appending.number_lag,
    "clock_lateness": sweeping.clock_lateness,
    "incident_burst": bursting.incident_burst,
    "scan": scanning.scans,
    "bags_per_s": scanning.scans,
    "import_large": importing.large_county,
    "fanout": fanout.fanout,
    "board_60": boards.boards,
    "readiness_60": boards.boards,
    "return": returning.returning,
}
# What grows with ``--scale full``: to ten million entries, to a hundred counties.
SCALED: dict[str, Callable[..., None]] = {"history_page_growth": growing.growth, "province_day": province.province}


def main() -> None:
    """Run the suites whose name begins with what is asked for."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--only", default="")
    reader.add_argument("--scale", choices=["usual", "full"], default="usual")
    asked = reader.parse_args()
    with running_servers(settings.PLACES):
        scaled = {name: partial(suite, whole=asked.scale == "full") for name, suite in SCALED.items()}
        suites: dict[str, Callable[[], None]] = {**SUITES, **scaled}
        named = [suite for name, suite in suites.items() if name.startswith(asked.only) or asked.only.startswith(name)]
        for suite in dict.fromkeys(named):
            suite()
            empty_all_tables()


if __name__ == "__main__":
    main()
