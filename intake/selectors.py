"""Reads: what a workbook holds, and what it would change."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.cache import cache
from django.db.models import QuerySet

from exams.selectors.sessions import sessions_of
from intake.errors import Problem
from intake.gateways.cells import shown
from intake.gateways.layout import Column, layout
from intake.gateways.reader import Progress, read_workbook, say_nothing
from intake.gateways.rows import CountyRows, PersonRow, county_rows
from intake.gateways.understanding import (
    NOTHING_CHOSEN,
    Choice,
    Choices,
    ColumnSeen,
    SheetSeen,
    sheets_kept,
)
from intake.gateways.units import paths_of
from intake.models import KEPT_FOR, SheetMapping, Upload
from intake.policies import check_workbook
from intake.states import Part, Severity, Sheet, UploadStatus
from kernel.errors import DomainError
from kernel.time import now
from organisation.models import Login, Person, Post, Unit
from paper_custody.models import Bag
from venues.selectors.places import equipment_of, rooms_of, venues_of

LOADS_SHOWN = 20


@dataclass(frozen=True, slots=True)
class CheckedWorkbook:
    """A workbook after all checks. ``county`` is there only if nothing refuses it.

    ``names`` and ``columns`` say what its sheets are called and where their columns stand.
    """

    sha256: str
    problems: tuple[Problem, ...]
    counts: dict[str, int]
    county: CountyRows | None
    names: dict[Sheet, str]
    columns: dict[Sheet, dict[str, str]]
    seen: tuple[SheetSeen, ...]
    others: tuple[str, ...]

    @property
    def heading_rows(self) -> dict[str, int]:
        """In which row of each sheet its headings stand, by the sheet's name in the workbook."""
        return {seen.name: seen.row for seen in self.seen if seen.row is not None}

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What refuses the workbook."""
        return tuple(problem for problem in self.problems if problem.severity is Severity.ERROR)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What is shown and loads."""
        return tuple(problem for problem in self.problems if problem.severity is Severity.WARNING)

    def as_json(self) -> dict[str, Any]:
        """The report as the file and the page carry it."""
        return {
            "sha256": self.sha256,
            "counts": self.counts,
            "errors": len(self.errors),
            "warnings": len(self.warnings),
            "problems": [problem.as_json() for problem in self.problems],
        }

    def also(self, problems: Sequence[Problem]) -> CheckedWorkbook:
        """The same with more problems."""
        refused = any(problem.severity is Severity.ERROR for problem in problems)
        county = None if refused else self.county
        return replace(self, problems=(*self.problems, *problems), county=county)

    def place(self, row: PersonRow, key: str, code: str, **params: str) -> Problem:
        """A problem at a cell of the people sheet that was found out after reading."""
        return Problem(
            code=code,
            sheet=self.names[Sheet.PEOPLE],
            row=row.row,
            column=self.columns[Sheet.PEOPLE].get(key, ""),
            heading=layout().sheet(Sheet.PEOPLE).column(key).heading,
            value=shown(getattr(row, key)),
            params=params,
        )


def checked_workbook(
    path: Path, *, choices: Choices = NOTHING_CHOSEN, progress: Progress = say_nothing
) -> CheckedWorkbook:
    """Read and check all rows of the file at ``path``, read as ``choices`` say.

    Raises ``WorkbookUnreadable`` for a file that is none.
    """
    book = read_workbook(path, choices=choices, progress=progress)
    order = {name: number for number, name in enumerate(book.names.values())}
    problems = sorted(
        [*book.problems, *check_workbook(book)],
        key=lambda problem: (order.get(problem.sheet, -1), problem.row or 0, problem.column),
    )
    refused = any(problem.severity is Severity.ERROR for problem in problems)
    return CheckedWorkbook(
        sha256=book.sha256,
        problems=tuple(problems),
        counts={sheet: len(lines) for sheet, lines in book.lines.items()},
        county=None if refused else county_rows(book.lines),
        names=book.names,
        columns=book.columns,
        seen=tuple(book.seen),
        others=tuple(book.others),
    )


