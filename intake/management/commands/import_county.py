"""``manage.py import_county FILE``: check a county workbook, show what it would change, load all of it or nothing."""

from __future__ import annotations

import json
import sys
import unicodedata
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from intake.errors import Problem
from intake.events import PartLoaded
from intake.gateways.corrected import write_corrected
from intake.gateways.rows import CountyRows
from intake.selectors import (
    CheckedWorkbook,
    checked_workbook,
    choices_of,
    counties_with_mappings,
    county_is_known,
    county_path,
    told_choices,
)
from intake.services import asked_for, checked_for, import_county, preview_county
from intake.states import Part, Severity
from kernel.actors import SYSTEM
from kernel.errors import DomainError
from kernel.scope import reading
from organisation.selectors import logins_without_password

NEEDS_YES = 2
WIDEST = 28


class Command(BaseCommand):
    """Read, check everything, tell every problem, show the changes, write all or nothing."""

    help = "Check and load a county workbook (.xlsx)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--check", action="store_true", help="check and show the changes; write nothing")
        parser.add_argument("--json", dest="report", help="write the report as JSON to this file (- for the terminal)")
        parser.add_argument("--corrected", type=Path, help="write the rows with problems to this workbook")
        parser.add_argument(
            "--county", default="", help="read sheets and headings as this county chose (/15/1508/150821/)"
        )
        parser.add_argument("--yes", action="store_true", help="do not ask before changing what is on record")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        self.quiet = options["report"] == "-"
        if not file.is_file():
            raise CommandError(_("There is no file %(file)s.") % {"file": file})
        try:
            checked = self._checked(file, options["county"])
        except DomainError as refusal:
            raise CommandError(f"{file}: {refusal.sentence} [{refusal.code}]") from refusal
        self._tell_problems(checked)
        if options["corrected"] and checked.problems:
            write_corrected(file, options["corrected"], checked.problems, heading_rows=checked.heading_rows)
            self._say(_("The rows with problems are in %(file)s.") % {"file": options["corrected"]})
        self._report(options["report"], checked.as_json())
        if checked.county is None:
            raise CommandError(_("%(count)d errors. Nothing was written.") % {"count": len(checked.errors)})
        try:
            self._load(checked, checked.county, options)
        except DomainError as refusal:
            raise CommandError(f"{refusal.sentence} [{refusal.code}] {refusal.detail or ''}") from refusal

    def _checked(self, file: Path, county: str) -> CheckedWorkbook:
        """The workbook, its sheets and headings read as its county chose on the page."""
        with reading(SYSTEM):
            known = counties_with_mappings()
            if not county and len(known) > 1:
                raise CommandError(
                    _("Several counties have sheets of their own: add --county with one of %(counties)s.")
                    % {"counties": ", ".join(known)}
                )
            choices = choices_of(county or next(iter(known), ""))
        checked = checked_workbook(file, choices=choices, progress=self._progress)
        for line in told_choices(choices):
            self._say(_("Read as remembered for this county: %(line)s") % {"line": line})
        return checked_for(checked, actor=SYSTEM)

    def _load(self, checked: CheckedWorkbook, county: CountyRows, options: dict[str, Any]) -> None:
        asked = asked_for(checked, actor=SYSTEM, act_id=uuid4())
        if options["check"] or self._is_known(county):
            parts = preview_county(asked, workbook=checked, progress=self._progress_of_parts)
            self._say(_("What loading would do:"))
            self._tell_parts(parts)
            if options["check"]:
                self._say(_("This was a check only. Nothing was written."))
                return
            if not any(part.new or part.changed for part in parts):
                self._say(_("Everything in the workbook is on record already. Nothing was written."))
                return
            self._ask(yes=options["yes"])
        fact = import_county(asked, workbook=checked, progress=self._progress_of_parts)
        self._say(_("Loaded. SHA-256 of the workbook: %(sha256)s") % {"sha256": fact.sha256})
        self._tell_parts(fact.parts)
        with reading(SYSTEM):
            waiting = logins_without_password(fact.scope).count()
        if waiting:
            self._say(
                _("%(count)d logins have no password yet. Print their slips: manage.py print_slips")
                % {"count": waiting}
            )

    def _is_known(self, county: CountyRows) -> bool:
        """A first loading is neither previewed nor asked about: there is nothing that it could change."""
        with reading(SYSTEM):
            return county_is_known(county_path(county))

    def _tell_parts(self, parts: Sequence[PartLoaded]) -> None:
        for part in parts:
            self._say(told_part(part))

    def _ask(self, *, yes: bool) -> None:
        if yes:
            return
        question = _("Load it? Type yes: ")
        if not sys.stdin.isatty() or input(question).strip().lower() not in {"y", "yes", "是"}:
            raise CommandError(
                _("The workbook changes what is on record. Nothing was written; add --yes to load it."),
                returncode=NEEDS_YES,
            )

    def _say(self, text: str = "") -> None:
        if not self.quiet:
            self.stdout.write(text)

    def _progress(self, step: str, done: int, total: int) -> None:
        if self.quiet:
            return
        if sys.stdout.isatty():
            self.stdout.write(f"\r{step} {done:,}/{total:,}", ending="\n" if done >= total else "")
        elif done >= total:
            self.stdout.write(f"{step} {total:,}")

    def _progress_of_parts(self, part: str, done: int, total: int) -> None:
        if not self.quiet and sys.stdout.isatty():
            self.stdout.write(f"\r{done}/{total} {Part(part).label}          ", ending="\n" if done >= total else "")

    def _tell_problems(self, checked: CheckedWorkbook) -> None:
        if checked.problems:
            self._say()
            for line in as_table(checked.problems):
                self._say(line)
            self._say()
        self._say(
            _("%(errors)d errors, %(warnings)d warnings.")
            % {"errors": len(checked.errors), "warnings": len(checked.warnings)}
        )

    def _report(self, target: str | None, report: dict[str, Any]) -> None:
        if target is None:
            return
        text = json.dumps(report, ensure_ascii=False, indent=1)
        if target == "-":
            self.stdout.write(text)
        else:
            Path(target).write_text(text + "\n", encoding="utf-8")


