"""How a county's own sheets are understood: what somebody chose for them, and what a reading made of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from intake.gateways.cells import Raw, is_blank, is_example, shown, tidy
from intake.gateways.headings import SEARCHED, Headings
from intake.gateways.layout import SheetLayout
from intake.states import Sheet

# What helps to tell what a column holds, and no more: the values are names and numbers of people.
SAMPLES = 2
SAMPLED = 50


@dataclass(frozen=True, slots=True)
class Choice:
    """For one of our sheets: which of theirs it is, and what their headings mean. No key: the column is left out."""

    sheet_name: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)


Choices = Mapping[Sheet, Choice]
NO_CHOICE = Choice()
NOTHING_CHOSEN: Choices = MappingProxyType({})


def kept_choices(choices: Choices) -> dict[str, Any]:
    """Choices as a row keeps them."""
    return {
        str(sheet): {"sheet_name": choice.sheet_name, "columns": dict(choice.columns)}
        for sheet, choice in choices.items()
    }


def choices_kept(kept: Mapping[str, Any]) -> dict[Sheet, Choice]:
    """Choices out of a row."""
    return {Sheet(sheet): Choice(**choice) for sheet, choice in kept.items()}


@dataclass(frozen=True, slots=True)
class ColumnSeen:
    """A column of theirs: where it stands, its heading, some of its values, and which of ours it was read as."""

    letter: str
    heading: str
    key: str
    chosen: bool
    samples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetSeen:
    """One of our sheets in their workbook. Without a name it was not found, without a row its headings were not."""

    sheet: Sheet
    name: str = ""
    chosen: bool = False
    row: int | None = None
    columns: tuple[ColumnSeen, ...] = ()

    def missing(self, sheet: SheetLayout) -> list[str]:
        """The headings of required columns that nothing was read as."""
        found = {column.key for column in self.columns}
        return [column.heading for column in sheet.columns if column.required and column.key not in found]


def sheets_kept(kept: Sequence[Mapping[str, Any]]) -> list[SheetSeen]:
    """What was seen of a workbook, out of its report."""
    return [
        SheetSeen(
            sheet=Sheet(one["sheet"]),
            name=one["name"],
            chosen=one["chosen"],
            row=one["row"],
            columns=tuple(ColumnSeen(**{**column, "samples": tuple(column["samples"])}) for column in one["columns"]),
        )
        for one in kept
    ]


def guessed_headings(rows: Sequence[Sequence[Raw]]) -> Headings | None:
    """Where none of our headings is known, the upper row with the most words: somebody may say what they mean."""
    top = rows[:SEARCHED]
    words = [{tidy(value) for value in row if isinstance(value, str) and not is_blank(value)} for row in top]
    best = max(range(len(top)), key=lambda at: len(words[at]), default=0)
    if not top or len(words[best]) < 2:
        return None
    unknown = {place: tidy(value) for place, value in enumerate(top[best]) if isinstance(value, str) and tidy(value)}
    return Headings(row=best, unknown=unknown)


def values_below(rows: Sequence[Sequence[Raw]], row: int, place: int) -> tuple[str, ...]:
    """The first values under a heading. The template's own example is none of theirs."""
    lines = (line for line in rows[row + 1 : row + 1 + SAMPLED] if not is_example(line))
    below = (line[place] for line in lines if place < len(line))
    return tuple([shown(raw) for raw in below if not is_blank(raw)][:SAMPLES])