def problems_on_record(workbook: CheckedWorkbook) -> list[Problem]:
    """What in a sound workbook does not fit what is on record: login names, which belong to one person for good."""
    if workbook.county is None:
        return []
    rows = [row for row in workbook.county.people if row.login_name]
    people = Person.objects.filter(scope__startswith=county_path(workbook.county))
    known = {number: (pk, login) for number, pk, login in people.values_list("staff_number", "pk", "login__username")}
    names = [row.login_name.lower() for row in rows]
    holders = dict(Login.objects.filter(username__in=names).values_list("username", "person_id"))
    problems = []
    for row in rows:
        name = row.login_name.lower()
        person, own = known.get(row.staff_number, (None, None))
        if own is not None and own != name:
            problems.append(workbook.place(row, "login_name", "login_stays", known=own))
        elif name in holders and (person is None or holders[name] != person):
            problems.append(workbook.place(row, "login_name", "login_of_another"))
    return problems


def county_path(county: CountyRows) -> str:
    """The path of the county whose workbook this is."""
    return paths_of(county.units)[county.exam.district]


def rows_on_record(county: str, exam_id: UUID | None) -> dict[Part, int]:
    """How many rows of each part the county has. Seats are not counted: they follow the list of bags."""
    units = Unit.objects.filter(path__startswith=county)
    counts = {
        Part.UNITS: units.count(),
        Part.PEOPLE: Person.objects.filter(scope__startswith=county).count(),
        Part.POSTS: Post.objects.filter(scope__startswith=county).count(),
        Part.VENUES: venues_of(county).count(),
        Part.ROOMS: rooms_of(county).count(),
        Part.EQUIPMENT: equipment_of(county).count(),
    }
    if exam_id is not None:
        counts[Part.SESSIONS] = sessions_of(exam_id).count()
        counts[Part.BAGS] = Bag.objects.filter(exam_id=exam_id).count()
    return counts


def progress_key(upload_id: UUID) -> str:
    """Where the progress of a workbook's checking and loading is told while it goes on."""
    return f"intake:progress:{upload_id}"


def progress_of(upload_id: UUID) -> dict[str, Any]:
    """The last thing that was told of it."""
    told: dict[str, Any] = cache.get(progress_key(upload_id)) or {"step": "", "done": 0, "total": 0}
    step = told["step"]
    return {**told, "step": Part(step).label if step in Part.values else step}


def uploads_of(county: str) -> QuerySet[Upload]:
    """The workbooks handed in, without their files, the newest first."""
    uploads = Upload.objects.filter(scope__startswith=county).defer("content", "report")
    return uploads.select_related("login__person").order_by("-handed_in_at")


def is_kept(upload: Upload) -> bool:
    """Whether it was loaded and its file may be handed in once more."""
    return upload.status == UploadStatus.LOADED and bool(upload.content) and now() < upload.kept_until


@dataclass(frozen=True, slots=True)
class Load:
    """A workbook that was loaded: what it did in all, and until when its file is kept, where it still is."""

    upload: Upload
    new: int
    changed: int
    same: int
    kept_until: dt.datetime | None


def loads_of(county: str) -> list[Load]:
    """The last loads of a county by the page, the newest first."""
    kept = uploads_of(county).exclude(content=b"").filter(handed_in_at__gt=now() - KEPT_FOR)
    with_file = set(kept.values_list("pk", flat=True))
    return [
        Load(
            upload,
            new=sum(part["new"] for part in upload.parts),
            changed=sum(part["changed"] for part in upload.parts),
            same=sum(part["same"] for part in upload.parts),
            kept_until=upload.kept_until if upload.pk in with_file else None,
        )
        for upload in uploads_of(county).filter(status=UploadStatus.LOADED)[:LOADS_SHOWN]
    ]


def upload_called(upload_id: UUID) -> Upload:
    """The workbook of this id. Raises ``DoesNotExist`` where it is not in sight."""
    return Upload.objects.select_related("login__person").get(pk=upload_id)