def told_part(part: PartLoaded) -> str:
    """One line of the table of changes."""
    name = str(Part(part.part).label)
    counts = _("new %(new)d, changed %(changed)d, same %(same)d, on record but not in the workbook %(removed)d")
    told = counts % {"new": part.new, "changed": part.changed, "same": part.same, "removed": part.removed}
    return f"  {_padded(name, 20)}{told}"


def as_table(problems: Sequence[Problem]) -> list[str]:
    """Problems as lines with columns that line up on a terminal, where a Chinese character is two wide."""
    weights = {Severity.ERROR: _("Error"), Severity.WARNING: _("Warning")}
    heads = [_("Weight"), _("Sheet"), _("Row"), _("Column and heading"), _("Value read"), _("Problem code")]
    rows = [
        [
            weights[problem.severity],
            problem.sheet,
            "" if problem.row is None else str(problem.row),
            f"{problem.column} {problem.heading}".strip(),
            problem.value,
            problem.code,
        ]
        for problem in problems
    ]
    widths = [min(max(_width(row[at]) for row in [heads, *rows]), WIDEST) for at in range(len(heads))]
    told = [_("What is wrong, and what to do"), *(f"{problem.message} {problem.remedy}" for problem in problems)]
    return [
        "  ".join([*(_padded(text, width) for text, width in zip(row, widths, strict=True)), sentence])
        for row, sentence in zip([heads, *rows], told, strict=True)
    ]


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def _padded(text: str, width: int) -> str:
    while _width(text) > width:
        text = text[:-2] + "…" if text[-1:] == "…" else text[:-1] + "…"
    return text + " " * (width - _width(text))
