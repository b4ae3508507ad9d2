"""The workbook's layout, out of ``catalogue/workbook.yaml``: sheets, columns, the words that people use for them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import yaml

from intake.states import ColumnKind, Sheet

CATALOGUE = Path(__file__).resolve().parent.parent / "catalogue"

_REMARK = re.compile(r"\(.*?\)|\[.*?\]|[\s*:.、,。_-]")


def plain(text: str) -> str:
    """A heading or sheet name without what people vary: width, spaces, stars, remarks in brackets."""
    return _REMARK.sub("", unicodedata.normalize("NFKC", text)).casefold()


def word_key(word: str) -> str:
    """A choice without what people vary. Brackets stay: 数学（文） is another subject than 数学."""
    return "".join(unicodedata.normalize("NFKC", word).split()).casefold()


@dataclass(frozen=True)
class Column:
    """One column: how it is headed, how its cells are read, what the template says about it."""

    key: str
    heading: str
    kind: ColumnKind
    required: bool
    width: int = 14
    length: int = 0
    least: float | None = None
    most: float | None = None
    also: tuple[str, ...] = ()
    note: str = ""
    example: Any = ""
    refers: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)
    choices_also: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def names(self) -> frozenset[str]:
        """Every heading that means this column."""
        return frozenset(plain(name) for name in (self.heading, *self.also))

    @cached_property
    def meanings(self) -> dict[str, str]:
        """Every written choice and the code that it stands for."""
        return {word_key(word): code for word, code in {**self.choices_also, **self.choices}.items()}

    def word(self, code: str) -> str:
        """How the template writes a choice."""
        return next((word for word, known in self.choices.items() if known == code), code)


@dataclass(frozen=True, slots=True)
class SheetLayout:
    """One sheet: its name and columns. An optional one may be absent or empty."""

    code: Sheet
    name: str
    columns: tuple[Column, ...]
    also: tuple[str, ...] = ()
    hint: str = ""
    optional: bool = False

    @property
    def names(self) -> frozenset[str]:
        """Every sheet name that means this sheet."""
        return frozenset(plain(name) for name in (self.name, *self.also))

    def column(self, key: str) -> Column:
        """The column called ``key`` in the code."""
        return next(column for column in self.columns if column.key == key)


@dataclass(frozen=True, slots=True)
class HelpLayout:
    """The help sheet: its name, the label beside the version cell, its lines."""

    name: str
    version_label: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """The whole workbook."""

    version: str
    title: str
    sheets: tuple[SheetLayout, ...]
    help: HelpLayout

    def sheet(self, code: Sheet) -> SheetLayout:
        """The layout of one sheet."""
        return next(sheet for sheet in self.sheets if sheet.code == code)


def _column(given: dict[str, Any]) -> Column:
    return Column(**{**given, "kind": ColumnKind(given["kind"]), "also": tuple(given.get("also", ()))})


def _sheet(given: dict[str, Any]) -> SheetLayout:
    return SheetLayout(
        code=Sheet(given["code"]),
        name=given["name"],
        columns=tuple(_column(column) for column in given["columns"]),
        also=tuple(given.get("also", ())),
        hint=given.get("hint", ""),
        optional=given.get("optional", False),
    )


@cache
def layout() -> Layout:
    """The layout that this release reads and writes."""
    given = yaml.safe_load((CATALOGUE / "workbook.yaml").read_text(encoding="utf-8"))
    return Layout(
        version=given["version"],
        title=given["title"],
        sheets=tuple(_sheet(sheet) for sheet in given["sheets"]),
        help=HelpLayout(
            name=given["help"]["name"],
            version_label=given["help"]["version_label"],
            lines=tuple(given["help"]["lines"]),
        ),
    )