def told_parts(upload: Upload) -> list[dict[str, Any]]:
    """What a workbook would change, or has changed, with the parts' names in the reader's language."""
    return [{**part, "name": Part(part["part"]).label} for part in upload.parts]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which problems of a report somebody wants to see."""

    sheet: str = ""
    code: str = ""
    weight: str = ""
    text: str = ""

    def fits(self, problem: Problem) -> bool:
        """Whether a problem is one of these."""
        exact = ((self.sheet, problem.sheet), (self.code, problem.code), (self.weight, problem.severity))
        if any(wish and wish != told for wish, told in exact):
            return False
        told = f"{problem.row} {problem.column} {problem.heading} {problem.value} {problem.message}"
        return self.text.casefold() in told.casefold()


def problems_of(upload: Upload) -> list[Problem]:
    """The problems that were found in a workbook handed in, errors first."""
    return [Problem(**kept) for kept in upload.report.get("problems", [])]


@dataclass(frozen=True, slots=True)
class Kind:
    """Problems of one kind: how many, and what the first of them says."""

    code: str
    message: str
    count: int


def kinds_of(problems: Sequence[Problem]) -> list[Kind]:
    """The kinds of problems, the rarest first: one wrong code in a sheet makes hundreds of rows elsewhere unknown."""
    counts = Counter(problem.code for problem in problems)
    first = {problem.code: problem.message for problem in reversed(problems)}
    return [Kind(code, first[code], count) for code, count in reversed(counts.most_common())]


def refusal_of(upload: Upload) -> tuple[str, str] | None:
    """Why a workbook handed in was refused as a whole: the sentence in the reader's language, and what it names."""
    if upload.refusal is None:
        return None
    named = ", ".join(str(value) for value in upload.refusal["detail"].values())
    return str(DomainError.by_code[upload.refusal["code"]].sentence), named


def county_is_known(county: str) -> bool:
    """Whether anything of this county is on record yet."""
    return Unit.objects.filter(path=county).exists()


def mappings_of(county: str) -> QuerySet[SheetMapping]:
    """The mappings that are applied to this county's workbooks."""
    mappings = SheetMapping.objects.filter(scope=county, revoked_at=None)
    return mappings.select_related("login__person").order_by("chosen_at", "sheet")


def choices_of(county: str) -> dict[Sheet, Choice]:
    """What this county has chosen for its own sheets and headings."""
    return {sheet: choice for one in mappings_of(county) for sheet, choice in choices_of_row(one).items()}


def choices_of_row(mapping: SheetMapping) -> dict[Sheet, Choice]:
    """What one mapping says."""
    return {Sheet(mapping.sheet): Choice(mapping.sheet_name, mapping.columns)}


def counties_with_mappings() -> list[str]:
    """The counties in sight that have chosen anything."""
    return list(SheetMapping.objects.filter(revoked_at=None).values_list("scope", flat=True).distinct().order_by())


def told_choices(choices: Choices) -> list[str]:
    """Choices as lines: the sheet, their heading, ours."""
    told = []
    for code, choice in choices.items():
        sheet = layout().sheet(code)
        ours = {column.key: column.heading for column in sheet.columns}
        if choice.sheet_name:
            told.append(f"{choice.sheet_name} → {sheet.name}")
        for heading, key in choice.columns.items():
            told.append(f"{sheet.name}: {heading} → {ours.get(key, '—')}")
    return told


@dataclass(frozen=True, slots=True)
class ShownSheet:
    """One of our sheets as the page shows how it was read."""

    seen: SheetSeen
    name: str
    missing: list[str]
    options: tuple[Column, ...]

    @property
    def unread(self) -> list[ColumnSeen]:
        """Columns of theirs that nobody has said anything about and that were not read."""
        return [column for column in self.seen.columns if not column.key and not column.chosen]

    @property
    def wants_a_look(self) -> bool:
        """Whether something is missing or was left unread."""
        return bool(self.unread or (self.seen.name and self.missing))


def shown_sheets(upload: Upload) -> list[ShownSheet]:
    """How the sheets of a workbook were read, ours in their order."""
    shown_ones = []
    for seen in sheets_kept(upload.report.get("sheets", [])):
        sheet = layout().sheet(seen.sheet)
        shown_ones.append(ShownSheet(seen, sheet.name, seen.missing(sheet), sheet.columns))
    return shown_ones
