"""Our own source files, as syntax trees."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from examops.places import BASE

# Packages with a list of files of their own: what is under everything, and what is above everything.
SPECIAL = {"kernel", "journal", "examops"}


@cache
def packages() -> tuple[str, ...]:
    """Every top-level package of the product."""
    folders = (folder for folder in BASE.iterdir() if (folder / "__init__.py").is_file())
    return tuple(sorted(folder.name for folder in folders if folder.name != "tests"))


@dataclass(frozen=True, slots=True)
class Source:
    """One Python file of the product."""

    path: Path

    @property
    def name(self) -> str:
        """Its path from the top, as people write it."""
        return str(self.path.relative_to(BASE))

    @property
    def package(self) -> str:
        """The top-level package."""
        return self.path.relative_to(BASE).parts[0]

    @property
    def part(self) -> str:
        """The file of the app that it is, or is in: ``services`` for ``venues/services/rooms.py``."""
        parts = self.path.relative_to(BASE).parts
        return parts[1].removesuffix(".py") if len(parts) > 1 else parts[0]

    def tree(self) -> ast.Module:
        """Its syntax."""
        return _tree(self.path)

    def lines(self) -> int:
        """How long it is."""
        return len(self.path.read_text().splitlines())


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def sources(*, migrations: bool = False) -> Iterator[Source]:
    """Every Python file of the product, migrations only if asked for."""
    for package in packages():
        for path in sorted((BASE / package).rglob("*.py")):
            if migrations or "migrations" not in path.parts:
                yield Source(path)


def functions(source: Source) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method of a file."""
    for node in ast.walk(source.tree()):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def imports(source: Source) -> Iterator[tuple[str, int]]:
    """Every module that a file names in an import, with the line."""
    for node in ast.walk(source.tree()):
        if isinstance(node, ast.Import):
            yield from ((name.name, node.lineno) for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module, node.lineno
            yield from ((f"{node.module}.{name.name}", node.lineno) for name in node.names)


def calls(source: Source) -> Iterator[ast.Call]:
    """Every call in a file."""
    for node in ast.walk(source.tree()):
        if isinstance(node, ast.Call):
            yield node


def strings(source: Source) -> Iterator[tuple[str, int]]:
    """Every text in a file that is no docstring."""
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(source.tree())
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(source.tree()):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.value, node.lineno


def nothing(found: Sequence[str]) -> None:
    """Fail with all that was found, a line each."""
    assert not found, "\n" + "\n".join(found)
