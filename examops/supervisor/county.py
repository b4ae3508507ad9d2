"""Which county a node holds: its own workbook's, or the sample that comes with the product."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.core.management import call_command, get_commands
from django.utils.translation import gettext as _

from examops.errors import CannotStart
from examops.places import Places
from kernel.actors import SYSTEM
from kernel.scope import reading
from organisation.models import Unit

# What ``import_county`` ends with when the workbook would change what is on record, and nobody has said yes.
WOULD_CHANGE = 2


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a start was asked to load: a workbook, or else the sample, or nothing; and whether its day begins."""

    workbook: str = ""
    sample: bool = True
    rehearsal: bool = True


class County:
    """What is to be loaded at a start, and what may be shown afterwards."""

    def __init__(self, places: Places, wanted: Wanted) -> None:
        self.wanted = wanted
        self.workbook = Path(wanted.workbook).absolute() if wanted.workbook else None
        self.sample_mark = places.var / "sample-county.xlsx"
        if self.workbook is not None and not self.workbook.is_file():
            raise CannotStart(_("There is no workbook %(file)s.") % {"file": self.workbook})
        if self.workbook is not None and self.is_sample:
            raise CannotStart(
                _(
                    "%(var)s holds the sample county, whose logins everybody knows. Give your own county a folder of "
                    "its own: make run COUNTY=%(file)s VAR=another-folder."
                )
                % {"var": places.var, "file": wanted.workbook}
            )

    @property
    def is_sample(self) -> bool:
        """Whether this node was loaded with the sample."""
        return self.sample_mark.is_file()

    def files(self) -> list[tuple[str, Callable[[], object]]]:
        """What is made before there is a table: the sample's workbook, at the start that may need it."""
        if self.workbook or not self.wanted.sample or self.is_sample or "sample_county" not in get_commands():
            return []
        return [("sample", self._make)]

    def jobs(self) -> list[tuple[str, Callable[[], object]]]:
        """What is run before the first page: the shipped catalogues, then the county."""
        jobs: list[tuple[str, Callable[[], object]]] = []
        if "load_catalogue" in get_commands():
            jobs.append(("catalogue", lambda: call_command("load_catalogue")))
        if (self.workbook or self.wanted.sample) and "import_county" in get_commands():
            jobs.append(("county", self._load))
        if self.workbook is not None:
            # First credentials of a county's own people: on paper, once (limits.md 19).
            jobs.append(("slips", lambda: call_command("print_slips")))
        return jobs

    @property
    def _made(self) -> Path:
        return self.sample_mark.with_name("sample-county.part.xlsx")

    def _load(self) -> None:
        if self.workbook is not None:
            call_command("import_county", str(self.workbook))
        elif _any_county():
            self._made.unlink(missing_ok=True)
        else:
            if not self._made.is_file():  # a database that was emptied under a folder that was not
                self._make()
            call_command("import_county", str(self._made))
            self._made.replace(self.sample_mark)

    def _make(self) -> None:
        call_command("sample_county", str(self._made), overwrite=True)


def _any_county() -> bool:
    with reading(SYSTEM):
        return Unit.objects.exists()
